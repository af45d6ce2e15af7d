import { describe, expect, test } from 'vitest';
import { accentTokens, isKept, paintAccent } from '../src/accent';
import { AA, AA_SHAPES, contrast, parseColour, type Rgb } from '../src/colours';

const colour = (text: string | undefined): Rgb => {
  const parsed = parseColour(text ?? '');
  if (!parsed) throw new Error(text);
  return parsed;
};

const SURFACE = { light: '#ffffff', dark: '#171d1f' } as const;
const HOVER = { light: '#edf1f1', dark: '#20282a' } as const;

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test.each(['usual', 'more'] as const)('any accent can be read, contrast %s', (wanted) => {
    const least = wanted === 'more' ? 7 : AA;
    for (let red = 0; red <= 255; red += 51)
      for (let green = 0; green <= 255; green += 51)
        for (let blue = 0; blue <= 255; blue += 51) {
          const accent = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
          const tokens = accentTokens(accent, { scheme, contrast: wanted });
          const on = (one: string, ground: string) => contrast(colour(tokens[one]), colour(ground));
          expect(on('--fd-on-accent', tokens['--fd-accent'] ?? ''), accent).toBeGreaterThanOrEqual(AA);
          expect(on('--fd-on-accent', tokens['--fd-accent-hover'] ?? ''), accent).toBeGreaterThanOrEqual(AA);
          expect(on('--fd-accent', SURFACE[scheme]), accent).toBeGreaterThanOrEqual(AA_SHAPES);
          for (const ground of [
            SURFACE[scheme],
            HOVER[scheme],
            tokens['--fd-accent-soft'],
            tokens['--fd-accent-softer'],
          ])
            expect(on('--fd-accent-text', ground ?? ''), `${accent} on ${ground}`).toBeGreaterThanOrEqual(
              least,
            );
        }
  });
});

test('a good accent stays what it is, and nonsense paints nothing', () => {
  expect(accentTokens('#0b666d', { scheme: 'light', contrast: 'usual' })['--fd-accent']).toBe('#0b666d');
  expect(accentTokens('teal', { scheme: 'light', contrast: 'usual' })).toEqual({});
  expect(['#0b666d', '#ffee00'].map((one) => isKept(one, { scheme: 'light', contrast: 'usual' }))).toEqual([
    true,
    false,
  ]);
});

test('what was painted can be taken away', () => {
  const element = document.createElement('div');
  const undo = paintAccent(element, '#aa0000', { scheme: 'light', contrast: 'usual' });
  expect(element.style.getPropertyValue('--fd-accent')).toBe('#aa0000');
  undo();
  expect(element.style.getPropertyValue('--fd-accent')).toBe('');
});
