import { plural } from '@frontdesk/desk/plural';
import type { ListTexts } from './en';

const count = (n: number, one: string, other: string) => plural('el', n, { one, other });

export const lists: ListTexts = {
  failed: 'Η λίστα δεν φορτώθηκε',
  pageFailed: 'Η σελίδα δεν φορτώθηκε',
  clear: 'Καθαρισμός αναζήτησης',
  found: (n) => count(n, 'Βρέθηκε 1', `Βρέθηκαν ${n}`),
  some: (shown, total) => `${shown} · σύνολο: ${total}`,
  nothing: 'Τίποτα δεν ταιριάζει στην αναζήτηση',
  nothingHint: 'Δοκιμάστε λιγότερα γράμματα ή άλλη λέξη.',
};
