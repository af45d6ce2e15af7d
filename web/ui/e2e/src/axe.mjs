/**
 * Whether a screen is within reach of everybody (WCAG 2.2 AA), asked of axe in each colour scheme:
 *
 *     await isReachable(page, 'ticket');
 *     await isReachable(page, 'widget', { frame: widgetFrame(page) });
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { shownIn } from './shown.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All rules, those beyond WCAG 2.2 AA as well, but for some that are no part of it. */
const RULES = {
  // Of 2.2, and left off by axe itself.
  'target-size': { enabled: true },
  // Menus and dialogues float at the end of the document, outside of its landmarks, and dialogues have a head.
  region: { enabled: false },
  'landmark-no-duplicate-banner': { enabled: false },
  'landmark-unique': { enabled: false },
  // Experimental: it takes initials, which are decoration beside a name, for a part of the name.
  'label-content-name-mismatch': { enabled: false },
};

/** A canvas is measured as it is at its own size: whoever looks from afar may come closer. */
const CANVAS = '.react-flow__viewport';

/** The widget's document within somebody's page. */
export const widgetFrame = (page) => page.frames().find((one) => one.url().includes('/widget/frame'));

/**
 * Fails with everything that axe finds, in light and in dark (or in `schemes`); whoever looks on keeps the scheme
 * they had. `frame` is the document that is read where it is not the page's own. `exclude` leaves out what is not
 * ours to answer for, by selectors.
 */
export async function isReachable(page, what, { frame = page, schemes = ['light', 'dark'], exclude } = {}) {
  const found = [];
  for (const scheme of schemes) {
    await shownIn(page, scheme, frame);
    for (const one of await violations(frame, exclude)) found.push(`${scheme}: ${one}`);
  }
  await page.emulateMedia({ colorScheme: null, contrast: null, reducedMotion: null });
  assert.deepEqual(found, [], what);
}

/** Every violation as a line: rule, element, and what axe has to say about it. */
export async function violations(frame, exclude = []) {
  // Evaluated by the driver and not by the page: the page's own policy lets no foreign script in.
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(AXE);
  const all = await frame.evaluate(
    async ({ left, rules, drawn }) => {
      const options = { resultTypes: ['violations'], iframes: false, rules };
      const canvas = document.querySelector(drawn);
      const seen = canvas?.style.transform;
      if (canvas) canvas.style.transform = seen.replace(/scale\([^)]*\)/, 'scale(1)');
      const { violations: found } = await globalThis.axe.run({ exclude: left }, options);
      if (canvas) canvas.style.transform = seen;
      return found;
    },
    { left: exclude, rules: RULES, drawn: CANVAS },
  );
  return all.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${told(node)}`));
}

function told({ html, target, any, all, none }) {
  const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
  return `${target.join(' ')} ${html.slice(0, 160)} (${why})`;
}
