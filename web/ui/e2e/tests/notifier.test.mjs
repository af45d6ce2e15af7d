/** The notifier and the two views behind it, with the real program. Tickets get their tag as agents give it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { agent, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

const TAG = 'messaging_support';
let browser;
let demo;
let marie;
let alex;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  await clearQueue(demo);
  [marie, alex] = await Promise.all([
    agent(browser, demo, 'marie@example.com'),
    desk(demo, 'alex@example.com'),
  ]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Somebody whose ticket stands unassigned: where it is. */
async function waiting(name, first = 'Hello') {
  const person = await visitor(browser, demo);
  await person.askForHuman(name, first);
  const { rows } = await alex.get('tickets?list=unassigned&limit=200');
  const { conversation } = rows.find((one) => one.requester === name);
  return { person, conversation };
}

const tag = (conversation) => alex.command({ do: 'tags', conversation, add: [TAG], remove: [] });
const untag = (conversation) => alex.command({ do: 'tags', conversation, add: [], remove: [TAG] });

const icon = () => marie.bar.getByRole('button', { name: /^Social messaging notifications/ });
const popup = () => marie.page.getByRole('dialog', { name: 'Social messaging' });
const tab = (name) => popup().getByRole('tab', { name });
const notice = (name) => popup().getByRole('tabpanel').getByRole('button', { name });
const dot = () => marie.bar.getByRole('button', { name: /new unassigned tickets/ });

async function open() {
  await icon().click();
  await popup().waitFor();
}

test('S1_25_S1_28_S1_29_S1_31_S1_32_a_tag_brings_a_ticket_in_and_its_removal_takes_it_out', async () => {
  const { person, conversation } = await waiting('Nina Social', 'Via my phone');
  await photographed({ marie, nina: person }, async () => {
    assert.equal(await dot().count(), 0);
    await tag(conversation);
    await dot().waitFor();
    await open();
    await tab('Unassigned').click();
    await notice('Nina Social').waitFor();
    await untag(conversation);
    await notice('Nina Social').waitFor({ state: 'detached' });
    await dot().waitFor({ state: 'detached' });
    await tag(conversation);
    await notice('Nina Social').waitFor();
    await isReachable(marie.page, 'the notifier', { exclude: ['#main'] });
    await marie.page.keyboard.press('Escape');
    await popup().waitFor({ state: 'detached' });
  });
  await person.context.close();
});

test('T_8_S1_8_rows_stand_by_their_last_change_and_nobody_sorts_them', async () => {
  const { person, conversation } = await waiting('Pia Later', 'After Nina');
  await photographed({ marie, pia: person }, async () => {
    await tag(conversation);
    await open();
    await tab('Unassigned').click();
    await notice('Pia Later').waitFor();
    const rows = popup().getByRole('tabpanel').getByRole('button');
    const names = await rows.allInnerTexts();
    assert.match(names[0] ?? '', /Pia Later/);
    assert.match(names[1] ?? '', /Nina Social/);
    assert.equal(names.length, 2, 'every button of the list is a row');
    for (const role of ['columnheader', 'combobox', 'listbox', 'menu'])
      assert.equal(await popup().getByRole(role).count(), 0, role);
    assert.equal(await popup().locator('[aria-sort]').count(), 0);
    await untag(conversation);
    await notice('Pia Later').waitFor({ state: 'detached' });
    await marie.page.keyboard.press('Escape');
    await popup().waitFor({ state: 'detached' });
  });
  await person.context.close();
});

test('S1_5_to_S1_11_S1_33_two_tabs_and_rows_of_icon_name_one_of_two_texts_and_icon', async () => {
  await photographed({ marie }, async () => {
    await open();
    assert.equal(await tab('Assigned to you').getAttribute('aria-selected'), 'true');
    assert.equal(await popup().getByRole('tab').count(), 2);
    await popup().getByText('No social messaging ticket waits for you.').waitFor();
    await tab('Unassigned').click();
    const row = notice('Nina Social');
    await row.waitFor();
    assert.match(await row.innerText(), /Started a new chat/);
    const text = row.getByText('Started a new chat');
    const [status, channel, name, said] = await Promise.all([
      row.getByText('New', { exact: true }).first().boundingBox(),
      row.locator('svg').boundingBox(),
      row.getByText('Nina Social').boundingBox(),
      text.boundingBox(),
    ]);
    assert.ok(status.x < name.x, 'the status is on the left');
    assert.ok(channel.x > name.x + name.width, 'the channel is on the right');
    assert.ok(said.y > name.y, 'the text is below the name');
    assert.equal(await popup().getByRole('columnheader').count(), 0, 'S1-8: nothing to sort by');
    assert.equal(await popup().getByRole('button', { name: 'Load more tickets' }).count(), 0, 'S1-37');
  });
});

test('S1_34_S1_35_S1_45_a_ticket_opens_and_stays_listed_until_it_is_pending', async () => {
  await photographed({ marie }, async () => {
    // By keyboard: down from the tabs, Enter opens.
    await tab('Unassigned').focus();
    await notice('Nina Social').focus();
    await marie.page.keyboard.press('Enter');
    await popup().waitFor({ state: 'detached' });
    await marie.page.getByRole('heading', { name: 'Nina Social', level: 1 }).waitFor();
    await marie.conversation.getByRole('button', { name: 'Take' }).click();
    await marie.write('Reply', 'Good morning');
    await marie.send();
    await marie.sees('Good morning');
    await marie.page.keyboard.press('Alt+m');
    await notice('Nina Social').waitFor();
    // T-3: the agent spoke last, and it still reads so.
    assert.match(await notice('Nina Social').innerText(), /Replied to the conversation/);
    await marie.page.keyboard.press('Escape');
    await marie.write('Reply', 'Please send us a picture');
    await marie.submitAs('Pending');
    await open();
    await popup().getByText('No social messaging ticket waits for you.').waitFor();
    await marie.page.keyboard.press('Escape');
  });
});

test('S1_37_S1_38_S1_40_above_twenty_load_more_opens_the_view_of_its_tab', async () => {
  const { rows } = await alex.get('tickets?list=open&limit=200');
  const people = [];
  for (let n = 0; n < 21; n += 1) {
    const { person, conversation } = await waiting(`Crowd ${String(n).padStart(2, '0')}`);
    await tag(conversation);
    people.push(person);
    await person.context.close();
  }
  assert.ok(rows.length < 200);
  await photographed({ marie }, async () => {
    await open();
    await tab('Unassigned').click();
    const more = popup().getByRole('button', { name: 'Load more tickets' });
    await more.waitFor();
    assert.equal(await popup().getByRole('listitem').count(), 20);
    await more.click();
    await popup().waitFor({ state: 'detached' });
    const view = marie.page.getByRole('tab', { name: 'Unassigned social messaging tickets' });
    await view.waitFor();
    assert.equal(await view.getAttribute('aria-selected'), 'true');
    await marie.page
      .getByRole('heading', { name: 'Unassigned social messaging tickets', level: 1 })
      .waitFor();
    await marie.page.getByRole('row', { name: /Crowd 20/ }).waitFor();
    await marie.page.getByRole('tab', { name: 'Your social messaging tickets' }).click();
    await marie.page.getByText('No social messaging ticket is yours.').waitFor();
  });
});
