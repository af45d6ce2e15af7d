import { LANGUAGES } from '@frontdesk/desk/languages';
import { en as DESK } from '@frontdesk/desk/words/en';
import { describe, expect, test } from 'vitest';
import { gapsOf, looseSigns, sameAs } from '../../../packages/desk/tests/catalogue';
import { CATALOGUES } from '../src/i18n/catalogues';
import { PAGES } from '../src/pages';
import { SAME } from './same_as_english';

/** The words that all desk apps share have a test of their own. */
const inDesk = (path: string) =>
  Object.keys(DESK).some((area) => path === `.${area}` || path.startsWith(`.${area}.`));

test('French sets no sign alone on a line', () => {
  expect(looseSigns(CATALOGUES.fr)).toEqual([]);
});

describe.each(LANGUAGES)('%s', (language) => {
  const catalogue = CATALOGUES[language];

  test('has a word for everything, and its parameters are used', () => {
    expect(gapsOf(catalogue, CATALOGUES.en)).toEqual([]);
  });

  test('is not English where nobody has looked at it', () => {
    if (language === 'en') return;
    const same = sameAs(catalogue, CATALOGUES.en).filter((path) => !inDesk(path));
    expect(same.filter((path) => !SAME[language].includes(path))).toEqual([]);
    expect(SAME[language].filter((path) => !same.includes(path))).toEqual([]);
  });

  test('tells one from many', () => {
    const { count } = catalogue.people.groups;
    expect(count(1)).not.toBe(count(2).replace('2', '1'));
  });

  test('names every page, and each by another name', () => {
    const titles = PAGES.map((page) => `${page.section} ${page.title(catalogue)}`);
    expect(new Set(titles).size).toBe(PAGES.length);
    for (const page of PAGES) expect(page.purpose(catalogue)).not.toBe('');
  });
});
