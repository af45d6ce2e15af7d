import { wordsOf } from '@frontdesk/desk/words';
import { CATALOGUES } from './i18n/catalogues';
import type { Texts } from './i18n/en';

export const { WordsProvider, useWords } = wordsOf<Texts>(CATALOGUES);
