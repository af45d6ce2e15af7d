import { el as desk } from '@frontdesk/desk/words/el';
import { account } from './account/el';
import { channels } from './channels/el';
import type { Texts } from './en';
import { flows } from './flows/el';
import { forms } from './forms/el';
import { frame } from './frame/el';
import { lists } from './lists/el';
import { macros } from './macros/el';
import { objects } from './objects/el';
import { people } from './people/el';
import { routing } from './routing/el';
import { scope } from './scope/el';
import { security } from './security/el';
import { shortcuts } from './shortcuts/el';
import { social } from './social/el';

/** Every area has a file of its own. */
export const el: Texts = {
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
