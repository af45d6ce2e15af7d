import { french } from '@frontdesk/desk/french';
import { fr as desk } from '@frontdesk/desk/words/fr';
import { account } from './account/fr';
import { channels } from './channels/fr';
import type { Texts } from './en';
import { flows } from './flows/fr';
import { forms } from './forms/fr';
import { frame } from './frame/fr';
import { lists } from './lists/fr';
import { macros } from './macros/fr';
import { objects } from './objects/fr';
import { people } from './people/fr';
import { routing } from './routing/fr';
import { scope } from './scope/fr';
import { security } from './security/fr';
import { shortcuts } from './shortcuts/fr';
import { social } from './social/fr';

/** Every area has a file of its own. */
export const fr: Texts = french({
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
});
