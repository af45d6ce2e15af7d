import { fr as desk } from '@frontdesk/desk/words/fr';
import type { Texts } from './en';
import { frame } from './frame/fr';
import { lists } from './lists/fr';
import { people } from './people/fr';

/** Every area has a file of its own. */
export const fr: Texts = {
  ...desk,
  frame,
  lists,
  people,
};
