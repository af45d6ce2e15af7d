/** What an agent knows before the first word: where it came from, what the bot heard, what was before. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { serveHostPage } from '../src/host_page.mjs';
import { agent, PATIENCE, visit, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;
let marie;
let ana;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  await clearQueue(demo);
  [marie, ana] = await Promise.all([agent(browser, demo, 'marie@example.com'), visitor(browser, demo)]);
  await marie.status('Online');
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Every message can be copied; nothing else of a bot's can be pressed. */
const NO_TOOL = /^(?!Copy)/;

/** The value that stands beside a name. */
const fact = (panel, name) =>
  panel
    .locator('dl > div')
    .filter({ has: panel.page().getByText(name, { exact: true }) })
    .locator('dd');

test('S3_4_S3_16_S3_17_the_talk_with_the_bot_is_there_as_plain_text', async () => {
  await photographed({ marie, ana }, async () => {
    await ana.say('Chauffe-t-il une grande pièce ?');
    await ana.choose('Product question');
    await ana.choose('Ask about Ember');
    await ana.fill({ 'Your name': 'Ana Duarte', 'Your e-mail': 'ana@mail.example' });
    await ana.sees('Somebody who knows the Ember stove well will answer.');

    await marie.acceptUntil('Ana Duarte');
    await marie.sees('Chauffe-t-il une grande pièce ?');
    await marie.sees('I am the assistant of Hearth & Home.');
    await marie.sees('What can we do for you?');
    await marie.sees('Somebody who knows the Ember stove well will answer.');
    // The carousel and its cards have become lines; nothing of them can be pressed.
    const cards = marie.log.getByRole('article').filter({ hasText: 'Which one is it about?' });
    for (const line of ['Ember stove', 'Dune lamp', 'Fjord armchair', 'Cast iron, 6 kW'])
      assert.match(await cards.innerText(), new RegExp(line));
    assert.equal(await cards.getByRole('button', { name: NO_TOOL }).count(), 0);
    // The author's mark stays; the cards themselves show no picture.
    assert.equal(await cards.getByRole('paragraph').getByRole('img').count(), 0);
    const options = marie.log.getByRole('article').filter({ hasText: 'What can we do for you?' });
    assert.match(
      await options.innerText(),
      /Where is my order\?[\s\S]*Product question[\s\S]*Talk to a human/,
    );
    assert.equal(await options.getByRole('button', { name: NO_TOOL }).count(), 0);
    await marie.log.getByText(/Handed over to Support as ticket #\d+/).waitFor();
    await marie.log.getByText('Marie Lambert accepted').waitFor();
  });
});

test('S3_11_the_header_names_the_channel', async () => {
  await marie.conversation.getByText('via Widget · Website').waitFor();
});

test('S3_6_S4_6_a_ticket_was_made_of_it', async () => {
  await marie.ticket.getByText(/^Ticket #\d+$/).waitFor();
  await marie.ticket.getByText('Chauffe-t-il une grande pièce ?').waitFor();
  await marie.ticket.getByRole('button', { name: 'Assignee: Marie Lambert (you)' }).waitFor();
  await marie.ticket.getByRole('button', { name: 'Group: Support' }).waitFor();
  await marie.ticket.getByText('product_question').waitFor();
  await marie.page.getByRole('tab', { name: 'Mine' }).click();
  await marie.page.getByRole('tabpanel').getByRole('button', { name: 'Ana Duarte' }).waitFor();
});

test('S3_18_what_the_bot_captured_is_in_the_customer_context', async () => {
  await marie.customer.getByRole('heading', { name: 'Ana Duarte' }).waitFor();
  await marie.customer.getByRole('heading', { name: 'Captured by the bot' }).waitFor();
  assert.equal(await fact(marie.customer, 'Your name').innerText(), 'Ana Duarte');
  assert.equal(await fact(marie.customer, 'Your e-mail').innerText(), 'ana@mail.example');
  assert.equal(await marie.customer.getByRole('link', { name: 'ana@mail.example' }).count(), 1);
  assert.match(await fact(marie.customer, 'Language').innerText(), /British English/);
});

test('S3_19_other_information_is_in_the_fields_of_the_ticket', async () => {
  const product = marie.ticket.getByLabel('Product', { exact: true }).first();
  await product.waitFor();
  assert.equal(await product.inputValue(), 'Ember stove');
});

test('S4_15_earlier_tickets_of_the_same_person_stand_beside_the_new_one', async () => {
  await photographed({ marie, ana }, async () => {
    await marie.write('Reply', 'Oui, jusqu’à 90 m².');
    await marie.submitAs('Closed');
    await ana.sees('Oui, jusqu’à 90 m².');
    await ana.say('Et pour commander ?');
    await ana.widget.getByText('What can we do for you?').nth(1).waitFor();
    await ana.choose('Where is my order?');
    // The address is known by now and not asked for again.
    await ana.fill({ 'Your name': 'Ana Duarte', 'Order number': 'HH-7' });
    await marie.acceptUntil('Ana Duarte');
    await marie.sees('Et pour commander ?');
    await marie.customer.getByRole('heading', { name: 'Earlier tickets' }).waitFor();
    await marie.customer.getByRole('button', { name: /#\d+ Chauffe-t-il une grande pièce/ }).waitFor();
    await marie.ticket.getByText(/^Follows ticket #\d+$/).waitFor();
    assert.equal(await marie.ticket.getByLabel('Order number').first().inputValue(), 'HH-7');
  });
});

test('S3_5_S4_8_requests_of_another_site_come_to_the_same_place', async () => {
  const alex = await desk(demo, 'alex@example.com');
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE);
  const site = await serveHostPage(demo, await alex.addIntegration({ name: 'Outlet' }));
  const olga = await visit(context, site.address);
  await photographed({ marie, olga }, async () => {
    await olga.askForHuman('Olga Outlet', 'Is this still in stock?');
    await marie.acceptUntil('Olga Outlet');
    await marie.conversation.getByText('via Widget · Outlet').waitFor();
    await marie.write('Reply', 'The last one.');
    await marie.send();
    await olga.sees('The last one.');
    for (const name of ['Ana Duarte', 'Olga Outlet'])
      await marie.page.getByRole('tabpanel').getByRole('button', { name }).first().waitFor();
  });
  await context.close();
  await site.close();
});
