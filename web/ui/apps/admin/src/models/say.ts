import type { Texts } from '../i18n/en';

/** A sentence in whatever language the reader has: models say what they mean and know no language. */
export type Say = (t: Texts) => string;
