import type { Words as DeskWords } from '@frontdesk/desk/words';
import { wordsOf } from '@frontdesk/desk/words';
import { CATALOGUES } from './i18n/catalogues';
import type { Texts } from './i18n/en';

export const { WordsProvider, useWords } = wordsOf<Texts>(CATALOGUES);

/** What a sentence is made with. */
export type Words = Pick<DeskWords<Texts>, 't' | 'f'>;
