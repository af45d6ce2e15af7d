/** Several conversations of one end user: begun, listed, left, come back to, read again. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isReachable, widgetFrame } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { visit, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;
let alex;
let zoe;
/** Her first conversation. */
let first;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  alex = await desk(demo, 'alex@example.com');
  await clearQueue(demo);
  const shop = await (await fetch(`${demo.listen}/demo/info.json`)).json();
  await alex.configure(
    'integrations',
    (entry) => entry.id === shop.integration,
    ({ name, flow, group, widget }) => ({
      name,
      flow,
      group,
      widget: { ...widget, conversations: 'multi' },
    }),
  );
  zoe = await visitor(browser, demo);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const rows = (person) => person.widget.getByRole('main').getByRole('listitem').getByRole('button');
const back = (person) => person.widget.getByRole('button', { name: /^All conversations/ });
const begin = (person) => person.widget.getByRole('button', { name: 'New conversation' });
const focused = (person) =>
  widgetFrame(person.page).evaluate(() => document.activeElement?.id || document.activeElement?.tagName);

/** The conversation that is open, taken by an agent without waiting for an offer. */
async function taken(person) {
  await person.widget.getByRole('button', { name: 'Options' }).click();
  await person.widget.getByRole('menuitem', { name: 'Talk to a human' }).click();
  await person.sees('A colleague will be with you in a moment.');
  const list = await alex.get('tickets?list=unassigned&limit=1');
  const [{ conversation }] = list.rows;
  await alex.command({ do: 'take', conversation });
  return conversation;
}

const reply = (conversation, text, status = 'open') =>
  alex.command({ do: 'reply', conversation, text, files: [], submit_as: status });

test('S3_3_S4_17_conversations_are_begun_listed_and_come_back_to', async () => {
  await photographed({ zoe }, async () => {
    await zoe.say('About my order');
    await zoe.sees('What can we do for you?');
    first = await taken(zoe);
    await reply(first, 'Which order?');
    await zoe.sees('Which order?');

    await back(zoe).click();
    await rows(zoe).filter({ hasText: 'Alex' }).filter({ hasText: 'Which order?' }).waitFor();
    await begin(zoe).click();
    await zoe.box.waitFor();
    assert.equal(await focused(zoe), 'message');
    assert.equal(await zoe.count('About my order'), 0, 'the new one is not empty');
    await zoe.say('About a stove');
    await zoe.sees('What can we do for you?');

    // Said in the other one while this one is open.
    await reply(first, 'I found it');
    await zoe.widget.getByRole('button', { name: /^All conversations, \d+ unread$/ }).click();
    const row = rows(zoe).filter({ hasText: 'I found it' });
    await row.getByText(/^\d+ unread$/).waitFor();
    assert.equal(await rows(zoe).count(), 2);
    assert.match(await rows(zoe).first().innerText(), /I found it/, 'the newest is not first');
    await isReachable(zoe.page, 'the list', { frame: widgetFrame(zoe.page) });
    await row.click();
    await zoe.sees('I found it');
    assert.equal(await zoe.count('About my order'), 1);
    assert.equal(await zoe.count('About a stove'), 0);
    await zoe.say('Splendid');
    await zoe.widget
      .getByRole('log')
      .getByText(/Sent|Delivered|Seen/)
      .last()
      .waitFor();
    const { items } = await alex.get(`conversations/${first}`);
    assert.equal(items.filter((item) => item.content?.text === 'Splendid').length, 1);
    await back(zoe).click();
    assert.match(await focused(zoe), /^row-/, 'the keyboard is not where one came from');
  });
});

test('S3_2_one_is_led_to_what_is_going_on_and_the_badge_counts_all', async () => {
  await photographed({ zoe }, async () => {
    await zoe.comeBack();
    // The one with the newest message is open again.
    await zoe.sees('Splendid');
    const tab = await visit(zoe.context, demo.urls.demo);
    await tab.sees('Splendid');
    await tab.page.close();
  });
});

test('S4_17_a_closed_request_can_be_read_and_a_new_one_begun', async () => {
  await photographed({ zoe }, async () => {
    await reply(first, 'All the best', 'closed');
    await zoe.sees('All the best');
    await begin(zoe).waitFor();
    assert.equal(await zoe.box.count(), 0, 'a conversation that has ended takes words');
    await isReachable(zoe.page, 'an ended conversation', { frame: widgetFrame(zoe.page) });
    await back(zoe).click();
    await rows(zoe).filter({ hasText: 'All the best' }).getByText('Ended').waitFor();
    await rows(zoe).filter({ hasText: 'All the best' }).click();
    await zoe.sees('Which order?');
    await begin(zoe).click();
    await zoe.box.waitFor();
    assert.equal(await zoe.count('Which order?'), 0);
  });
});

test('S3_2_what_is_written_offline_reaches_the_conversation_it_was_written_in', async () => {
  await photographed({ zoe }, async () => {
    await zoe.say('Third thing');
    await zoe.sees('What can we do for you?');
    const third = await taken(zoe);
    await back(zoe).click();
    await rows(zoe).filter({ hasText: 'What can we do for you?' }).first().click();
    await zoe.sees('About a stove');
    await zoe.context.setOffline(true);
    await demo.kill();
    await zoe.say('Written offline');
    await back(zoe).click();
    await rows(zoe)
      .filter({ hasText: 'Third' })
      .or(rows(zoe).filter({ hasText: 'colleague' }))
      .first()
      .click();
    await demo.start();
    await zoe.context.setOffline(false);
    await zoe.sees('Third thing');
    assert.equal(await zoe.count('Written offline'), 0);
    await back(zoe).click();
    await rows(zoe).filter({ hasText: 'Written offline' }).or(rows(zoe).nth(0)).first().waitFor();
    const { items } = await (await again()).get(`conversations/${third}`);
    assert.ok(!JSON.stringify(items).includes('Written offline'), 'it went into another conversation');
    await rows(zoe)
      .filter({ hasNotText: 'All the best' })
      .filter({ hasNotText: 'colleague' })
      .first()
      .click();
    await zoe.sees('Written offline');
    assert.equal(await zoe.count('Written offline'), 1);
  });
});

/** The agent after the server came back. */
const again = () => desk(demo, 'alex@example.com');

test('S3_2_where_there_is_one_conversation_nothing_of_a_list_shows', async () => {
  const other = await startDemo();
  const max = await visitor(browser, other);
  await photographed({ max }, async () => {
    await max.say('Hello');
    await max.sees('What can we do for you?');
    assert.equal(await back(max).count(), 0);
  });
  await max.context.close();
  await other.stop();
});
