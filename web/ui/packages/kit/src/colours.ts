/** Contrast of colours by WCAG 2.2, for colours that people choose. */

/** For text of usual size. */
export const AA = 4.5;
/** For what is no text: borders, icons, a button against the page. */
export const AA_SHAPES = 3;

export type Rgb = readonly [number, number, number];

/** `#rgb` or `#rrggbb`; null for anything else. */
export function parseColour(text: string): Rgb | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text.trim());
  if (short)
    return parseColour(
      `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`,
    );
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (!long) return null;
  const [, red = '', green = '', blue = ''] = long;
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

export function hexOf(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** Black or white, whichever can be read on it; one of them always reaches 4.5. */
export function textOn(colour: Rgb): Rgb {
  return contrast(colour, WHITE) >= AA ? WHITE : BLACK;
}

/**
 * The nearest colour of the same hue that reaches `least` against a background: mixed with black on light
 * backgrounds, with white on dark ones, by as little as is enough.
 */
export function readableOn(background: Rgb, colour: Rgb, least = AA): Rgb {
  if (contrast(colour, background) >= least) return colour;
  const end = contrast(BLACK, background) > contrast(WHITE, background) ? BLACK : WHITE;
  for (let share = 0.02; share < 1; share += 0.02) {
    const mixed = mix(colour, end, share);
    if (contrast(mixed, background) >= least) return mixed;
  }
  return end;
}

/** `share` of the second colour, from 0 to 1. */
export function mix([a, b, c]: Rgb, [x, y, z]: Rgb, share: number): Rgb {
  const part = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [part(a, x), part(b, y), part(c, z)];
}
