import type { Palette } from './text/colours.ts';

/** Puts the brand's colours where the style sheet looks for them. Through the CSSOM, so that no policy forbids it. */
export function paint(colours: Palette): void {
  const { style } = document.documentElement;
  style.setProperty('--brand', colours.fill);
  style.setProperty('--brand-deep', colours.deep);
  style.setProperty('--brand-ink', colours.ink);
  style.setProperty('--brand-on-light', colours.textOnLight);
  style.setProperty('--brand-on-dark', colours.textOnDark);
}
