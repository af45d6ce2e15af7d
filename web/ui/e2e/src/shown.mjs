/** How a page is shown: its colours and its size, each until the page has taken it up and is painted so. */

/** What a screen can be asked for; `contrast` and `contrastDark` with more contrast wanted. */
export const SCHEMES = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  contrast: { colorScheme: 'light', contrast: 'more' },
  contrastDark: { colorScheme: 'dark', contrast: 'more' },
};

/** Shows a page in a scheme, without motion between. */
export async function shownIn(page, scheme, frame = page) {
  const { colorScheme, contrast } = SCHEMES[scheme];
  await page.emulateMedia({ colorScheme, contrast, reducedMotion: 'reduce' });
  await painted(frame, [`(prefers-color-scheme: ${colorScheme})`, more(contrast)]);
}

/** Gives the window a size, in pixels. The faces follow their window by script, one frame after it. */
export async function resized(page, width, height) {
  await page.setViewportSize({ width, height });
  await painted(page, [`(width: ${width}px)`, `(height: ${height}px)`]);
}

/** Until nothing of a document is still on its way, by its own word. */
export async function settled(frame) {
  await frame.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

const more = (contrast) =>
  contrast === 'more' ? '(prefers-contrast: more)' : 'not (prefers-contrast: more)';

/**
 * Until a document answers to all those media queries, and three frames more: what answers to them is set in the
 * first, what floats beside it follows in the second, and the third shows it.
 */
function painted(frame, queries) {
  return frame.evaluate(
    (queries) =>
      new Promise((done) => {
        const next = (then) => requestAnimationFrame(then);
        const look = () =>
          queries.every((one) => matchMedia(one).matches) ? next(() => next(() => next(done))) : next(look);
        look();
      }),
    queries,
  );
}
