import { plural } from '@frontdesk/desk/plural';
import type { MacroTexts } from './en';

const count = (n: number, one: string, other: string) => plural('el', n, { one, other });

export const macros: MacroTexts = {
  open: 'Εφαρμογή μακροεντολής',
  title: 'Μακροεντολές',
  search: 'Βρείτε μια μακροεντολή',
  keys: '↑ ↓ επιλογή · Enter εφαρμόζει · Esc κλείνει',
  found: (n) => count(n, '1 μακροεντολή', `${n} μακροεντολές`),
  none: 'Καμία μακροεντολή με αυτό το όνομα.',
  noneYet:
    'Δεν υπάρχουν μακροεντολές ακόμη. Τις φτιάχνει ένας διαχειριστής στο κέντρο διαχείρισης, στα Αντικείμενα και κανόνες.',
  loading: 'Φόρτωση μακροεντολών…',
  preview: 'Τι κάνει',
  writes: 'Γράφει μια απάντηση',
  notes: 'Γράφει μια εσωτερική σημείωση',
  places: {
    name: 'όνομα πελάτη',
    first_name: 'μικρό όνομα πελάτη',
    email: 'e-mail πελάτη',
    ticket: 'αριθμός αιτήματος',
    agent: 'το όνομά σας',
    agent_first_name: 'το μικρό σας όνομα',
  },
  apply: 'Εφαρμογή',
  applying: 'Εφαρμόζεται…',
  cancel: 'Άκυρο',
  nothingSent: 'Τίποτα δεν στέλνεται ούτε αλλάζει πριν υποβάλετε.',
  prepared: 'Έτοιμα από μακροεντολή',
  by: (names) => `Μακροεντολή ${names}`,
  onSubmit: 'Γίνονται όταν υποβάλετε',
  discard: 'Απόρριψη όσων ετοίμασε η μακροεντολή',
  status: (status) => `Υποβολή ως ${status}`,
  priority: (priority) => `Προτεραιότητα: ${priority}`,
  toMe: 'Το παίρνετε εσείς',
  toGroup: (name) => `Στην ομάδα ${name}`,
  addTag: (tag) => `+ ${tag}`,
  removeTag: (tag) => `− ${tag}`,
  field: (label, value) => `${label}: ${value}`,
  fieldCleared: (label) => `${label}: αδειάζει`,
  unknownField: 'ένα παλιό πεδίο',
  unknownGroup: 'μια παλιά ομάδα',
  leftOut: {
    status: 'Έμεινε έξω: οι εκπρόσωποι δεν κλείνουν αιτήματα.',
    group: 'Έμεινε έξω: η ομάδα δεν υπάρχει πια.',
    live_chat: 'Έμεινε έξω: μια μακροεντολή δεν μεταβιβάζει ζωντανή συνομιλία.',
    tags: 'Έμεινε έξω: το αίτημα δεν χωρά άλλες ετικέτες.',
    field: (label) => `Έμεινε έξω: το «${label}» δεν δέχεται πια αυτή την τιμή.`,
  },
  windowClosed: (channel) =>
    `Η απάντησή της δεν μπορεί να σταλεί: το ${channel} δεν δέχεται πια απαντήσεις. Μένει ως πρόχειρο· η υποβολή κάνει τα υπόλοιπα.`,
};
