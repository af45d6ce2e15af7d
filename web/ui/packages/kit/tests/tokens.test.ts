// @vitest-environment node
/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AA, AA_SHAPES, contrast, parseColour } from '../src/colours';

const CSS = readFileSync(new URL('../src/tokens.css', import.meta.url), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
);

/** The tokens of the blocks with these selectors, later ones over earlier ones. */
function tokensOf(...selectors: string[]): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const [, selector = '', body = ''] of CSS.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selectors.includes(selector.trim())) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--fd-([\w-]+):\s*([^;]+);/g))
      tokens.set(name, value.trim());
  }
  return tokens;
}

const light = ':root[data-mantine-color-scheme="light"]';
const dark = ':root[data-mantine-color-scheme="dark"]';
const more = ':root[data-contrast="more"]';
const SCHEMES = {
  light: { tokens: tokensOf(':root', light), text: AA },
  dark: { tokens: tokensOf(':root', dark), text: AA },
  'light, high contrast': {
    tokens: tokensOf(':root', light, `${more}[data-mantine-color-scheme="light"]`),
    text: 7,
  },
  'dark, high contrast': {
    tokens: tokensOf(':root', dark, `${more}[data-mantine-color-scheme="dark"]`),
    text: 7,
  },
};

/** What is written on what. */
const TEXTS: readonly (readonly [string, string])[] = [
  ...['bg', 'surface', 'sunken', 'hover'].flatMap((ground) =>
    ['text-color', 'dim', 'accent-text'].map((text) => [text, ground] as const),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['accent-text', 'accent-soft'],
  ['accent-text', 'accent-softer'],
  ['rail-text', 'rail'],
  ['note-text', 'note'],
  ['text-color', 'note'],
  ['danger', 'surface'],
  ['danger', 'danger-soft'],
  ['surface', 'danger'],
  ['good', 'surface'],
  ['good', 'good-soft'],
  ['warn', 'surface'],
  ['warn', 'warn-soft'],
  ...['new', 'open', 'pending', 'on-hold', 'solved', 'closed'].map(
    (status) => [`${status}-text`, status] as const,
  ),
  ...[0, 1, 2, 3, 4, 5].map((tone) => [`avatar-${tone}-text`, `avatar-${tone}`] as const),
];

const SHAPES: readonly (readonly [string, string])[] = [
  ['line-strong', 'surface'],
  ['line-strong', 'bg'],
  ['accent', 'surface'],
  ['dot', 'surface'],
];

describe.each(Object.entries(SCHEMES))('%s', (_, { tokens, text }) => {
  const ratio = (one: string, other: string) => {
    const [a, b] = [tokens.get(one), tokens.get(other)].map((value) => parseColour(value ?? ''));
    if (!a || !b) throw new Error(`${one} or ${other} is no colour`);
    return contrast(a, b);
  };

  test('every text can be read on its ground', () => {
    const dim = TEXTS.filter(([one, other]) => ratio(one, other) < text);
    expect(dim.map(([one, other]) => `${one} on ${other}: ${ratio(one, other).toFixed(2)}`)).toEqual([]);
  });

  test('every shape can be seen', () => {
    expect(SHAPES.filter(([one, other]) => ratio(one, other) < AA_SHAPES)).toEqual([]);
  });
});

test('both schemes have the same colours', () => {
  expect([...tokensOf(dark).keys()].filter((name) => !tokensOf(light).has(name))).toEqual(['float']);
  expect([...tokensOf(light).keys()].filter((name) => !tokensOf(dark).has(name))).toEqual([]);
});

test('the type scale goes up', () => {
  const sizes = ['text-s', 'text-m', 'text', 'text-l', 'text-xl', 'text-xxl'].map((name) =>
    Number.parseFloat(tokensOf(':root').get(name) ?? ''),
  );
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  expect(new Set(sizes).size).toBe(6);
});
