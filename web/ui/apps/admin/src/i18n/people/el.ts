import { plural } from '@frontdesk/desk/plural';
import type { PeopleTexts } from './en';

const count = (n: number, one: string, other: string) => plural('el', n, { one, other });

export const people: PeopleTexts = {
  roles: {
    agent: 'Εκπρόσωπος',
    admin: 'Διαχειριστής',
  },
  agents: {
    title: 'Εκπρόσωποι',
    purpose: 'Ποιος απαντά, τι επιτρέπεται να κάνει και πόση δουλειά παίρνει κάθε φορά.',
    intro:
      'Όλοι όσοι συνδέονται εδώ. Κάθε εκπρόσωπος έχει έναν ρόλο, ανήκει σε ομάδες και παίρνει δουλειά ως ένα όριο.',
    search: 'Αναζήτηση με όνομα, email ή ομάδα',
    add: 'Νέος εκπρόσωπος',
    name: 'Όνομα',
    role: 'Ρόλος',
    groups: 'Ομάδες',
    capacity: 'Ταυτόχρονα',
    state: 'Κατάσταση',
    active: 'Ενεργός',
    inactive: 'Απενεργοποιημένος',
    you: 'εσείς',
    noLogin: 'δεν μπορεί να συνδεθεί',
    noGroup: 'Καμία ομάδα',
    conversations: (n) => count(n, '1 συνομιλία', `${n} συνομιλίες`),
    emptyTitle: 'Δεν εργάζεται κανείς εδώ ακόμη',
    emptyHint:
      'Φτιάξτε έναν εκπρόσωπο για καθέναν που θα απαντά σε πελάτες. Συνδέεται με τη διεύθυνση email του.',
  },
};
