import { expect, test } from 'vitest';
import { contrast, DEFAULT_BRAND, GROUNDS, palette } from './colours.ts';
import { pieces, safeUrl } from './links.ts';
import { boundedMeta } from './meta.ts';
import { initials } from './names.ts';
import { Times } from './times.ts';

const links = (text: string) => pieces(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));

test('only http, https and mailto become links', () => {
  expect(links('see https://a.example/x?y=1#z and http://b.example')).toEqual([
    'https://a.example/x?y=1#z',
    'http://b.example/',
  ]);
  expect(links('write mailto:anna@a.example today')).toEqual(['mailto:anna@a.example']);
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc',
    'vbscript:x',
    'ftp://a.example',
    '//a.example',
  ]) {
    expect(links(`click ${bad} now`), bad).toEqual([]);
    expect(safeUrl(bad), bad).toBeNull();
  }
});

test('nothing of the text is lost or changed', () => {
  for (const text of [
    '',
    'plain',
    'https://a.example',
    'a https://a.example, b (https://b.example/(c)) d.',
    'https://',
  ]) {
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  }
});

test('the end of a sentence is no part of the address', () => {
  expect(links('https://a.example/b.')).toEqual(['https://a.example/b']);
  expect(links('(see https://a.example/b)')).toEqual(['https://a.example/b']);
  expect(links('https://a.example/b_(c)')).toEqual(['https://a.example/b_(c)']);
  expect(links('«https://a.example», sagt er')).toEqual(['https://a.example/']);
});

test('addresses that are made to be misread are no links', () => {
  expect(links('https://bank.example@evil.example/')).toEqual([]);
  expect(links('https://a.example/\u202egpj.exe')).toEqual([]);
});

test('markup stays text', () => {
  expect(pieces('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'text', text: '<img src=x onerror=alert(1)>' },
  ]);
  expect(links('<a href="https://a.example">x</a>')).toEqual(['https://a.example/']);
});

test('every brand colour is readable wherever it is used', () => {
  for (const brand of [
    '#8a4b2a',
    '#ffffff',
    '#000000',
    '#ffe600',
    '#00ff00',
    '#808080',
    '#757575',
    '#3b5bdb',
    '#ff0000',
  ]) {
    const colours = palette(brand);
    expect(contrast(colours.ink, colours.fill), brand).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.ink, colours.deep), brand).toBeGreaterThanOrEqual(4.5);
    for (const ground of GROUNDS.light)
      expect(contrast(colours.textOnLight, ground), brand).toBeGreaterThanOrEqual(4.5);
    for (const ground of GROUNDS.dark)
      expect(contrast(colours.textOnDark, ground), brand).toBeGreaterThanOrEqual(4.5);
  }
});

test('what is no colour falls back to ours', () => {
  for (const brand of ['', 'red', '#fff', '#12345g', 'url(x)'])
    expect(palette(brand).fill).toBe(DEFAULT_BRAND);
});

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test('what the page says is brought into bounds', () => {
  const meta = boundedMeta({
    fields: [
      ...Array.from({ length: 30 }, (_, field) => ({ field, value: 'x'.repeat(300) })),
      { field: 'a', value: 'b' },
    ],
    tags: [
      ' VIP ',
      'two words',
      '#x',
      'a,b',
      '',
      7,
      null,
      'y'.repeat(100),
      ...Array.from({ length: 60 }, (_, index) => `t${index}`),
    ],
  });
  expect(meta.fields).toHaveLength(20);
  expect(meta.fields[0]?.value).toHaveLength(255);
  expect(meta.tags).toHaveLength(50);
  expect(meta.tags.slice(0, 2)).toEqual(['vip', 'y'.repeat(80)]);
  expect(boundedMeta({ fields: 'no', tags: undefined })).toEqual({ fields: [], tags: [] });
  expect(
    boundedMeta({
      fields: [
        { field: 4, value: true },
        { field: 5, value: 2 },
        { field: 6, value: {} },
      ],
    }).fields,
  ).toEqual([
    { field: 4, value: 'true' },
    { field: 5, value: '2' },
  ]);
});

test('initials', () => {
  expect(initials('Marie Laurent')).toBe('ML');
  expect(initials('  ana  maria  duarte ')).toBe('AD');
  expect(initials('Γιάννης')).toBe('Γ');
  expect(initials('')).toBe('');
});

test('days and sizes in the reader’s words', () => {
  const times = new Times('en-GB', { today: 'Today', yesterday: 'Yesterday' });
  const now = new Date(2026, 10, 21, 0, 30).getTime();
  expect(times.dayOf(now, now)).toBe('Today');
  expect(times.dayOf(new Date(2026, 10, 20, 23, 59).getTime(), now)).toBe('Yesterday');
  expect(times.dayOf(new Date(2026, 10, 1).getTime(), now)).toBe('Sunday 1 November');
  expect(times.dayOf(new Date(2025, 10, 1).getTime(), now)).toBe('1 November 2025');
  expect(times.size(999)).toBe('999 bytes');
  expect(times.size(1_540)).toBe('1.5 kB');
  expect(times.size(50 * 1_024 * 1_024)).toBe('50 MB');
});
