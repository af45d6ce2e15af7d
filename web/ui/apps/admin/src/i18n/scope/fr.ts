import type { ScopeTexts } from './en';

export const scope: ScopeTexts = {
  whoTitle: 'Qui l’a',
  for: 'Pour',
  kinds: {
    global: 'Tout le monde',
    globalHint: 'Tous les agents l’ont.',
    group: 'Un groupe',
    groupHint: 'Les membres du groupe l’ont.',
    personal: 'Un seul agent',
    personalHint: 'Personne d’autre ne l’a.',
  },
  agent: 'Agent ou agente',
  everybody: 'Tout le monde',
  inGroup: (name) => `Groupe ${name}`,
  byAgent: (name) => `${name} seulement`,
  chooseGroup: 'Choisissez un groupe.',
  chooseAgent: 'Choisissez un agent.',
};
