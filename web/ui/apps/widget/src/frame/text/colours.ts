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

/** `second`: the gradient's far end, where the admin chose one. */
export function palette(brand: string, second: string | null = null): Palette {
  const fill = isColour(brand) ? brand.toLowerCase() : DEFAULT_BRAND;
  const ink = inkOn(fill);
  return {
    fill,
    ink,
    deep: farEnd(fill, ink, second !== null && isColour(second) ? second.toLowerCase() : null),
    textOnLight: readable(fill, GROUNDS.light, BLACK),
    textOnDark: readable(fill, GROUNDS.dark, WHITE),
  };
}

/** White where it can be read, else black; one of them always can. */
export function inkOn(fill: string): string {
  return contrast(fill, WHITE) >= READABLE ? WHITE : BLACK;
}

function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** What was chosen, or as much further from the ink as it takes to read it anywhere between both ends. */
function farEnd(fill: string, ink: string, chosen: string | null): string {
  const away = ink === WHITE ? BLACK : WHITE;
  if (chosen === null) return mix(fill, away, 0.18);
  for (let part = 0; part < 1; part += 0.05) {
    const end = mix(chosen, away, part);
    // Between two colours there may be a darker one than either.
    const way = [0.25, 0.5, 0.75, 1].map((at) => mix(fill, end, at));
    if (way.every((ground) => contrast(ground, ink) >= READABLE)) return end;
  }
  return fill;
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
