import { el as desk } from '@frontdesk/desk/words/el';
import type { Texts } from './en';
import { frame } from './frame/el';
import { lists } from './lists/el';
import { people } from './people/el';

/** Every area has a file of its own. */
export const el: Texts = {
  ...desk,
  frame,
  lists,
  people,
};
