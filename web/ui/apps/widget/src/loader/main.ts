/**
 * The loader: the only program of ours that runs on somebody else's page.
 *
 * `<script async src="https://desk.example/widget.js" data-integration="<id>"></script>`
 * Optional: `data-locale`; or both in `window.frontdeskSettings`.
 * Leaves one global, `Frontdesk(command, …)`; calls made to a stub before it came (`Frontdesk.q`) are made up for.
 */

import { Api } from './api.ts';
import { fetchFace } from './fetch.ts';
import { readSettings } from './settings.ts';
import { Widget } from './widget.ts';

type Global = ((...call: unknown[]) => void) & { q?: ArrayLike<unknown>[]; is?: 'loaded' };

declare global {
  interface Window {
    Frontdesk?: Global;
  }
}

const settings = readSettings(document.currentScript);
// A second copy of the script on one page would make a second bubble.
if (settings && window.Frontdesk?.is !== 'loaded') {
  const early = window.Frontdesk?.q ?? [];
  const api = new Api(new Widget(settings, fetchFace), () => {
    delete window.Frontdesk;
  });
  const all: Global = (...call) => api.call(call);
  all.is = 'loaded';
  window.Frontdesk = all;
  for (const call of Array.from(early)) api.call(Array.from(call));
}
