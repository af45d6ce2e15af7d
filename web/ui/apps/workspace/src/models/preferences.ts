/** What each person chooses for this browser. */
import type { Shelf } from '@frontdesk/client/desk';
import { type Kept, type Look, LookModel } from '@frontdesk/desk/look';

export type { Scheme } from '@frontdesk/desk/look';

/** How an offer is heard: not at all, once, or again and again until somebody takes it. */
export const SOUNDS = ['off', 'once', 'repeat'] as const;

export type Sound = (typeof SOUNDS)[number];

export interface Preferences extends Look {
  readonly sound: Sound;
  /** 0 to 1. */
  readonly volume: number;
  readonly list: boolean;
  /** Whether being asked for the browser's notifications was put off. */
  readonly noticesLater: boolean;
}

const VOLUME = 0.5;

export class PreferencesModel extends LookModel<Preferences> {
  constructor(shelf: Shelf, browserLanguages: readonly string[]) {
    super(shelf, browserLanguages, own);
  }
}

function own({ sound, volume, list, noticesLater }: Kept): Omit<Preferences, keyof Look> {
  return {
    sound: soundOf(sound),
    volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : VOLUME,
    list: typeof list === 'boolean' ? list : true,
    noticesLater: noticesLater === true,
  };
}

/** Earlier versions kept yes or no. */
function soundOf(kept: unknown): Sound {
  if (kept === false) return 'off';
  return SOUNDS.find((sound) => sound === kept) ?? 'repeat';
}
