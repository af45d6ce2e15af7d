import { Times } from './text/times.ts';
import { CATALOGUES, directionOf, languageOf } from './words/words.ts';

/** What the reader's language gives, said to the document as well. */
export function speech(asked: string | null, reader: string | null = asked) {
  const wanted = asked === null || asked === '' ? navigator.languages : [asked, ...navigator.languages];
  const { language, locale } = languageOf(wanted);
  const words = CATALOGUES[language];
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf([reader ?? '', ...wanted].filter(Boolean));
  document.title = words.messaging;
  return { words, times: new Times(locale, words), locale };
}
