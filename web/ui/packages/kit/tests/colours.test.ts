import { expect, test } from 'vitest';
import { AA, contrast, hexOf, parseColour, type Rgb, readableOn, textOn } from '../src/colours';

const colour = (text: string): Rgb => {
  const parsed = parseColour(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

test('colours are read strictly', () => {
  expect(parseColour('#0B666d')).toEqual([11, 102, 109]);
  expect(parseColour(' #fa0 ')).toEqual([255, 170, 0]);
  for (const text of ['', 'red', '#12345', '#gggggg', 'rgb(0,0,0)']) expect(parseColour(text)).toBeNull();
  expect(hexOf([11, 102, 109])).toBe('#0b666d');
});

test('contrast is that of WCAG', () => {
  expect(contrast(colour('#000'), colour('#fff'))).toBeCloseTo(21);
  expect(contrast(colour('#777'), colour('#fff'))).toBeCloseTo(4.48, 2);
});

test('whatever colour is chosen, text on it and links of it can be read', () => {
  for (let red = 0; red <= 255; red += 51)
    for (let green = 0; green <= 255; green += 51)
      for (let blue = 0; blue <= 255; blue += 51) {
        const chosen: Rgb = [red, green, blue];
        expect(contrast(textOn(chosen), chosen)).toBeGreaterThanOrEqual(AA);
        for (const ground of ['#ffffff', '#171d1f'])
          expect(contrast(readableOn(colour(ground), chosen), colour(ground))).toBeGreaterThanOrEqual(AA);
      }
});

test('a colour that can be read already stays as it is', () => {
  expect(readableOn(colour('#fff'), colour('#0b666d'))).toEqual(colour('#0b666d'));
});
