import type { Look } from './models/panel.ts';
import type { Palette } from './text/colours.ts';

/** Puts the brand's colours where the style sheet looks for them. Through the CSSOM, so that no policy forbids it. */
export function paint(colours: Palette, look: Look | null): void {
  const { style, dataset } = document.documentElement;
  style.setProperty('--brand', colours.fill);
  style.setProperty('--brand-deep', colours.deep);
  style.setProperty('--brand-ink', colours.ink);
  style.setProperty('--brand-on-light', colours.textOnLight);
  style.setProperty('--brand-on-dark', colours.textOnDark);
  dataset['scheme'] = look?.scheme ?? 'auto';
  const picture = look?.picture ?? null;
  if (picture === null) delete dataset['picture'];
  else dataset['picture'] = '';
  // Encoded, so that nothing in it ends the address.
  style.setProperty('--picture', picture === null ? 'none' : `url("${encodeURI(picture)}")`);
}
