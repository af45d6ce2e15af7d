/** An account's own colour in place of ours: whatever it is, everything that is written in it or on it can be read. */
import { AA, AA_SHAPES, contrast, hexOf, mix, parseColour, type Rgb, readableOn, textOn } from './colours';

export interface Ground {
  readonly scheme: 'light' | 'dark';
  readonly contrast: 'usual' | 'more';
}

/** The brightest and the darkest ground that text of the accent stands on, as `tokens.css` has them. */
const GROUNDS: Record<Ground['scheme'], { surface: Rgb; hover: Rgb }> = {
  light: { surface: [255, 255, 255], hover: [237, 241, 241] },
  dark: { surface: [23, 29, 31], hover: [32, 40, 42] },
};

/** WCAG's enhanced contrast. */
const AAA = 7;

/** The tokens to be set, by name; empty where the colour is none. */
export function accentTokens(
  accent: string,
  { scheme, contrast: wanted }: Ground,
): Readonly<Record<string, string>> {
  const chosen = parseColour(accent);
  if (!chosen) return {};
  const { surface, hover } = GROUNDS[scheme];
  const least = wanted === 'more' ? AAA : AA;
  const soft = mix(surface, chosen, scheme === 'light' ? 0.12 : 0.2);
  const softer = mix(surface, chosen, scheme === 'light' ? 0.06 : 0.1);
  const solid = readableOn(surface, chosen, wanted === 'more' ? AAA : AA_SHAPES);
  const text = [hover, soft].reduce((colour, ground) => readableOn(ground, colour, least), chosen);
  const end: Rgb = textOn(solid)[0] === 255 ? [0, 0, 0] : [255, 255, 255];
  return {
    '--fd-accent': hexOf(solid),
    '--fd-accent-hover': hexOf(mix(solid, end, 0.14)),
    '--fd-accent-text': hexOf(text),
    '--fd-accent-soft': hexOf(soft),
    '--fd-accent-softer': hexOf(softer),
    '--fd-on-accent': hexOf(textOn(solid)),
    '--fd-on-accent-inset': textOn(solid)[0] === 255 ? 'rgb(0 0 0 / 20%)' : 'rgb(255 255 255 / 18%)',
  };
}

/** Sets them on an element, or takes them away again; by the object model, which a strict policy allows. */
export function paintAccent(element: HTMLElement, accent: string | null, ground: Ground): () => void {
  const tokens = accent === null ? {} : accentTokens(accent, ground);
  for (const [name, value] of Object.entries(tokens)) element.style.setProperty(name, value);
  return () => {
    for (const name of Object.keys(tokens)) element.style.removeProperty(name);
  };
}

/** Whether a colour is as it will be shown, or has to be made darker or lighter for somebody to read it. */
export function isKept(accent: string, ground: Ground): boolean {
  const chosen = parseColour(accent);
  return chosen !== null && contrast(chosen, GROUNDS[ground.scheme].surface) >= AA;
}
