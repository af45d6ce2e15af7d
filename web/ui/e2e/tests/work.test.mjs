/** The work at the desk: who is offered what, who answers, who is told. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { agent, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;
let alex;
let marie;
let yannis;
let ana;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  await clearQueue(demo);
  [alex, marie, yannis, ana] = await Promise.all([
    desk(demo, 'alex@example.com'),
    agent(browser, demo, 'marie@example.com'),
    agent(browser, demo, 'yannis@example.com'),
    visitor(browser, demo),
  ]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const status = (person, name) => person.is(name);
const tabs = (person) => person.page.getByRole('navigation', { name: 'Open tickets' });
const tab = (person, name) => tabs(person).getByRole('button', { name }).first();
const row = (person, name) => person.page.getByRole('tabpanel').getByRole('button', { name }).first();
const noOffer = (person) => person.decline.waitFor({ state: 'detached' });

/** Somebody new who waits for an agent. */
async function waiting(name, first) {
  const person = await visitor(browser, demo);
  await person.askForHuman(name, first);
  return person;
}

async function transfer(person, to, note) {
  await person.ticket.getByRole('button', { name: 'Transfer' }).click();
  const dialogue = person.page.getByRole('dialog', { name: 'Transfer' });
  await dialogue.getByRole('radio', { name: to }).check();
  await dialogue.getByRole('textbox', { name: 'Note for whoever takes over' }).fill(note);
  await dialogue.getByRole('button', { name: 'Transfer', exact: true }).click();
}

test('S3_9_accept_is_inactive_while_offline_and_active_with_the_next_ticket_once_online', async () => {
  await photographed({ marie, ana }, async () => {
    await status(marie, 'Offline');
    await ana.askForHuman('Ana Waits', 'Is anybody there?');
    await marie.page.getByRole('tab', { name: /^Unassigned(?! social)/ }).click();
    await row(marie, 'Ana Waits').waitFor();
    assert.equal(await marie.accept.isDisabled(), true);
    assert.equal(await marie.decline.count(), 0);
    await marie.bar.getByText('Go online to be offered work').waitFor({ state: 'attached' });

    await marie.status('Online');
    await marie.isOffered('Ana Waits');
    assert.equal(await marie.accept.isEnabled(), true);
    await marie.acceptUntil('Ana Waits');
    await noOffer(marie);
    assert.equal(await marie.accept.isDisabled(), true);
    await ana.sees('Marie Lambert joined the conversation');
  });
});

test('S3_12_S3_15_a_reply_and_a_note_are_open_and_every_other_way_says_why_not', async () => {
  await photographed({ marie, ana }, async () => {
    const ways = marie.conversation.getByRole('tablist', { name: 'Write' });
    assert.deepEqual(await ways.getByRole('tab').allInnerTexts(), [
      'Reply',
      'Internal note',
      'E-mail',
      'Call',
    ]);
    for (const name of ['E-mail', 'Call']) {
      const way = ways.getByRole('tab', { name });
      assert.equal(await way.getAttribute('aria-disabled'), 'true');
      await way.hover();
      await marie.page.getByRole('tooltip').filter({ hasText: 'Not connected yet.' }).waitFor();
      assert.equal(await way.getAttribute('aria-selected'), 'false');
      await marie.log.hover();
      await marie.page.getByRole('tooltip').waitFor({ state: 'detached' });
    }
    await marie.write('Internal note', 'Nobody else reads this');
    await marie.send();
    await marie.sees('Nobody else reads this');
    await marie.write('Reply', 'Yes, I am here');
    await marie.send();
    await ana.sees('Yes, I am here');
    assert.equal(await ana.widget.getByText('Nobody else reads this').count(), 0);
    // The only choices are those four: none leads from messaging to a social channel.
    const composer = marie.page.getByRole('region', { name: 'Write' });
    assert.equal(await composer.getByRole('combobox').count(), 0);
    assert.equal(await composer.getByText(/WhatsApp|Messenger|Instagram|LINE|WeChat/).count(), 0);
  });
});

