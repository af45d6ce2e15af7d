import { plural } from '@frontdesk/desk/plural';
import type { PeopleTexts } from './en';

const count = (n: number, one: string, other: string) => plural('fr', n, { one, other });

export const people: PeopleTexts = {
  roles: {
    agent: 'Agent',
    admin: 'Administrateur',
  },
  agents: {
    title: 'Agents',
    purpose: 'Qui répond, avec quels droits, et combien de travail à la fois.',
    intro:
      'Toutes les personnes qui se connectent ici. Chaque agent a un rôle, fait partie de groupes et reçoit du travail jusqu’à une limite.',
    search: 'Chercher un nom, un e-mail ou un groupe',
    add: 'Nouvel agent',
    name: 'Nom',
    role: 'Rôle',
    groups: 'Groupes',
    capacity: 'À la fois',
    state: 'État',
    active: 'Actif',
    inactive: 'Désactivé',
    you: 'vous',
    noLogin: 'ne peut pas se connecter',
    noGroup: 'Aucun groupe',
    conversations: (n) => count(n, `${n} conversation`, `${n} conversations`),
    emptyTitle: 'Personne ne travaille encore ici',
    emptyHint:
      'Créez un agent pour chaque personne qui répondra aux clients. Elle se connecte avec son adresse e-mail.',
  },
};
