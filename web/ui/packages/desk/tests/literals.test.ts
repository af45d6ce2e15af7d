// @vitest-environment node
/// <reference types="node" />
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { literalsBelow, literalsIn } from './literals';

/** What is the same in every language, each looked at once. */
const ALLOWED = new Set<string>([
  // What stands on the key.
  'Esc',
  // An address as it is written everywhere.
  'https://www.example.com',
  // How every PEM file begins.
  '-----BEGIN PUBLIC KEY-----',
]);

const folder = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

test.each([
  'apps/workspace/src',
  'apps/admin/src',
  'apps/widget/src',
  'packages/desk/src',
  'packages/kit/src',
])('no view of %s holds a word of its own', (path) => {
  const found = literalsBelow(folder(path)).filter(({ text }) => !ALLOWED.has(text));
  expect(found.map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([]);
});

test('words in a view are found, code is not', () => {
  const found = (source: string) => literalsIn(source).map(({ text }) => text);
  expect(found('<p>Hello there</p>')).toEqual(['Hello there']);
  expect(found('<p>\n  Hello {name}, welcome\n</p>')).toEqual(['Hello']);
  expect(found('<button type="button" aria-label="Close">{t.x}</button>')).toEqual(['Close']);
  expect(found("<Field label={'Name'} />")).toEqual(['Name']);
  expect(found('<img alt="" /><p>{t.text}</p><span>·</span>')).toEqual([]);
  expect(found('const a = (x: Array<string>) => x.length > 2 && y < 3;')).toEqual([]);
  expect(found('interface A extends B<C>, D<E> extends F<G> {}')).toEqual([]);
  expect(found('<Loaded read={() => rest.list<Agent>(name)} />')).toEqual([]);
  expect(found('// <p>Hello there</p>\n<p>{t.hello}</p>')).toEqual([]);
});
