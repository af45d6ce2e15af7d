/** The conversation itself: keeping one's place, what is new, what failed, and very much of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import * as stage from '../stage/desk.mjs';
import { openStage } from '../stage/look.mjs';

const TICKET = `/workspace/#/c/${stage.id(1)}`;
/** The account that replies go out by. */
const WHATSAPP = {
  integration: '0123456789abcdef01234567',
  name: 'Support France',
  channel: 'whatsapp',
  number: '+1 555 0100',
  info: { phone_number_id: '1001' },
};
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function opened(options = {}) {
  const made = await openStage(browser, { size: 'wide', ...options });
  made.page.setDefaultTimeout(15_000);
  await made.page.goto(TICKET);
  await made.page.getByRole('log').waitFor();
  return { ...made, log: made.page.getByRole('log') };
}

const frame = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
/** The frame of the `n`-th message that comes after what the stage has. */
function news(text, { long = false, nth = 1 } = {}) {
  const from = stage.conversation(1, long).seq + nth - 1;
  const item = { ...stage.line(0), seq: from + 1, id: stage.id(70_000 + nth), at: Date.now() };
  const items = [{ ...item, content: { type: 'text', text } }];
  return { type: 'conversation', conversation: stage.id(1), from, seq: from + 1, items };
}

const atTheEnd = (page) =>
  page.waitForFunction(() => {
    const box = document.querySelector('[role=log]');
    return box && box.scrollHeight - box.scrollTop - box.clientHeight <= 2;
  });

test('S1_56_conversations_offers_events_and_the_log_can_be_searched', async () => {
  const { page, context } = await opened();
  await page.getByRole('button', { name: 'Conversations' }).click();
  await page.getByRole('menuitem', { name: 'Events' }).click();
  const log = page.getByRole('region', { name: 'Event log' });
  await log.getByText('Marie Laurent sent a message via Widget').first().waitFor();
  await isReachable(page, 'the log of events');
  await page.getByRole('searchbox', { name: 'Search the events' }).fill('captured');
  await page.getByText('1 event', { exact: true }).waitFor();
  assert.deepEqual(await log.getByRole('listitem').locator('p').allInnerTexts(), [
    'Bot captured Order number: 48213',
  ]);
  await page.getByRole('button', { name: 'Events' }).click();
  await page.getByRole('menuitem', { name: 'Conversation' }).click();
  await page.getByRole('log').getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
  await context.close();
});

test('a_filter_leaves_the_reader_at_the_line_that_was_read', async () => {
  const { page, context, log } = await opened({ long: true });
  await log.getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
  await log.hover();
  const read = log.getByText(/^Line 30:/);
  while (!(await read.isVisible())) await page.mouse.wheel(0, -300);
  await frame(page);
  const box = await log.boundingBox();
  const seen = async () => {
    const lines = await log.getByRole('article').all();
    for (const line of lines) {
      const place = await line.boundingBox();
      if (place && place.y + place.height > box.y + 4) return { text: await line.innerText(), y: place.y };
    }
    return null;
  };
  const earlier = await seen();
  await page.getByRole('button', { name: 'Public', exact: true }).click();
  await frame(page);
  const now = await seen();
  assert.equal(now.text, earlier.text);
  assert.ok(Math.abs(now.y - earlier.y) < 8, `moved by ${now.y - earlier.y} pixels`);
  await context.close();
});

test('the_end_stays_the_end_when_the_window_shrinks_and_the_box_grows', async () => {
  const { page, context, log } = await opened({ long: true });
  await log.getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
  await atTheEnd(page);
  await page.setViewportSize({ width: 1024, height: 700 });
  await atTheEnd(page);
  await page.getByRole('textbox', { name: 'Reply' }).fill('One\nTwo\nThree\nFour\nFive\nSix\nSeven');
  await atTheEnd(page);
  await context.close();
});

test('what_comes_while_one_reads_further_up_is_counted_and_one_press_away', async () => {
  const { page, context, say, log } = await opened({ long: true });
  await log.getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
  await log.hover();
  await page.mouse.wheel(0, -900);
  await page.getByRole('button', { name: 'To the latest message' }).waitFor();
  say(news('Are you there?', { long: true }));
  const button = page.getByRole('button', { name: 'To 1 new message' });
  await button.waitFor();
  await isReachable(page, 'new messages below');
  await button.click();
  await log.getByText('Are you there?').waitFor();
  await atTheEnd(page);
  await button.waitFor({ state: 'detached' });
  await context.close();
});

test('S3_23_a_new_message_is_announced_and_what_was_there_is_not', async () => {
  const { page, context, say } = await opened();
  const told = page.getByRole('status').filter({ hasText: 'Νίκος Παππάς: Hello?' });
  assert.equal(await page.getByRole('status').filter({ hasText: 'Je ne suis pas' }).count(), 0);
  say(news('Hello?'));
  await told.waitFor({ state: 'attached' });
  await context.close();
});

