import { plural } from '@frontdesk/desk/plural';
import type { ObjectTexts } from './en';

const count = (n: number, one: string, other: string) => plural('fr', n, { one, other });

export const objects: ObjectTexts = {
  fields: {
    title: 'Champs de ticket',
    purpose: 'Ce qui est noté sur chaque ticket, comme un sujet ou un numéro de commande.',
    intro:
      'Les champs gardent ce que vous voulez savoir de chaque ticket : les agents les remplissent, les bots et vos propres pages aussi. Ils ne décident pas encore de qui reçoit un ticket.',
    search: 'Chercher un nom ou un choix',
    add: 'Nouveau champ',
    addIntro: 'Il apparaît sur chaque ticket dès sa création, y compris sur les anciens.',
    made: 'Le champ a été créé.',
    whatTitle: 'Le champ',
    label: 'Nom',
    labelHint: 'Ce qui est écrit à côté sur le ticket, comme « Sujet » ou « Numéro de commande ».',
    kind: 'Type',
    kinds: {
      choice: 'Un choix dans une liste',
      choiceHint: 'Les agents choisissent : la même chose porte toujours le même nom.',
      text: 'Texte libre',
      textHint: 'Les agents écrivent, par exemple un numéro de commande.',
    },
    text: 'Texte libre',
    choices: (n) => count(n, `${n} possibilité`, `${n} possibilités`),
    options: 'Possibilités',
    optionsHint: 'Dans l’ordre où les agents les voient. Entrée en ajoute une, Alt avec ↑ ou ↓ la déplace.',
    optionWords: {
      add: 'Ajouter une possibilité',
      option: (place) => `Possibilité ${place}`,
      up: (text) => `Monter « ${text} »`,
      down: (text) => `Descendre « ${text} »`,
      remove: (text) => `Supprimer « ${text} »`,
      moved: (text, place, of) => `« ${text} » est maintenant ${place} sur ${of}`,
    },
    needsOptions: 'Une liste a besoin d’au moins une possibilité.',
    tooManyOptions: (most) => `Au plus ${most} possibilités.`,
    who: 'Qui peut le remplir',
    everybody: 'Agents et clients',
    agentsOnly: 'Les agents',
    endUsers: 'Les clients peuvent le remplir aussi',
    endUsersHint:
      'Dans les formulaires du bot, et par la page qui porte votre widget. Les agents le peuvent toujours.',
    id: 'Numéro',
    total: (n) => count(n, `${n} champ`, `${n} champs`),
    emptyTitle: 'Pas encore de champ',
    emptyHint:
      'Un champ comme « Sujet » dit à propos de quoi les gens écrivent. Commencez par un ou deux : chaque champ est du travail pour qui le remplit.',
  },
};
