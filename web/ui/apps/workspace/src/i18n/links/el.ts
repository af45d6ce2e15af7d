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
    came: (channel, account) => `Ήρθε στο ${channel} (${account}) με σύνδεσμο του widget`,
  },
  linkedAs: (line, name) => `${line}, ως ${name}`,
  wentElsewhere: 'Ο πελάτης συνεχίζει σε άλλη συνομιλία',
};
