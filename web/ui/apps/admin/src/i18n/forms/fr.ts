import { plural } from '@frontdesk/desk/plural';
import type { FormTexts } from './en';

const count = (n: number, one: string, other: string) => plural('fr', n, { one, other });

export const forms: FormTexts = {
  optional: 'facultatif',
  cancel: 'Annuler',
  close: 'Fermer',
  save: 'Enregistrer',
  saveNew: 'Créer',
  discard: 'Abandonner',
  changed: (fields) => `Pas encore enregistré : ${fields}`,
  pair: (label, value) => `${label} : ${value}`,
  unsaved: 'Non enregistré',
  newEntry: 'Rien n’est enregistré avant la création.',
  saved: (fields) => `Enregistré : ${fields}`,
  failed: (reason) => `Pas enregistré. ${reason}`,
  on: 'activé',
  off: 'désactivé',
  nothing: 'rien',
  problems: {
    required: 'Cette saisie est nécessaire.',
    tooLong: (most) => count(most, `Au plus ${most} caractère.`, `Au plus ${most} caractères.`),
    email: 'Une adresse e-mail ressemble à nom@exemple.fr.',
    passwordShort: (least) => `Au moins ${least} caractères : une courte phrase se retient bien.`,
    passwordLong: 'Ce mot de passe est trop long.',
    range: (least, most) => `Un nombre entier de ${least} à ${most}.`,
    lasting: (least, most) => `De ${least} à ${most}.`,
    colour: 'Une couleur s’écrit comme #0b666d.',
    emptyOption: 'Un choix vide ne peut pas être choisi : remplissez-le ou supprimez-le.',
    twice: (text) => `« ${text} » figure deux fois.`,
    refused: 'Le serveur n’accepte pas cette valeur.',
  },
  spans: {
    seconds: (n) => count(n, `${n} seconde`, `${n} secondes`),
    minutes: (n) => count(n, `${n} minute`, `${n} minutes`),
    hours: (n) => count(n, `${n} heure`, `${n} heures`),
    days: (n) => count(n, `${n} jour`, `${n} jours`),
  },
  units: {
    second: (n) => count(n, 'seconde', 'secondes'),
    minute: (n) => count(n, 'minute', 'minutes'),
    hour: (n) => count(n, 'heure', 'heures'),
    day: (n) => count(n, 'jour', 'jours'),
  },
  unit: 'unité',
  password: { show: 'Afficher le mot de passe', hide: 'Masquer le mot de passe' },
  colour: {
    pick: 'choisir',
    white: (ratio) => `Un texte blanc s’y lit bien (${ratio}\u00a0:\u00a01).`,
    black: (ratio) => `La couleur est claire : on y écrit en noir (${ratio}\u00a0:\u00a01).`,
  },
  change: {
    changed: (name, when) => `Dernière modification par ${name}, le ${when}`,
    byServer: (when) => `Mis en place par le serveur, le ${when}`,
    never: 'Jamais modifié depuis la mise en place',
  },
  conflict: {
    title: 'Quelqu’un d’autre a modifié ceci pendant que vous y travailliez',
    who: (name, when) => `${name} a enregistré sa version le ${when}.`,
    whoServer: 'Une autre version est enregistrée maintenant.',
    explain:
      'Rien n’est perdu. Pour chaque champ que vous avez modifié tous les deux, choisissez la version qui reste ; puis enregistrez de nouveau.',
    taken: 'Modifié par l’autre personne seulement, et déjà dans le formulaire :',
    nothingContested:
      'Vous avez modifié des champs différents : les deux vont ensemble. Enregistrez de nouveau pour garder aussi les vôtres.',
    field: 'Champ',
    was: 'Avant',
    theirs: 'La leur',
    mine: 'La vôtre',
    keepTheirs: 'Garder la leur',
    useMine: 'Mettre la mienne',
    undecided: (n) =>
      count(
        n,
        `Choisissez ci-dessus une version de ${n} champ`,
        `Choisissez ci-dessus une version de ${n} champs`,
      ),
    empty: 'vide',
  },
};
