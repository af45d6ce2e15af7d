import type { Shortcut } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { matchShortcuts } from '../src/models/slash';

const shortcut = (id: number, name: string): Shortcut => ({
  id,
  name,
  text: 'x',
  scope: { for: 'global' },
  options: [],
  unusable: null,
});

test('shortcuts are found without case and accents, and by a sigma in either of its forms', () => {
  const all = [shortcut(1, 'Menü'), shortcut(2, 'Τέλος')];
  const found = (query: string) => matchShortcuts(all, query).map(({ id }) => id);
  expect(found('MENU')).toEqual([1]);
  expect(found('τελοσ')).toEqual([2]);
  expect(found('ΤΕΛΟΣ')).toEqual([2]);
});
