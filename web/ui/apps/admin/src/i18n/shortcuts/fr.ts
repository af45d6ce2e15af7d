import { plural } from '@frontdesk/desk/plural';
import type { ShortcutTexts } from './en';

const count = (n: number, one: string, other: string) => plural('fr', n, { one, other });

export const shortcuts: ShortcutTexts = {
  title: 'Raccourcis',
  purpose: 'Des réponses que les agents insèrent en tapant / et un nom.',
  intro:
    'Les agents les insèrent en écrivant, avec / et le nom. Chacun a les raccourcis communs, ceux de ses groupes et les siens.',
  search: 'Chercher un nom ou un texte',
  add: 'Nouveau raccourci',
  addIntro: 'Les personnes concernées le trouvent dès sa création.',
  made: 'Le raccourci a été créé.',
  whatTitle: 'Le raccourci',
  name: 'Nom',
  nameHint: 'Ce que les agents tapent après le / : un seul mot de 40 caractères au plus, sans / \\ ni $.',
  badName: 'Un seul mot, sans espace, / \\ ni $.',
  taken: 'Il y a déjà un raccourci de ce nom pour les mêmes personnes.',
  text: 'Texte',
  textHint: 'Les agents peuvent le modifier avant de l’envoyer.',
  parts: { all: 'Tous', global: 'Communs', group: 'Groupes', personal: 'Personnels' },
  group: 'Groupe',
  use: 'Emploi',
  usable: 'Peut être inséré',
  unusable: 'Ne peut pas être inséré',
  why: {
    options: 'Il a des textes au choix, ce que les messages ne permettent pas.',
    dynamic_content: 'Son texte a un contenu dynamique, ce que les messages ne permettent pas.',
  },
  options: 'Textes au choix',
  optionsHint: 'Un raccourci qui en a ne peut pas être inséré. Supprimez-les tous pour le rendre utilisable.',
  optionWords: {
    add: 'Ajouter un texte',
    option: (place) => `Texte ${place}`,
    up: (text) => `Monter « ${text} »`,
    down: (text) => `Descendre « ${text} »`,
    remove: (text) => `Supprimer « ${text} »`,
    moved: (text, place, of) => `« ${text} » est maintenant ${place} sur ${of}`,
  },
  tooManyOptions: (most) => `Au plus ${most} textes.`,
  remove: 'Supprimer le raccourci',
  removeTitle: 'Suppression',
  removeHint: 'Les messages écrits avec lui restent tels quels.',
  removeSure: (name) => `Supprimer le raccourci ${name} ?`,
  removeFollows: 'Plus personne ne pourra l’insérer. C’est définitif.',
  removeNow: 'Supprimer',
  removed: (name) => `Le raccourci ${name} a été supprimé.`,
  total: (n) => count(n, `${n} raccourci`, `${n} raccourcis`),
  emptyTitle: 'Pas encore de raccourci',
  emptyHint:
    'Un raccourci est une réponse écrite une fois et insérée souvent, comme un mot d’accueil ou vos heures d’ouverture.',
};
