/**
 * What a widget says of its own accord, by the widget's language and not the admin's: shown where an admin wrote
 * nothing, as the server and the widget have it.
 */
import type { Language } from '@frontdesk/protocol';

export interface OwnTexts {
  readonly header: string;
  readonly first_message: string;
  readonly details: string;
  readonly follow_up: string;
  /** What a customer might ask; only in previews. */
  readonly asks: string;
}

export const OWN_TEXTS: Record<Language, OwnTexts> = {
  en: {
    header: 'We are happy to help',
    first_message: 'Hi there. How can we help?',
    details: 'Please tell us who you are, so that we can get back to you.',
    follow_up: 'Thank you. A member of our team will be with you shortly.',
    asks: 'Where is my order?',
  },
  fr: {
    header: 'Nous sommes là pour vous aider',
    first_message: 'Bonjour ! Comment pouvons-nous vous aider ?',
    details: 'Dites-nous qui vous êtes, afin que nous puissions vous répondre.',
    follow_up: 'Merci. Un membre de notre équipe vous répondra sous peu.',
    asks: 'Où est ma commande ?',
  },
  el: {
    header: 'Χαρά μας να βοηθήσουμε',
    first_message: 'Γεια σας! Πώς μπορούμε να βοηθήσουμε;',
    details: 'Πείτε μας ποιος είστε, ώστε να μπορέσουμε να σας απαντήσουμε.',
    follow_up: 'Ευχαριστούμε. Ένα μέλος της ομάδας μας θα είναι σύντομα κοντά σας.',
    asks: 'Πού είναι η παραγγελία μου;',
  },
};
