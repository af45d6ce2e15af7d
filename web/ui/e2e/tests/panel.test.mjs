/** What stands beside a conversation: the ticket, the customer, handing over; and the way back from each change. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { agent, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;
let marie;
let yannis;
let ana;
let alex;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  await clearQueue(demo);
  [alex, marie, yannis, ana] = await Promise.all([
    desk(demo, 'alex@example.com'),
    agent(browser, demo, 'marie@example.com'),
    agent(browser, demo, 'yannis@example.com'),
    visitor(browser, demo),
  ]);
  await ana.askForHuman('Ana Panel', 'My armchair wobbles');
  await marie.open('Unassigned', 'Ana Panel');
  await marie.ticket.getByRole('button', { name: 'Take' }).click();
  await assignee('Marie Lambert (you)');
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const assignee = (name) => marie.ticket.getByRole('button', { name: `Assignee: ${name}` }).waitFor();
const undo = () =>
  marie.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last();
const tag = (name) => marie.ticket.getByRole('listitem').filter({ hasText: new RegExp(`^${name}$`) });

/** What the server has of the ticket. */
async function stored() {
  const { rows } = await alex.get('tickets?list=open&limit=100');
  const row = rows.find(({ requester }) => requester.startsWith('Ana'));
  const { head } = await alex.get(`conversations/${row.conversation}`);
  return head;
}

