/**
 * From one brand colour all that is painted with it, each readable on its ground (WCAG AA, 4.5 : 1).
 */

export const DEFAULT_BRAND = '#3b5bdb';
const READABLE = 4.5;
const WHITE = '#ffffff';
const BLACK = '#000000';
/** The grounds of the style sheet's two schemes; a text in brand colour must be readable on all of each. */
export const GROUNDS = { light: ['#ffffff', '#f4f5f7'], dark: ['#17191e', '#22252c', '#262a32'] } as const;

export interface Palette {
  /** Filled areas, and what is written on them. */
  readonly fill: string;
  readonly ink: string;
  /** The far end of a gradient over filled areas; `ink` is readable on it as well. */
  readonly deep: string;
  /** Writing and icons in brand colour. */
  readonly textOnLight: string;
  readonly textOnDark: string;
}

export function palette(brand: string): Palette {
  const fill = /^#[0-9a-f]{6}$/i.test(brand) ? brand.toLowerCase() : DEFAULT_BRAND;
  const ink = contrast(fill, WHITE) >= READABLE ? WHITE : BLACK;
  // Away from the ink, so that its contrast only grows.
  const deep = mix(fill, ink === WHITE ? BLACK : WHITE, 0.18);
  return {
    fill,
    ink,
    deep,
    textOnLight: readable(fill, GROUNDS.light, BLACK),
    textOnDark: readable(fill, GROUNDS.dark, WHITE),
  };
}

/** The colour itself, or as much nearer to `towards` as the grounds demand. */
function readable(colour: string, grounds: readonly string[], towards: string): string {
  for (let part = 0; part < 1; part += 0.05) {
    const tried = mix(colour, towards, part);
    if (grounds.every((ground) => contrast(tried, ground) >= READABLE)) return tried;
  }
  return towards;
}

/** WCAG contrast, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((left, right) => left - right);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function mix(from: string, to: string, part: number): string {
  const end = channels(to);
  return `#${channels(from)
    .map((value, index) => Math.round(value + ((end[index] ?? 0) - value) * part))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
