/** Several ways to write at once, a live chat among them: one desk, one Accept, one list, and each its own rules. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { drop } from '../src/files.mjs';
import { serveHostPage } from '../src/host_page.mjs';
import { agent, PATIENCE, visit, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;
let alex;
let marie;
let chatSite;
let helpSite;
const sites = [];
const opened = [];

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  await clearQueue(demo);
  alex = await desk(demo, 'alex@example.com');
  const chat = await alex.addIntegration({ kind: 'chat', name: 'Live help', widget: { uploads: false } });
  const help = await alex.addIntegration({ name: 'Help centre' });
  [chatSite, helpSite, marie] = await Promise.all([
    serve(chat),
    serve(help),
    agent(browser, demo, 'marie@example.com'),
  ]);
  await marie.status('Online');
});
after(async () => {
  await browser?.close();
  await Promise.all(sites.map((site) => site.close()));
  await demo?.stop();
});

async function serve(integration) {
  const site = await serveHostPage(demo, integration);
  sites.push(site);
  return site;
}

/** Somebody on one of the sites. */
async function on(site) {
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE);
  opened.push(context);
  return visit(context, site.address);
}
const row = (name) => marie.page.getByRole('tabpanel').getByRole('button', { name }).first();

test('S3_9_S3_10_one_and_the_same_accept_serves_a_live_chat_and_a_message', async () => {
  const [carl, mia] = [await on(chatSite), await visitor(browser, demo)];
  opened.push(mia.context);
  await photographed({ marie, carl, mia }, async () => {
    assert.equal(await marie.accept.isDisabled(), true, 'there is work before anybody came');
    const there = await marie.accept.boundingBox();
    await carl.askForHuman('Carl Chats', 'Is somebody there right now?');
    await marie.isOffered('Carl Chats', 'Chat');
    assert.equal(await marie.bar.getByRole('button', { name: 'Accept' }).count(), 1);
    await marie.accept.click();
    await marie.page.getByRole('heading', { name: 'Carl Chats', level: 1 }).waitFor();
    await marie.conversation.getByText('via Chat · Live help').waitFor();

    await mia.askForHuman('Mia Writes', 'Whenever you find the time');
    await marie.isOffered('Mia Writes', 'Widget');
    const then = await marie.accept.boundingBox();
    // Its right edge is where it was: a hand finds it without looking.
    assert.ok(Math.abs(there.x + there.width - then.x - then.width) <= 1, 'the button has moved');
    await marie.accept.click();
    await marie.page.getByRole('heading', { name: 'Mia Writes', level: 1 }).waitFor();
    await marie.conversation.getByText('via Widget · Website').waitFor();
    // With nothing more to take it is inactive again, for the one as for the other.
    await marie.decline.waitFor({ state: 'detached' });
    assert.equal(await marie.accept.isDisabled(), true);
  });
});

test('S4_2_S4_5_S4_8_website_help_centre_and_live_chat_are_answered_in_one_interface', async () => {
  const hal = await on(helpSite);
  await photographed({ marie, hal }, async () => {
    await hal.askForHuman('Hal Helped', 'The guide says otherwise');
    await marie.acceptUntil('Hal Helped');
    await marie.conversation.getByText('via Widget · Help centre').waitFor();
    await marie.page.getByRole('tab', { name: 'Mine' }).click();
    for (const name of ['Carl Chats', 'Mia Writes', 'Hal Helped']) {
      await row(name).click();
      await marie.page.getByRole('heading', { name, level: 1 }).waitFor();
      await marie.write('Reply', `Good day, ${name}`);
      await marie.send();
      await marie.sees(`Good day, ${name}`);
    }
    await hal.sees('Good day, Hal Helped');
  });
});

test('S3_21_the_lists_hold_tickets_of_every_channel_and_follow_what_becomes_of_them', async () => {
  const nora = await on(chatSite);
  await photographed({ marie, nora }, async () => {
    await marie.status('Away');
    await nora.askForHuman('Nora Listed', 'I am in a hurry');
    await marie.list('Unassigned');
    await row('Nora Listed').click();
    await marie.conversation.getByRole('button', { name: 'Take' }).click();
    await row('Nora Listed').waitFor({ state: 'detached' });
    await marie.list('Mine');
    await row('Nora Listed').waitFor();
    await marie.write('Reply', 'It is done');
    await marie.submitAs('Closed');
    await row('Nora Listed').waitFor({ state: 'detached' });
    await marie.list('Recently solved or closed');
    await row('Nora Listed').waitFor();
  });
  await marie.status('Online');
});