test('S3_23_both_sides_see_the_other_typing_and_how_far_a_message_came', async () => {
  await photographed({ marie, ana }, async () => {
    await marie.write('Reply', 'Let me look');
    await ana.widget.getByRole('status', { name: 'Marie Lambert is typing…' }).waitFor();
    await ana.box.pressSequentially('One moment');
    await marie.conversation.getByText('Ana Waits is typing').waitFor();
    await ana.widget.getByRole('button', { name: 'Send' }).click();
    await marie.sees('One moment');
    await ana.widget.getByText(/Seen$/).last().waitFor();

    const mark = (text, state) =>
      marie.log.getByRole('article').filter({ hasText: text }).getByText(state).waitFor();
    // The panel is shut: what comes reaches the device and is not read.
    await ana.widget.getByRole('button', { name: 'Close' }).click();
    await marie.send();
    await mark('Let me look', 'Delivered');
    await ana.launcher.click();
    await mark('Let me look', 'Read');

    await ana.page.goto('about:blank');
    await marie.write('Reply', 'Are you still there?');
    await marie.send();
    await mark('Are you still there?', 'Sent');
    await ana.page.goto(demo.urls.demo);
    await ana.launcher.click();
    await mark('Are you still there?', 'Read');
  });
});

test('S3_22_tabs_and_lists_show_which_conversation_is_active', async () => {
  const ben = await waiting('Ben Second', 'My lamp flickers');
  await photographed({ marie, ana, ben }, async () => {
    await marie.acceptUntil('Ben Second');
    // Once it has stood before her, it counts as read.
    await tab(marie, /^(?!.*new message).*Ben Second.*active/).waitFor();
    await ana.box.pressSequentially('Still here');
    await tab(marie, /Ana Waits.*typing…/).waitFor();
    await ana.widget.getByRole('button', { name: 'Send' }).click();
    await tab(marie, /Ana Waits.*new message/).waitFor();
    await marie.page.getByRole('tab', { name: 'Mine' }).click();
    await row(marie, /Ana Waits.*1 unread message/).waitFor();
    await tab(marie, /Ana Waits/).click();
    await marie.sees('Still here');
    await tab(marie, /^(?!.*new message).*Ana Waits.*active/).waitFor();
    await row(marie, /^(?!.*unread).*Ana Waits/).waitFor();

    await tab(marie, /Ben Second.*active/).click();
    await marie.write('Reply', 'Try another bulb');
    await marie.submitAs('Closed');
    await marie.sees('Open → Closed');
    await tab(marie, /^(?!.*(active|new message)).*Ben Second/).waitFor();
    await row(marie, 'Ben Second').waitFor({ state: 'detached' });
  });
  await ben.context.close();
});

test('S3_24_a_ticket_is_handed_to_a_colleague_with_a_note', async () => {
  await yannis.status('Transfers only');
  await photographed({ marie, yannis, ana }, async () => {
    await tab(marie, /Ana Waits/).click();
    await transfer(marie, /Yannis Petrou/, 'She asks about invoices');
    await yannis.open('Mine', 'Ana Waits');
    await yannis.sees(/She asks about invoices/);
    await yannis.write('Reply', 'Yannis here, I took over');
    await yannis.send();
    await ana.sees('Yannis here, I took over');
    assert.equal(await ana.widget.getByText('She asks about invoices').count(), 0);
    // Who gave it away reads on and may leave a note; replies are the colleague's.
    await marie.sees('Yannis here, I took over');
    await marie.page.getByRole('tab', { name: 'Reply' }).click();
    await marie.conversation.getByText('A colleague has this ticket: only they reply.').waitFor();
  });
});

