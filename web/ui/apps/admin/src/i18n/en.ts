import { en as desk } from '@frontdesk/desk/words/en';

import { frame } from './frame/en';
import { lists } from './lists/en';
import { people } from './people/en';

/** Every area has a file of its own. */
export const en = {
  ...desk,
  frame,
  lists,
  people,
};

export type Texts = typeof en;
