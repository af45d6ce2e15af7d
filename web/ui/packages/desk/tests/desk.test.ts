import { memoryShelf } from '@frontdesk/client/desk';
import { describe, expect, test } from 'vitest';
import { dayKey, formatsOf } from '../src/formats';
import { LANGUAGES } from '../src/languages';
import { type Look, LookModel, plainLook } from '../src/look';
import { el } from '../src/words/el';
import { en } from '../src/words/en';
import { fr } from '../src/words/fr';
import { gapsOf, sameAs } from './catalogue';

const CATALOGUES = { en, fr, el };

const SAME = {
  en: null,
  fr: ['.product'],
  el: ['.product', '.signIn.email', '.bytes.b', '.bytes.kb', '.bytes.mb'],
};

describe.each(LANGUAGES)('%s', (language) => {
  test('has a word for everything', () => {
    expect(gapsOf(CATALOGUES[language], en)).toEqual([]);
    if (SAME[language]) expect(sameAs(CATALOGUES[language], en)).toEqual(SAME[language]);
  });
});

test('a gap is seen: a missing word, an empty one, a lost parameter', () => {
  const english = { a: 'A', b: { c: (n: number) => `${n} of them` }, d: 'D' };
  expect(gapsOf({ a: ' ', b: { c: () => 'some' }, e: 'E' }, english)).toEqual([
    '.a is empty:  ',
    '.b.c lost a parameter: some',
    '.d is missing',
    '.e is not in English',
  ]);
});

test('spans and sizes are told in their largest unit', () => {
  const formats = formatsOf('en', en);
  expect([59_000, 60_000, 3_600_000, 90_000_000].map((ms) => formats.span(ms))).toEqual([
    '59 sec',
    '1 min',
    '1 hr',
    '1 day',
  ]);
  expect([999, 182_340, 50 * 1_048_576].map((size) => formats.bytes(size))).toEqual([
    '999 B',
    '178.1 KB',
    '50 MB',
  ]);
  expect(formats.languageName('not a tag')).toBe('not a tag');
});

interface Loud extends Look {
  readonly sound: boolean;
}

test('a day ends at midnight of the reader, whatever was asked for before', () => {
  const midnight = new Date(2026, 2, 1).getTime();
  expect([midnight - 1, midnight, midnight + 1, midnight - 1].map(dayKey)).toEqual([
    '2026-2-28',
    '2026-3-1',
    '2026-3-1',
    '2026-2-28',
  ]);
});

test('what one app keeps, another carries along', () => {
  const shelf = memoryShelf();
  const loud = () =>
    new LookModel<Loud>(shelf, ['el'], ({ sound }) => ({ sound: typeof sound === 'boolean' ? sound : true }));
  loud().choose({ sound: false, scheme: 'contrast' });
  const look = plainLook(shelf, ['el']);
  expect(look.snapshot()).toEqual({ language: 'el', scheme: 'contrast' });
  look.choose({ language: 'fr' });
  expect(loud().snapshot()).toEqual({ language: 'fr', scheme: 'contrast', sound: false });
});
