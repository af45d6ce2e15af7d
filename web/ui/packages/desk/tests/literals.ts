/// <reference types="node" />
/** Finds words in a view that come from no catalogue. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Attributes that people read or hear. */
const TOLD = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
  'hint',
];
const WORD = /\p{L}{2,}/u;

export interface Literal {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** All views below a folder. */
export function literalsBelow(folder: string): Literal[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter(
      (name) => name.endsWith('.tsx') && !name.includes('.test.') && !/(^|[\\/])testing[\\/]/.test(name),
    )
    .flatMap((name) =>
      literalsIn(readFileSync(join(folder, name), 'utf8')).map((one) => ({ ...one, file: name })),
    );
}

export function literalsIn(source: string): { line: number; text: string }[] {
  const plain = withoutComments(source);
  const found: { at: number; text: string }[] = [];
  for (const match of plain.matchAll(
    new RegExp(`\\s(?:${TOLD.join('|')})=(?:"([^"]*)"|\\{'([^']*)'\\})`, 'g'),
  ))
    found.push({ at: match.index, text: match[1] ?? match[2] ?? '' });
  // Text between tags: a `>` that ends a tag, then no bracket and no brace up to the next tag or expression.
  for (const match of plain.matchAll(/(?:<[\w.]+(?:\s[^<>]*?)?|<\/[\w.]+|["'}]\s*\/?|<)>([^<>{}]+)(?=<|\{)/g))
    if (isText(match[1] ?? '')) found.push({ at: match.index, text: match[1] ?? '' });
  return found
    .filter(({ text }) => WORD.test(text))
    .map(({ at, text }) => ({ line: plain.slice(0, at).split('\n').length, text: text.trim() }));
}

/** Types and comparisons look like text between tags, but have signs of code in them. */
function isText(text: string): boolean {
  if (/^\s*(?:,|extends\b|implements\b)|^\s*[\w$]+(?:\.[\w$]+)+\s*$/.test(text)) return false;
  return !/[;=()&|[\]]|=>|\bconst\b|\breturn\b|\bimport\b/.test(text);
}

function withoutComments(source: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  return source.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|[^:])\/\/[^\n]*/g, blank);
}
