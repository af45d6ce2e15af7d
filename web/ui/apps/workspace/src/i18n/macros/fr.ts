import { plural } from '@frontdesk/desk/plural';
import type { MacroTexts } from './en';

const count = (n: number, one: string, other: string) => plural('fr', n, { one, other });

export const macros: MacroTexts = {
  open: 'Appliquer une macro',
  title: 'Macros',
  search: 'Chercher une macro',
  keys: '↑ ↓ choisir · Entrée applique · Échap ferme',
  found: (n) => count(n, `${n} macro`, `${n} macros`),
  none: 'Aucune macro de ce nom.',
  noneYet:
    'Il n’y a pas encore de macro. Un administrateur les crée dans le centre d’administration, sous Objets et règles.',
  loading: 'Chargement des macros…',
  preview: 'Ce qu’elle fait',
  writes: 'Écrit une réponse',
  notes: 'Écrit une note interne',
  places: {
    name: 'nom du client',
    first_name: 'prénom du client',
    email: 'e-mail du client',
    ticket: 'numéro du ticket',
    agent: 'votre nom',
    agent_first_name: 'votre prénom',
  },
  apply: 'Appliquer',
  applying: 'Application…',
  cancel: 'Annuler',
  nothingSent: 'Rien n’est envoyé ni changé avant que vous ne soumettiez.',
  prepared: 'Préparé par une macro',
  by: (names) => `Macro ${names}`,
  onSubmit: 'Se fait quand vous soumettez',
  discard: 'Abandonner ce que la macro a préparé',
  status: (status) => `Soumettre comme ${status}`,
  priority: (priority) => `Priorité : ${priority}`,
  toMe: 'Pris par vous',
  toGroup: (name) => `Au groupe ${name}`,
  addTag: (tag) => `+ ${tag}`,
  removeTag: (tag) => `− ${tag}`,
  field: (label, value) => `${label} : ${value}`,
  fieldCleared: (label) => `${label} : vidé`,
  unknownField: 'un ancien champ',
  unknownGroup: 'un ancien groupe',
  leftOut: {
    status: 'Laissé de côté : les agents ne peuvent pas clore de ticket.',
    group: 'Laissé de côté : le groupe n’existe plus.',
    live_chat: 'Laissé de côté : une macro ne transmet pas un chat en direct.',
    tags: 'Laissé de côté : le ticket n’a plus de place pour d’autres étiquettes.',
    field: (label) => `Laissé de côté : « ${label} » n’accepte plus cette valeur.`,
  },
  windowClosed: (channel) =>
    `Sa réponse ne peut pas partir : ${channel} n’accepte plus de réponse. Elle reste en brouillon ; soumettre fait le reste.`,
};
