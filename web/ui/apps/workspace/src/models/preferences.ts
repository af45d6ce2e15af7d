/** What each person chooses for this browser. */
import type { Shelf } from '@frontdesk/client/desk';
import { type Kept, type Look, LookModel } from '@frontdesk/desk/look';

export type { Scheme } from '@frontdesk/desk/look';

export interface Preferences extends Look {
  readonly sound: boolean;
  readonly list: boolean;
}

export class PreferencesModel extends LookModel<Preferences> {
  constructor(shelf: Shelf, browserLanguages: readonly string[]) {
    super(shelf, browserLanguages, own);
  }
}

function own({ sound, list }: Kept): Omit<Preferences, keyof Look> {
  return {
    sound: typeof sound === 'boolean' ? sound : true,
    list: typeof list === 'boolean' ? list : true,
  };
}
