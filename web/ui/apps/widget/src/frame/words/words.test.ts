import { expect, test } from 'vitest';
import { looseSigns } from '../../../../../packages/desk/tests/catalogue.ts';
import { CATALOGUES, languageOf, reason } from './words.ts';

type Tree = { [key: string]: string | Tree | ((value: never) => string) };

function leaves(tree: Tree, path = ''): [path: string, leaf: string | ((...values: unknown[]) => string)][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object'
      ? leaves(value, `${path}${key}.`)
      : [[`${path}${key}`, value as string] as [string, string]],
  );
}

const spoken = (leaf: string | ((...values: unknown[]) => string)) =>
  typeof leaf === 'function' ? leaf('VALUE', 37) : leaf;

test.each(['fr', 'el'] as const)('%s says everything that English says, in its own words', (language) => {
  const english = leaves(CATALOGUES.en as unknown as Tree);
  const other = new Map(leaves(CATALOGUES[language] as unknown as Tree));
  expect([...other.keys()].sort()).toEqual(english.map(([path]) => path).sort());
  const same: string[] = [];
  for (const [path, leaf] of english) {
    const translated = other.get(path);
    expect(translated, path).toBeTypeOf(typeof leaf);
    const text = spoken(translated ?? '');
    expect(text.trim(), path).not.toBe('');
    if (typeof leaf === 'function') expect(text, path).toContain('VALUE');
    if (text === spoken(leaf)) same.push(path);
  }
  // The words that are alike in both languages.
  expect(same).toEqual(language === 'fr' ? ['menu', 'conversation', 'message', 'links.via'] : []);
});

test('French sets no sign alone on a line', () => {
  expect(looseSigns(CATALOGUES.fr)).toEqual([]);
});

test('one is not many', () => {
  expect(CATALOGUES.en.left(1)).toBe('1 character left');
  expect(CATALOGUES.fr.left(1)).toBe('1 caractère restant');
  expect(CATALOGUES.el.over(1)).toBe('1 χαρακτήρας παραπάνω');
});

test('the first language of the reader that we speak', () => {
  expect(languageOf(['de-DE', 'fr-CA', 'en'])).toEqual({ language: 'fr', locale: 'fr-CA' });
  expect(languageOf(['el_GR'])).toEqual({ language: 'el', locale: 'el-GR' });
  expect(languageOf(['en-@@'])).toEqual({ language: 'en', locale: 'en' });
  expect(languageOf(['de'])).toEqual({ language: 'en', locale: 'en' });
  expect(languageOf([])).toEqual({ language: 'en', locale: 'en' });
});

test('a reason for every code, also for one from a newer server', () => {
  expect(reason(CATALOGUES.en, 'text_too_long')).toBe('The message is too long.');
  expect(reason(CATALOGUES.fr, 'file_type_refused')).toBe('Les fichiers de ce type ne sont pas acceptés.');
  expect(reason(CATALOGUES.en, 'from_the_future' as never)).toBe('Something went wrong. Please try again.');
  expect(reason(CATALOGUES.en, null)).toBe('There is no connection. Please try again.');
});
