import { plural } from '@frontdesk/desk/plural';
import type { ListTexts } from './en';

const count = (n: number, one: string, other: string) => plural('fr', n, { one, other });

export const lists: ListTexts = {
  failed: 'La liste n’a pas pu être chargée',
  pageFailed: 'Cette page n’a pas pu être chargée',
  clear: 'Vider la recherche',
  found: (n) => count(n, `${n} trouvé`, `${n} trouvés`),
  some: (shown, total) => `${shown} sur ${total}`,
  nothing: 'Rien ne correspond à cette recherche',
  nothingHint: 'Essayez moins de lettres, ou un autre mot.',
};
