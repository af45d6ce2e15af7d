/** Every face in three languages, light and dark, on three sizes: nothing is cut off, missing or out of reach. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isReachable, widgetFrame } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { PATIENCE } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';
import { resized, shownIn } from '../src/shown.mjs';

const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
];
const LANGUAGES = ['en', 'fr', 'el'];
const OPEN = { en: /^Open messaging/, fr: /^Ouvrir/, el: /^Άνοιγμα/ };

let browser;
let demo;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function face(locale) {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  return { page, context, wire: [] };
}

/** What of the text is no text: names of words, and values that were none. */
const LEFTOVER = /\b[a-z]+[A-Z]?\w*(?:\.[a-z]\w*[A-Z]\w*)+\b|\bundefined\b|\bNaN\b|\[object |\{\{|\}\}/;

async function isWhole(frame, what) {
  const { over, wide, text } = await frame.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = [...document.querySelectorAll('*')].filter(
      (each) => each.getBoundingClientRect().right > clientWidth,
    );
    return {
      over: scrollWidth - clientWidth,
      wide: wide.map((each) => `${each.tagName} ${each.className}`),
      text: document.body.innerText,
    };
  });
  assert.ok(over <= 0, `${what}: scrolls sideways by ${over} pixels: ${wide.join(', ')}`);
  assert.ok(text.trim().length > 0, `${what}: is empty`);
  assert.doesNotMatch(text, LEFTOVER, what);
}

/** In all sizes and both schemes; read by axe on the largest and the smallest. */
async function everywhere(page, name, frame = page) {
  for (const colorScheme of ['light', 'dark']) {
    await shownIn(page, colorScheme, frame);
    for (const [width, height] of SIZES) {
      const what = `${name}, ${colorScheme}, ${width}`;
      await resized(page, width, height);
      await isWhole(page, what);
      if (frame !== page) await isWhole(frame, what);
      if (width !== 1024) await isReachable(page, what, { frame, schemes: [colorScheme] });
    }
  }
  await resized(page, 1440, 900);
}

for (const language of LANGUAGES) {
  test(`faces_in_${language}_sign_in_and_workspace`, async () => {
    const marie = await face(language);
    const { page, context } = marie;
    await photographed({ marie }, async () => {
      await page.goto(demo.urls.workspace);
      await page.locator('input[type=password]').waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      await everywhere(page, 'sign-in');
      await page.locator('input[type=email]').fill('marie@example.com');
      await page.locator('input[type=password]').fill('marie-demo-password');
      await page.locator('button[type=submit]').click();
      await page.getByRole('banner').waitFor();
      await page.getByRole('tab').nth(1).click();
      await page.getByRole('tabpanel').getByRole('button', { name: 'Tom Whitaker' }).waitFor();
      await everywhere(page, 'home');
      await page.getByRole('tabpanel').getByRole('button', { name: 'Tom Whitaker' }).click();
      await page.getByRole('log').getByText('Hi, the door of my Ember stove squeaks').waitFor();
      await everywhere(page, 'ticket');
    });
    await context.close();
  });

  test(`faces_in_${language}_demo_and_widget`, async () => {
    const zoe = await face(language);
    const { page, context } = zoe;
    await photographed({ zoe }, async () => {
      await page.goto(demo.urls.demo);
      const launcher = page.getByRole('button', { name: OPEN[language] });
      await launcher.waitFor();
      await everywhere(page, 'demo');
      await launcher.click();
      const widget = page.frameLocator('iframe:not(.phone *)').first();
      await widget.locator('textarea').fill('?');
      await widget.locator('textarea').press('Enter');
      await widget.getByRole('log').getByText('What can we do for you?').waitFor();
      await widget.getByRole('button', { name: 'Product question' }).click();
      await widget.getByRole('button', { name: 'Ask about Ember' }).click();
      await widget.locator('form').waitFor();
      const frame = widgetFrame(page);
      assert.equal(await frame.evaluate(() => document.documentElement.lang), language);
      await everywhere(page, 'widget', frame);
    });
    await context.close();
  });
}