/** Waits until the server has it so. */
async function becomes(what, value) {
  for (;;) {
    const now = what(await stored());
    if (JSON.stringify(now) === JSON.stringify(value)) return;
    await marie.page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

test('S1_27_a_tag_is_added_removed_and_brought_back', async () => {
  await photographed({ marie }, async () => {
    const box = marie.ticket.getByRole('textbox', { name: 'Add a tag' });
    await box.fill('vip');
    await box.press('Enter');
    await tag('vip').waitFor();
    await marie.page.getByText('Tag vip added').waitFor();
    await marie.ticket.getByRole('button', { name: 'Remove the tag vip' }).click();
    await tag('vip').waitFor({ state: 'detached' });
    await marie.page.getByText('Tag vip removed').waitFor();
    // Whoever points at it keeps it there.
    await undo().hover();
    await isReachable(marie.page, 'a toast with undo');
    await undo().click();
    await tag('vip').waitFor();
    await becomes((head) => head.ticket.tags.includes('vip'), true);
  });
});

test('S1_28_removing_the_tag_that_lists_live_from_is_asked_about', async () => {
  await photographed({ marie }, async () => {
    const box = marie.ticket.getByRole('textbox', { name: 'Add a tag' });
    await box.fill('messaging_support');
    await box.press('Enter');
    await tag('messaging_support').waitFor();
    await marie.ticket.getByRole('button', { name: 'Remove the tag messaging_support' }).click();
    const dialogue = marie.page.getByRole('dialog', { name: 'Remove this tag?' });
    await dialogue.getByText(/leaves the messaging views and the notifier/).waitFor();
    await isReachable(marie.page, 'the question about the tag');
    await dialogue.getByRole('button', { name: 'Keep' }).click();
    await tag('messaging_support').waitFor();
    await marie.ticket.getByRole('button', { name: 'Remove the tag messaging_support' }).click();
    await dialogue.getByRole('button', { name: 'Remove' }).click();
    await tag('messaging_support').waitFor({ state: 'detached' });
    await undo().click();
    await tag('messaging_support').waitFor();
    await becomes((head) => head.ticket.tags.includes('messaging_support'), true);
  });
});

test('S1_16_status_priority_and_fields_change_at_once_and_can_be_undone', async () => {
  await photographed({ marie }, async () => {
    const choose = async (label, value) => {
      await marie.ticket.getByRole('combobox', { name: label }).click();
      await marie.page.getByRole('option', { name: value, exact: true }).click();
    };
    await choose('Priority', 'Urgent');
    await becomes((head) => head.ticket.priority, 'urgent');
    await undo().click();
    await becomes((head) => head.ticket.priority, 'normal');
    await choose('Status', 'Pending');
    await marie.page.getByText('Status: Pending').waitFor();
    await undo().click();
    await becomes((head) => head.ticket.status, 'open');
    const order = marie.ticket.getByRole('textbox', { name: 'Order number' });
    await order.fill('48213');
    await order.press('Enter');
    await marie.page.getByText('Order number changed').waitFor();
    await undo().click();
    await becomes((head) => head.ticket.fields.some(({ label }) => label === 'Order number'), false);
  });
});

test('S3_24_what_a_colleague_has_is_greyed_and_says_why', async () => {
  await photographed({ yannis }, async () => {
    await yannis.open('All open', 'Ana Panel');
    await yannis.ticket
      .getByText('Marie Lambert has this ticket: only they or an admin change it.')
      .waitFor();
    assert.equal(await yannis.ticket.getByRole('combobox', { name: 'Status' }).isDisabled(), true);
    assert.equal(await yannis.ticket.getByRole('button', { name: /^Assignee/ }).count(), 0);
    assert.equal(await yannis.ticket.getByRole('textbox', { name: 'Add a tag' }).count(), 0);
  });
});

test('whoever_looks_at_the_same_ticket_is_shown_and_warned_of_while_they_write', async () => {
  await photographed({ marie, yannis }, async () => {
    const here = (person) => person.conversation.getByRole('list', { name: 'Colleagues here' });
    await here(marie).getByText('Yannis Petrou').waitFor({ state: 'attached' });
    await here(yannis).getByText('Marie Lambert').waitFor({ state: 'attached' });
    await marie.conversation.getByText('Yannis is looking').waitFor({ state: 'attached' });
    await marie.write('Reply', 'I am at it');
    await yannis.conversation.getByText('Marie is typing a reply').waitFor({ state: 'attached' });
    await isReachable(yannis.page, 'a colleague who writes');
    await yannis.page
      .getByRole('button', { name: /^Close/ })
      .first()
      .click();
    await here(marie).waitFor({ state: 'detached' });
    await marie.page.getByRole('textbox', { name: 'Reply' }).fill('');
  });
});

test('S3_24_a_transfer_shows_who_is_there_and_can_be_undone_while_untouched', async () => {
  await photographed({ marie, yannis }, async () => {
    await yannis.status('Online');
    await marie.ticket.getByRole('button', { name: 'Transfer', exact: true }).click();
    const dialogue = marie.page.getByRole('dialog', { name: 'Transfer' });
    await dialogue.getByRole('radio', { name: /Yannis Petrou.*Online.*of 5 conversations/ }).waitFor();
    await isReachable(marie.page, 'the transfer');
    await dialogue.getByRole('searchbox').fill('yan');
    assert.equal(await dialogue.getByRole('radio').count(), 1);
    await dialogue.getByRole('radio').check();
    await dialogue.getByRole('button', { name: 'Transfer', exact: true }).click();
    await becomes((head) => head.ticket.assignee_name, 'Yannis Petrou');
    await marie.page.getByText('Transferred to Yannis Petrou').waitFor();
    await undo().click();
    await marie.page.getByText('The ticket is back where it was').waitFor();
    await becomes((head) => head.ticket.assignee_name, 'Marie Lambert');
    await marie.sees('Transfer undone by Marie Lambert');
    await yannis.status('Offline');
  });
});

test('S4_15_the_customer_card_shows_what_is_known_and_an_agent_sets_it_right', async () => {
  await photographed({ marie }, async () => {
    const card = marie.customer;
    await card.getByRole('link', { name: 'somebody@mail.example' }).waitFor();
    await card.getByRole('button', { name: 'Edit name and e-mail' }).click();
    await card.getByLabel('E-mail').fill('not an address');
    await card.getByLabel('Name').fill('Ana Duarte');
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText('This is no e-mail address.').waitFor();
    await card.getByLabel('E-mail').fill('ana.duarte@mail.example');
    await isReachable(marie.page, 'editing a customer');
    await card.getByRole('button', { name: 'Save' }).click();
    await marie.page.getByRole('heading', { name: 'Ana Duarte', level: 1 }).waitFor();
    await card.getByRole('link', { name: 'ana.duarte@mail.example' }).waitFor();
    await becomes(
      (head) => [head.end_user.name, head.end_user.email],
      ['Ana Duarte', 'ana.duarte@mail.example'],
    );
    await undo().click();
    await marie.page.getByRole('heading', { name: 'Ana Panel', level: 1 }).waitFor();
  });
});

test('S4_14_S4_15_earlier_tickets_open_where_they_began_and_the_history_lists_all', async () => {
  await photographed({ marie, ana }, async () => {
    await marie.write('Reply', 'Tighten the four screws');
    await marie.submitAs('Closed');
    await ana.sees('Tighten the four screws');
    // Their address is known from before.
    await ana.say('And now the lamp');
    await ana.choose('Talk to a human');
    await ana.fill({ 'Your name': 'Ana Panel' });
    await marie.open('Unassigned', 'Ana Panel');
    await marie.sees('And now the lamp');
    const link = marie.customer.getByRole('button', { name: /#\d+ My armchair wobbles/ });
    await link.waitFor();
    await marie.customer.getByRole('tab', { name: 'History' }).click();
    await marie.customer.getByRole('button', { name: /And now the lamp/ }).waitFor();
    await isReachable(marie.page, 'the history');
    await link.click();
    const began = marie.log.getByText(/^Handed over to .* as ticket #\d+/).first();
    await began.waitFor();
    assert.equal(await began.isVisible(), true);
  });
});