test('S3_24_a_ticket_is_handed_to_a_group_and_offered_there', async () => {
  const billing = await agent(browser, demo, 'alex@example.com');
  await billing.status('Online');
  await photographed({ marie, yannis, billing, ana }, async () => {
    await transfer(yannis, 'Billing', 'An invoice of May');
    await billing.acceptUntil('Ana Waits');
    await billing.sees(/An invoice of May/);
    // Marie is online, but not in that group.
    assert.equal(await marie.accept.isDisabled(), true);
    await row(yannis, 'Ana Waits').waitFor({ state: 'detached' });

    await yannis.status('Offline');
    await transfer(billing, /Yannis Petrou.*Offline/, '');
    await billing.page.getByText('Yannis Petrou is offline. Transfer anyway?').waitFor();
    await billing.page.getByRole('button', { name: 'Transfer anyway' }).click();
    await row(yannis, 'Ana Waits').waitFor();
  });
  await billing.status('Offline');
  await billing.context.close();
});

test('S3_9_who_declines_is_passed_over_and_the_next_one_is_asked', async () => {
  await yannis.status('Online');
  const dora = await waiting('Dora Third', 'Which bulb fits?');
  await photographed({ marie, yannis, dora }, async () => {
    // Who is asked first is the router's choice: whoever has been idle longest.
    const [first, second] = await Promise.race([
      marie.isOffered('Dora Third').then(() => [marie, yannis]),
      yannis.isOffered('Dora Third').then(() => [yannis, marie]),
    ]);
    assert.equal(await second.accept.isDisabled(), true, 'both were asked at once');
    await first.decline.click();
    await second.isOffered('Dora Third');
    await noOffer(first);
    await second.acceptUntil('Dora Third');
    await dora.sees(/^(Marie Lambert|Yannis Petrou) joined the conversation$/);
    await second.write('Reply', 'E27');
    await second.submitAs('Closed');
    await dora.sees('E27');
  });
  await dora.context.close();
});

test('S3_8_with_broadcast_everybody_is_asked_and_of_two_accepts_one_wins', async () => {
  const { revision, entry } = await alex.get('admin/settings');
  const broadcast = { ...entry, routing: 'broadcast' };
  const changed = await alex.ask('PUT', 'admin/settings', broadcast, { 'if-match': `"${revision}"` });
  assert.equal(changed.status, 200);
  const emil = await waiting('Emil Fourth', 'Two at once');
  await photographed({ marie, yannis, emil }, async () => {
    await Promise.all([marie.isOffered('Emil Fourth'), yannis.isOffered('Emil Fourth')]);
    // By the event itself: a click that waits for the button would wait for ever where the other was faster.
    await Promise.all([marie.accept.dispatchEvent('click'), yannis.accept.dispatchEvent('click')]);
    await Promise.all([noOffer(marie), noOffer(yannis)]);
    const joined = emil.widget
      .getByRole('log')
      .getByText(/^(Marie Lambert|Yannis Petrou) joined the conversation$/);
    await joined.waitFor();
    const marieWon = (await joined.innerText()).startsWith('Marie');
    const [winner, loser] = marieWon ? [marie, yannis] : [yannis, marie];
    await winner.page.getByRole('heading', { name: 'Emil Fourth', level: 1 }).waitFor();
    assert.equal(await joined.count(), 1);
    await winner.page.getByRole('tab', { name: 'Mine' }).click();
    await row(winner, 'Emil Fourth').waitFor();
    await loser.page.getByRole('tab', { name: 'Mine' }).click();
    await row(loser, 'Emil Fourth').waitFor({ state: 'detached' });
  });
  await emil.context.close();
});

test('S3_9_the_status_menu_offers_four_states_and_keeps_the_choice', async () => {
  await photographed({ marie }, async () => {
    await marie.bar.getByRole('button', { name: 'Status' }).click();
    const item = (name) => marie.page.getByRole('menuitem', { name, exact: true });
    for (const name of ['Online', 'Away', 'Transfers only', 'Offline']) await item(name).waitFor();
    assert.equal(await item('Online').getAttribute('aria-current'), 'true');
    await item('Away').click();
    await status(marie, 'Away');
    await marie.page.reload();
    await status(marie, 'Away');
  });
});
