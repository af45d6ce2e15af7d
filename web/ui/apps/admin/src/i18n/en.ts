import { en as desk } from '@frontdesk/desk/words/en';
import { account } from './account/en';
import { channels } from './channels/en';

import { flows } from './flows/en';
import { forms } from './forms/en';
import { frame } from './frame/en';
import { lists } from './lists/en';
import { macros } from './macros/en';
import { objects } from './objects/en';
import { people } from './people/en';
import { routing } from './routing/en';
import { scope } from './scope/en';
import { security } from './security/en';
import { shortcuts } from './shortcuts/en';
import { social } from './social/en';

/** Every area has a file of its own. */
export const en = {
  ...desk,
  account,
  channels,
  forms,
  flows,
  frame,
  lists,
  macros,
  objects,
  people,
  routing,
  scope,
  security,
  shortcuts,
  social,
};

export type Texts = typeof en;
