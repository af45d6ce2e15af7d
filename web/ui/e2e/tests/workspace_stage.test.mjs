/** The workspace in a real browser, against a made-up desk: what needs layout and nothing of a server. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serveDesk } from '../perf/desk_server.mjs';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import * as stage from '../stage/desk.mjs';
import { openStage } from '../stage/look.mjs';

const TICKET = `/workspace/#/c/${stage.id(1)}`;
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function opened(options) {
  const made = await openStage(browser, { size: 'wide', ...options });
  await made.page.goto(TICKET);
  await made.page.getByRole('log').waitFor();
  return made;
}

const atTheEnd = (page) =>
  page.waitForFunction(() => {
    const box = document.querySelector('[role=log]');
    return box && box.scrollHeight - box.scrollTop - box.clientHeight <= 2;
  });

test('a long conversation opens at its end, with only a window of it in the page', async () => {
  const { page, context } = await opened({ long: true });
  const log = page.getByRole('log');
  await log.getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
  await atTheEnd(page);
  assert.ok((await log.getByRole('article').count()) < 40, 'everything is in the page');
  await context.close();
});

test('older messages come on scrolling up, and the line that was read stays where it was', async () => {
  const older = Array.from({ length: 30 }, (_, at) => stage.line(-30 + at));
  const { page, context } = await opened({ long: true, older });
  const log = page.getByRole('log');
  await log.getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
  const first = log.getByText('Hello! I am the Frontdesk bot.');
  // Held back until we have looked, so that "before" and "after" are not a race.
  const letGo = context.holdOlder();
  await log.hover();
  while (!(await first.isVisible())) await page.mouse.wheel(0, -400);
  const before = await first.boundingBox();
  await letGo();
  await log.evaluate(
    (box) =>
      new Promise((done) => {
        const grown = () => (box.scrollTop > 400 ? done() : requestAnimationFrame(grown));
        grown();
      }),
  );
  const after = await first.boundingBox();
  assert.ok(Math.abs(after.y - before.y) < 3, `moved by ${after.y - before.y} pixels`);
  await context.close();
});

test('whoever scrolls up faster than older messages come gets to the first one, all of one day', async () => {
  const desk = await serveDesk({ tickets: 3, messages: 400 });
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${desk.address}/workspace/#/c/${desk.conversation(1)}`);
  const log = page.getByRole('log');
  await log.getByText('Message 400.').waitFor();
  await log.hover();
  const first = log.getByText('Message 1.', { exact: false }).first();
  // Far more than it takes; a reader who is stuck stays so however long they turn the wheel.
  for (let turns = 0; turns < 300 && !(await first.isVisible()); turns += 1) {
    await page.mouse.wheel(0, -20_000);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.ok(await first.isVisible(), 'the first message is not reached');
  await context.close();
  await desk.close();
});

test('a new message is followed at the end, and leaves a reader above it alone', async () => {
  const { page, context, say } = await opened({ long: true });
  const log = page.getByRole('log');
  await log.getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
  say(stage.nextMessage('You still there?', true));
  await log.getByText('You still there?').waitFor();
  await atTheEnd(page);
  await log.hover();
  await page.mouse.wheel(0, -900);
  await page.getByRole('button', { name: 'To the latest message' }).waitFor();
  const at = await log.evaluate((box) => box.scrollTop);
  say(stage.nextMessage('Hello?', true));
  // The frame was taken once the tab tells the newest message.
  await page.getByRole('navigation', { name: 'Open tickets' }).getByRole('button').first().hover();
  await page.getByRole('tooltip').getByText('Hello?').waitFor();
  assert.equal(await log.evaluate((box) => box.scrollTop), at);
  await page.getByRole('button', { name: 'To 1 new message' }).click();
  await log.getByText('Hello?').waitFor();
  await context.close();
});

test('the page needs no inline style and no inline script', async () => {
  const { page, context, complaints } = await opened({});
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Away' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Transfer' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Priority' }).click();
  await page.getByRole('option', { name: 'Urgent' }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

for (const size of ['wide', 'narrow'])
  test(`nothing stands in the way of a screen reader or of weak eyes: ${size}`, async () => {
    const { page, context } = await opened({ size });
    await isReachable(page, size);
    await context.close();
  });

test('no pane is wider than the screen, in any language', async () => {
  for (const language of ['en', 'fr', 'el'])
    for (const size of ['wide', 'medium', 'narrow']) {
      const { page, context } = await opened({ size, language });
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(wide, 0, `${language} ${size} overflows by ${wide}`);
      await context.close();
    }
});

/** In pixels; an element that is not there or has no size is a mistake of the test. */
async function boxOf(locator) {
  const box = await locator.first().boundingBox();
  assert.ok(box && box.width > 0 && box.height > 0, `${locator} has no box`);
  return box;
}

const meet = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

for (const language of ['en', 'fr', 'el'])
  for (const size of ['wide', 'medium', 'narrow'])
    test(`a lost connection is told beside everything else, over nothing: ${size}, ${language}`, async () => {
      const { page, context } = await opened({ size, language });
      context.cut();
      const strip = page
        .getByRole('status')
        .getByText(/^(Connection|Connexion|Η σύνδεση)/)
        .locator('../..');
      await strip.waitFor();
      const told = await boxOf(strip);
      const around = [
        page.getByRole('heading', { level: 1 }),
        page.getByRole('log'),
        page.getByRole('main').locator('fieldset'),
        page.getByRole('button', { name: /^(Status|Statut|Κατάσταση)$/ }),
        page.locator('[aria-keyshortcuts="Control+K Meta+K"]'),
        page.locator('[data-status="open"]:visible'),
      ];
      for (const one of around)
        assert.ok(!meet(told, await boxOf(one)), `${one} is covered by the news of the connection`);
      const { width, height } = page.viewportSize();
      assert.ok(told.x >= 0 && told.x + told.width <= width && told.y + told.height < height / 4);
      if (size === 'narrow') assert.equal(told.width, width);
      assert.ok(told.height <= (size === 'wide' ? 52 : 60), `${told.height} pixels high`);
      await context.close();
    });

test('whoever is at the end stays there while the window or the composer changes its size', async () => {
  const { page, context } = await opened({ long: true });
  await atTheEnd(page);
  for (const [width, height] of [
    [1024, 768],
    [390, 844],
    [390, 500],
    [1024, 768],
    [1440, 900],
    [390, 844],
    [1440, 900],
  ]) {
    await page.setViewportSize({ width, height });
    await page.getByRole('log').getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
    await atTheEnd(page);
  }
  await page.getByRole('textbox', { name: 'Reply' }).fill('One line\n'.repeat(12));
  await atTheEnd(page);
  await page.getByRole('textbox', { name: 'Reply' }).fill('');
  await atTheEnd(page);
  await context.close();
});
