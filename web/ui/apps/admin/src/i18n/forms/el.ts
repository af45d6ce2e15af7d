import { plural } from '@frontdesk/desk/plural';
import type { FormTexts } from './en';

const count = (n: number, one: string, other: string) => plural('el', n, { one, other });

export const forms: FormTexts = {
  optional: 'προαιρετικό',
  cancel: 'Άκυρο',
  close: 'Κλείσιμο',
  save: 'Αποθήκευση',
  saveNew: 'Δημιουργία',
  discard: 'Απόρριψη',
  changed: (fields) => `Δεν αποθηκεύτηκε ακόμη: ${fields}`,
  pair: (label, value) => `${label}: ${value}`,
  unsaved: 'Δεν αποθηκεύτηκε',
  newEntry: 'Τίποτα δεν αποθηκεύεται πριν τη δημιουργία.',
  saved: (fields) => `Αποθηκεύτηκε: ${fields}`,
  failed: (reason) => `Δεν αποθηκεύτηκε. ${reason}`,
  on: 'ναι',
  off: 'όχι',
  nothing: 'τίποτα',
  problems: {
    required: 'Αυτό χρειάζεται.',
    tooLong: (most) => count(most, 'Το πολύ 1 χαρακτήρας.', `Το πολύ ${most} χαρακτήρες.`),
    email: 'Μια διεύθυνση email μοιάζει με onoma@example.com.',
    passwordShort: (least) => `Τουλάχιστον ${least} χαρακτήρες: μια μικρή πρόταση θυμάται εύκολα.`,
    passwordLong: 'Αυτός ο κωδικός είναι πολύ μεγάλος.',
    range: (least, most) => `Ένας ακέραιος από ${least} ως ${most}.`,
    lasting: (least, most) => `Από ${least} ως ${most}.`,
    colour: 'Ένα χρώμα γράφεται όπως #0b666d.',
    emptyOption: 'Μια κενή επιλογή δεν μπορεί να επιλεγεί: συμπληρώστε την ή αφαιρέστε την.',
    twice: (text) => `Το «${text}» υπάρχει δύο φορές.`,
    refused: 'Ο διακομιστής δεν δέχεται αυτή την τιμή.',
  },
  spans: {
    seconds: (n) => count(n, '1 δευτερόλεπτο', `${n} δευτερόλεπτα`),
    minutes: (n) => count(n, '1 λεπτό', `${n} λεπτά`),
    hours: (n) => count(n, '1 ώρα', `${n} ώρες`),
    days: (n) => count(n, '1 ημέρα', `${n} ημέρες`),
  },
  units: {
    second: (n) => count(n, 'δευτερόλεπτο', 'δευτερόλεπτα'),
    minute: (n) => count(n, 'λεπτό', 'λεπτά'),
    hour: (n) => count(n, 'ώρα', 'ώρες'),
    day: (n) => count(n, 'ημέρα', 'ημέρες'),
  },
  unit: 'μονάδα',
  password: { show: 'Εμφάνιση κωδικού', hide: 'Απόκρυψη κωδικού' },
  colour: {
    pick: 'επιλογή',
    white: (ratio) => `Λευκό κείμενο πάνω του διαβάζεται καλά (${ratio}\u00a0:\u00a01).`,
    black: (ratio) => `Το χρώμα είναι ανοιχτό: πάνω του μπαίνει μαύρο κείμενο (${ratio}\u00a0:\u00a01).`,
  },
  change: {
    changed: (name, when) => `Τελευταία αλλαγή από ${name}, ${when}`,
    byServer: (when) => `Ορίστηκε από τον διακομιστή, ${when}`,
    never: 'Δεν άλλαξε από τότε που ορίστηκε',
  },
  conflict: {
    title: 'Κάποιος άλλος το άλλαξε όσο το επεξεργαζόσασταν',
    who: (name, when) => `Αποθήκευσε τη δική του εκδοχή: ${name}, ${when}.`,
    whoServer: 'Τώρα είναι αποθηκευμένη άλλη εκδοχή.',
    explain:
      'Τίποτα δεν χάθηκε. Για κάθε πεδίο που αλλάξατε και οι δύο, διαλέξτε ποια εκδοχή μένει· μετά αποθηκεύστε ξανά.',
    taken: 'Άλλαξαν μόνο από τον άλλον, και είναι ήδη στη φόρμα:',
    nothingContested:
      'Αλλάξατε διαφορετικά πεδία, άρα ταιριάζουν και τα δύο. Αποθηκεύστε ξανά για να μείνουν και τα δικά σας.',
    field: 'Πεδίο',
    was: 'Πριν',
    theirs: 'Δική τους',
    mine: 'Δική σας',
    keepTheirs: 'Να μείνει η δική τους',
    useMine: 'Να μπει η δική μου',
    undecided: (n) =>
      count(n, 'Διαλέξτε παραπάνω εκδοχή για 1 πεδίο', `Διαλέξτε παραπάνω εκδοχή για ${n} πεδία`),
    empty: 'κενό',
  },
};
