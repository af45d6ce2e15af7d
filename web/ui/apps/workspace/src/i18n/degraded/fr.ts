import { plural } from '@frontdesk/desk/plural';
import type { DegradedTexts } from './en';

export const degraded: DegradedTexts = {
  label: 'Comment il arrivera',
  on: (channel, what) => `Sur ${channel} : ${what}`,
  messages: (n) => plural('fr', n, { one: `en ${n} message`, other: `en ${n} messages` }),
  links: (names, days) =>
    `${names} sous forme de lien pendant ${plural('fr', days, { one: `${days} jour`, other: `${days} jours` })}`,
  refused: (channel) =>
    `${channel} n’accepte pas ce fichier, et ce serveur n’a pas d’adresse pour en donner le lien.`,
  rules: {
    text_split: 'texte en plusieurs messages',
    buttons_as_list: 'boutons sous forme de menu',
    buttons_as_text: 'boutons sous forme de texte numéroté',
    labels_shortened: 'libellés longs coupés sur les boutons',
    carousel_as_text: 'cartes sous forme de texte',
    text_before: 'texte dans un message avant les cartes',
    articles_as_text: 'articles sous forme de texte avec adresses',
    form_as_text: 'formulaire sous forme de texte',
    file_as_link: 'fichier sous forme de lien',
    files_apart: 'chaque fichier dans son propre message',
    media_as_file: 'comme fichier à enregistrer',
    caption_after: 'texte dans un message après les fichiers',
    markup_stripped: 'mise en forme sous forme de texte simple, adresses des liens entre parenthèses',
  },
};