test('S1_54_a_failed_message_says_why_and_another_try_is_asked_of_the_server', async () => {
  const { page, context, log, asked } = await opened();
  const failed = log.getByRole('article').filter({ hasText: 'Merci !' });
  await failed.getByText('Not delivered').waitFor();
  await failed.getByText('the provider cannot be reached (unreachable)').waitFor();
  await failed.getByRole('button', { name: 'Try again' }).click();
  await page.waitForFunction(() => true);
  assert.ok(
    asked().some((command) => command.do === 'retry' && command.conversation === stage.id(1)),
    'the command was sent',
  );
  await context.close();
});

test('S1_53_a_closed_window_replaces_the_box_by_what_still_works', async () => {
  const closed = (made) => ({
    ...made,
    head: { ...made.head, reply_to: WHATSAPP, window_closes_at: stage.welcome.now - 1 },
  });
  const { page, context } = await opened({ change: closed });
  // One opens where one can write; the way that is closed says why.
  await page.getByRole('textbox', { name: 'Internal note' }).waitFor();
  await page.getByRole('tab', { name: 'Reply with social messaging' }).click();
  await page.getByText('WhatsApp takes no replies any more', { exact: false }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Reply' }).count(), 0);
  // The tooltip of the tab tells the same; it is not what is looked at here.
  await page.getByRole('log').hover();
  await page.getByRole('tooltip').waitFor({ state: 'detached' });
  await isReachable(page, 'a closed window');
  await page.getByRole('button', { name: 'Leave an internal note' }).click();
  await page.getByRole('textbox', { name: 'Internal note' }).waitFor();
  await context.close();
});

test('S1_44_the_window_counts_down_and_closes_by_the_clock_alone', async () => {
  const soon = (made) => ({
    ...made,
    head: { ...made.head, reply_to: WHATSAPP, window_closes_at: stage.welcome.now + 4_000 },
  });
  const { page, context } = await opened({ change: soon });
  await page.getByText(/^Window closes in \d/).waitFor();
  await page.getByText('WhatsApp takes no replies any more', { exact: false }).waitFor();
  await context.close();
});

test('a_long_message_is_folded_and_an_address_stays_whole', async () => {
  const long = `${'word '.repeat(400)}end-of-it`;
  const address = `https://shop.example/${'a'.repeat(180)}`;
  const { context, say, log } = await opened();
  say(news(long));
  const message = log.getByRole('article').filter({ hasText: 'word word' });
  await message.getByRole('button', { name: 'Show all of it' }).click();
  await message.getByText('end-of-it').waitFor();
  await message.getByRole('button', { name: 'Show less' }).click();
  assert.equal(await message.getByText('end-of-it').count(), 0);
  say(news(`Look: ${address}`, { nth: 2 }));
  const link = log.getByRole('link', { name: address });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), address);
  const over = await log.evaluate((box) => box.scrollWidth - box.clientWidth);
  assert.ok(over <= 0, `the conversation scrolls sideways by ${over} pixels`);
  await context.close();
});

test('a_message_is_copied_as_text', async () => {
  const { page, context, log } = await opened();
  // The stage is no secure origin, where browsers have no clipboard.
  await page.evaluate(() => {
    const writeText = async (text) => {
      globalThis.copied = text;
    };
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  });
  const message = log.getByRole('article').filter({ hasText: 'Et demain' });
  await message.hover();
  await message.getByRole('button', { name: 'Copy the text' }).click();
  await message.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.copied), 'Et demain, vers quelle heure ?');
  await context.close();
});

test('P14_ten_thousand_messages_open_at_once_and_stay_a_window_of_the_page', async () => {
  const items = Array.from({ length: 10_000 }, (_, at) => ({ ...stage.line(at), seq: at + 1 }));
  const many = (made) => ({ ...made, seq: 10_000, items, more: false });
  const { page, context, log } = await opened({ change: many });
  await log.getByText('Older 9999', { exact: true }).waitFor();
  assert.ok((await log.getByRole('article').count()) < 60, 'only what can be seen is in the page');
  // From another ticket back to it: everything is local.
  await page.evaluate((other) => (location.hash = `#/c/${other}`), stage.id(2));
  await log.getByText('Je ne suis pas chez moi avant 10 h.').waitFor();
  const took = await page.evaluate(
    (id) =>
      new Promise((done) => {
        const began = performance.now();
        location.hash = `#/c/${id}`;
        const look = () => {
          const shown = document.querySelector('[role=log]')?.textContent?.includes('Older 99');
          if (shown) done(performance.now() - began);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    stage.id(1),
  );
  console.log(`# a ticket of 10,000 messages was shown from local data after ${Math.round(took)} ms`);
  assert.ok(took < 1_000, `took ${took} ms`);
  await context.close();
});
