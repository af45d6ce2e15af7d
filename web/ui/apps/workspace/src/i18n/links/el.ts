import type { LinkTexts } from './en';

export const links: LinkTexts = {
  news: {
    asked: (channel, account) => `Ο πελάτης ζήτησε κωδικό για να συνεχίσει στο ${channel} (${account})`,
    pending: (channel, account) =>
      `Κάποιος ήρθε στο ${channel} (${account}) με τον κωδικό και πρέπει να επιβεβαιώσει`,
    linked: (channel, account) => `Ο πελάτης συνεχίζει στο ${channel} (${account})`,
    declined: (channel, account) => `Η συνέχεια στο ${channel} (${account}) απορρίφθηκε`,
    expired: (channel, account) => `Ο κωδικός για το ${channel} (${account}) δεν χρησιμοποιήθηκε εγκαίρως`,
    unlinked: (channel, account) => `Ο πελάτης αποσύνδεσε το ${channel} (${account})`,
    back: () => 'Ο πελάτης συνεχίζει ξανά στο widget',
    came: (channel, account) => `Ήρθε στο ${channel} (${account}) με σύνδεσμο του widget`,
  },
  linkedAs: (line, name) => `${line}, ως ${name}`,
  instead: {
    choose: 'Αποστολή στο widget',
    chosen: (channel) =>
      `Αυτή η απάντηση πηγαίνει στο widget του ιστότοπου. Ο πελάτης έγραψε τελευταία στο ${channel} και δεν τη βλέπει εκεί.`,
    cancel: 'Ακύρωση',
    sent: (channel) => `Στάλθηκε στο widget του ιστότοπου αντί στο ${channel}`,
  },
  wentElsewhere: 'Ο πελάτης συνεχίζει σε άλλη συνομιλία',
};
