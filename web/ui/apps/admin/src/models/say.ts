import type { Formats } from '@frontdesk/desk/formats';
import type { Texts } from '../i18n/en';

/** A sentence in whatever language the reader has: models say what they mean and know no language. */
export type Say = (t: Texts) => string;

/** The same, with times and lists in it. */
export type SayWith = (t: Texts, f: Formats) => string;