test('S3_20_a_channel_leads_to_its_group_and_marks_its_tickets', async () => {
  const { entries } = await alex.get('admin/groups');
  const group = entries.find(({ entry }) => entry.name === 'Billing').entry.id;
  const site = await serve(await alex.addIntegration({ kind: 'chat', name: 'Invoices', flow: null, group }));
  const billing = await agent(browser, demo, 'alex@example.com');
  await billing.status('Online');
  const ivo = await on(site);
  await photographed({ marie, billing, ivo }, async () => {
    await ivo.say('My invoice is wrong');
    await ivo.fill({ Name: 'Ivo Invoice', 'E-mail': 'ivo@mail.example' });
    await billing.isOffered('Ivo Invoice', 'Chat');
    assert.equal(await marie.accept.isDisabled(), true, 'another group was asked');
    await billing.acceptUntil('Ivo Invoice');
    await billing.sees('My invoice is wrong');
    await billing.ticket.getByRole('button', { name: 'Group: Billing' }).waitFor();
    await billing.ticket.getByText('chat', { exact: true }).waitFor();
    await billing.write('Reply', 'It has been put right');
    await billing.submitAs('Closed');
  });
  await billing.status('Offline');
  await billing.context.close();
});

test('S3_31_what_live_chat_allows_of_files_does_not_hold_for_messages', async () => {
  const [carl, hal] = [await on(chatSite), await on(helpSite)];
  const clip = (person) => person.widget.getByRole('button', { name: 'Attach a file' });
  await photographed({ carl, hal }, async () => {
    await clip(hal).waitFor();
    assert.equal(await clip(carl).count(), 0, 'the chat offers what it may not');
    await drop(carl.widget.getByRole('log'), [{ name: 'no.txt', mimeType: 'text/plain', text: 'no' }]);
    assert.equal(await carl.widget.getByText('no.txt').count(), 0);
    await drop(hal.widget.getByRole('log'), [{ name: 'yes.txt', mimeType: 'text/plain', text: 'yes' }]);
    await hal.widget.getByRole('button', { name: 'Remove yes.txt' }).waitFor();
  });
});

test('S3_25_after_a_close_the_bot_meets_the_next_word_in_a_live_chat_as_well', async () => {
  const lea = await on(chatSite);
  await photographed({ marie, lea }, async () => {
    await lea.askForHuman('Lea Again', 'Quick question');
    await marie.acceptUntil('Lea Again');
    await marie.write('Reply', 'Quick answer');
    await marie.submitAs('Closed');
    await lea.sees('Quick answer');
    await lea.say('And one more');
    await lea.widget.getByText('I am the assistant of Hearth & Home.').nth(1).waitFor();
    await lea.widget.getByText('What can we do for you?').nth(1).waitFor();
    assert.equal(await marie.accept.isDisabled(), true, 'somebody was called before the bot had asked');
  });
});

test('S4_3_who_needs_nobody_is_served_by_the_bot_and_who_does_reaches_an_agent', async () => {
  const self = await on(helpSite);
  await photographed({ marie, self }, async () => {
    await self.say('What does the stove heat?');
    await self.choose('Product question');
    // What the card says is all that was wanted; nobody has been called.
    await self.sees('Cast iron, 6 kW, for rooms up to 90 m².');
    assert.equal(await marie.accept.isDisabled(), true);
    await self.say('Talk to a human');
    await self.sees('A colleague will be with you in a moment.');
    await marie.acceptUntil('Visitor');
    await marie.sees('What does the stove heat?');
  });
});

test('S4_4_S4_6_both_sides_read_what_was_before_and_the_ticket_is_followed_up_later', async () => {
  const pia = await on(helpSite);
  await photographed({ marie, pia }, async () => {
    await pia.askForHuman('Pia Later', 'It has to be looked into');
    await marie.acceptUntil('Pia Later');
    await marie.write('Reply', 'I have to ask the workshop');
    await marie.submitAs('Pending');
    await pia.sees('I have to ask the workshop');
    await marie.page.reload();
    await marie.open('Mine', 'Pia Later');
    for (const text of ['It has to be looked into', 'I have to ask the workshop']) await marie.sees(text);
    await pia.comeBack();
    for (const text of ['It has to be looked into', 'I have to ask the workshop']) await pia.sees(text);
    await marie.write('Reply', 'The workshop says yes');
    await marie.submitAs('Solved');
    await pia.sees('The workshop says yes');
    await marie.sees('Pending → Solved');
  });
  await Promise.all(opened.map((context) => context.close()));
});
