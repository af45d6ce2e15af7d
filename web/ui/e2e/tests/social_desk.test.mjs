/** Social channels as agents meet them: a customer with a telephone, the account, the window, and one customer of two. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { isBuilt, startDemo } from '../src/demo.mjs';
import { agent } from '../src/people.mjs';
import { account, age, phone } from '../src/phone.mjs';
import { SIZES } from '../src/scenes/all.mjs';
import { resized } from '../src/shown.mjs';
import * as stage from '../stage/desk.mjs';
import { openStage } from '../stage/look.mjs';

describe('a customer on WhatsApp', { skip: !isBuilt && 'build the program first' }, () => {
  let demo;
  let browser;
  let ana;
  let whatsapp;
  let marie;
  before(async () => {
    demo = await startDemo();
    browser = await launch();
    ana = phone(demo, 'ana');
    whatsapp = await account(demo, 'whatsapp');
    marie = await agent(browser, demo, 'marie@example.com');
    await ana.write(whatsapp.id, 'Bonjour, ma commande n’est pas arrivée');
    await ana.reads('Talk to a human');
    await ana.asksForHuman(whatsapp.id, 'Ana Silva');
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test('S1_12_S1_13_S1_47_the_reply_names_channel_and_account', async () => {
    const { page } = marie;
    await marie.open('Unassigned', 'Ana Silva');
    await page.getByRole('button', { name: 'Take', exact: true }).first().click();
    const reply = page.getByRole('tab', { name: /^Reply with social messaging/ });
    await reply.waitFor();
    assert.match(await reply.innerText(), /WhatsApp/);
    await isReachable(page, 'a conversation on WhatsApp');
  });

  test('S3_12_in_any_window_every_way_of_answering_stands_whole_and_the_account_s_number_with_it', async () => {
    const { page } = marie;
    const ways = page.getByRole('tablist', { name: 'Write' });
    const number = ways.getByText(/^\d{8,}$/);
    for (const [width, height] of SIZES) {
      await resized(page, width, height);
      const room = await ways.boundingBox();
      const all = [...(await ways.getByRole('tab').all()), number];
      assert.equal(all.length, 5);
      for (const one of all) {
        const place = await one.boundingBox();
        const end = place.x + place.width;
        assert.ok(place.x >= room.x && end <= room.x + room.width, `${await one.innerText()} at ${width}`);
        assert.ok(await one.evaluate((it) => it.scrollWidth <= it.clientWidth + 1 || it.clientWidth === 0));
      }
    }
    await resized(page, ...SIZES[0]);
  });

  test('S1_16_S1_24_S1_25_S1_26_the_ticket_has_its_tags_and_the_channel_info', async () => {
    const info = marie.ticket.getByRole('region', { name: 'Social messaging channel info' });
    await info.getByText('WhatsApp', { exact: true }).waitFor();
    await info.getByText(whatsapp.settings.phone_number_id).waitFor();
    const text = await info.innerText();
    for (const secret of Object.values(whatsapp.secrets)) assert.ok(!text.includes(secret), 'no secrets');
    for (const tag of ['messaging_support', 'whatsapp'])
      await marie.ticket.getByRole('button', { name: `Remove the tag ${tag}` }).waitFor();
  });

  test('S1_15_S1_22_S1_23_the_customer_card_has_what_the_channel_told', async () => {
    const info = marie.customer.getByRole('region', { name: 'Social messaging user info' });
    await info.getByText('Phone', { exact: true }).waitFor();
    assert.match(await info.innerText(), /\+\d{8,}/);
  });

  test('S1_3_S1_52_the_reply_arrives_on_the_telephone', async () => {
    const { page } = marie;
    await page.getByRole('tab', { name: /^Reply with social messaging/ }).click();
    await page.getByRole('textbox', { name: 'Reply' }).fill('Je regarde cela tout de suite.');
    await marie.send();
    await ana.reads('Je regarde cela tout de suite.');
  });

  test('what_whatsapp_does_not_take_is_said_before_and_after_it_is_sent', async () => {
    const { page } = marie;
    const write = page.getByRole('region', { name: 'Write' });
    const buffer = Buffer.from('size,left\n38,2\n');
    await write
      .locator('input[type=file]')
      .setInputFiles({ name: 'stock.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('textbox', { name: 'Reply' }).fill('Voici la liste.');
    const told = write.getByRole('status', { name: 'How it will arrive' });
    await told.getByText('On WhatsApp: stock.csv as a link for 3 days').waitFor();
    await isReachable(page, 'a reply that will not arrive as it is');
    await marie.send();
    await told.waitFor({ state: 'hidden' });
    await marie.log.getByText('On WhatsApp: file as a link').waitFor();
    await ana.reads('stock.csv (15 B): http');
    await page.getByRole('textbox', { name: 'Reply' }).fill('Autre chose ?');
    await marie.send();
    await ana.reads('Autre chose ?');
    const changed = await marie.log.getByText('On WhatsApp:').allInnerTexts();
    const ofTheBot = 'On WhatsApp: buttons as a menu';
    assert.deepEqual(changed, [ofTheBot, 'On WhatsApp: file as a link'], 'what went as it is has no line');
  });

  test('S1_57_the_log_says_that_an_attempt_was_made', async () => {
    const { page } = marie;
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('menuitem', { name: 'Events' }).click();
    const log = page.getByRole('region', { name: 'Event log' });
    await log.getByText('Marie Lambert’s message was sent to WhatsApp').last().waitFor();
    await page.getByRole('button', { name: 'Events' }).click();
    await page.getByRole('menuitem', { name: 'Conversation' }).click();
  });

  test('S1_53_S1_54_S1_55_a_late_reply_fails_with_the_reason_and_the_status_holds', async () => {
    const { page } = marie;
    await age(demo, whatsapp.id, 'ana', 25 * 3_600_000);
    await page.getByRole('textbox', { name: 'Reply' }).fill('Trop tard ?');
    await marie.submitAs('Pending');
    await page
      .getByText(/^Not delivered to Ana/)
      .first()
      .waitFor();
    const place = await page
      .getByText(/^Not delivered to Ana/)
      .first()
      .boundingBox();
    assert.ok(place.x > 720 && place.y < 300, `upper right, not at ${JSON.stringify(place)}`);
    // It lies over nothing that one filters or goes back with; pointed at, it stays.
    await page
      .getByText(/^Not delivered to Ana/)
      .first()
      .hover();
    for (const [width, height] of SIZES) {
      await resized(page, width, height);
      await page.getByRole('button', { name: 'All', exact: true }).click({ trial: true });
      if (width < 760) await page.getByRole('button', { name: 'Back', exact: true }).click({ trial: true });
    }
    await resized(page, ...SIZES[0]);
    await marie.ticket.getByText('Pending').first().waitFor();
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('menuitem', { name: 'Events' }).click();
    const log = page.getByRole('region', { name: 'Event log' });
    await log
      .getByText(/^Not delivered: /)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Events' }).click();
    await page.getByRole('menuitem', { name: 'Conversation' }).click();
  });

  test('S1_27_S1_28_removing_the_tags_is_asked_about', async () => {
    const { page } = marie;
    await marie.ticket.getByRole('button', { name: 'Remove the tag whatsapp' }).click();
    const asked = page.getByRole('dialog', { name: 'Remove this tag?' });
    await asked.getByText(/“whatsapp”/).waitFor();
    await isReachable(page, 'the question about a tag');
    await asked.getByRole('button', { name: 'Keep' }).click();
    await marie.ticket.getByRole('button', { name: 'Remove the tag messaging_support' }).click();
    await page
      .getByRole('dialog')
      .getByText(/“messaging_support”/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  });

  test('S1_21_S1_46_an_agent_merges_one_customer_into_another', async () => {
    const telegram = await account(demo, 'telegram');
    await ana.write(telegram.id, 'It is me again');
    const { page } = marie;
    await marie.customer.getByRole('button', { name: 'Merge into another customer…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox', { name: 'Find the customer who stays' }).fill('Ana');
    const found = dialog.getByRole('listitem').getByRole('button').first();
    await found.waitFor();
    await isReachable(page, 'looking for the customer who stays');
    await found.click();
    await dialog.getByText('What is kept').waitFor();
    // Both may be called the same: each is told by the channel and the address that it came by.
    for (const known of [/^Telegram · .+ · .+/, /^WhatsApp · .+ · \+\d+/])
      await dialog.getByText(known).waitFor();
    assert.equal(await dialog.getByText(/^Known since /).count(), 2);
    await isReachable(page, 'two customers to be made one');
    await dialog.getByRole('button', { name: /^Merge into / }).click();
    await dialog.waitFor({ state: 'detached' });
    await marie.log
      .getByText('This is a customer you know; the conversation is theirs from here on')
      .waitFor();
    const info = marie.customer.getByRole('region', { name: 'Social messaging user info' });
    await info
      .getByText(/WhatsApp/)
      .first()
      .waitFor();
    await info
      .getByText(/Telegram|Messenger/)
      .first()
      .waitFor();
  });
});

test('S1_53_outside_of_the_window_a_template_is_filled_in_and_sent', async () => {
  const browser = await launch();
  const reply_to = {
    integration: '0123456789abcdef01234567',
    name: 'Support France',
    channel: 'whatsapp',
    number: '+1 555 0100',
    info: {},
  };
  const closed = (made) => ({
    ...made,
    head: { ...made.head, reply_to, window_closes_at: stage.welcome.now - 1 },
  });
  const { page, context, asked } = await openStage(browser, { size: 'wide', change: closed });
  page.setDefaultTimeout(15_000);
  await page.route('**/templates', (route) =>
    route.fulfill({
      json: {
        templates: [
          { name: 'order_update', language: 'en_US', body: 'Hello {{1}}, order {{2}} left.', parameters: 2 },
        ],
      },
    }),
  );
  await page.goto(`/workspace/#/c/${stage.id(1)}`);
  await page.getByRole('tab', { name: /^Reply with social messaging/ }).click();
  await page.getByRole('button', { name: 'Send a template' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send a template' });
  await dialog.getByText('Hello Value 1, order Value 2 left.').waitFor();
  await dialog.getByRole('button', { name: 'Send the template' }).click();
  await dialog.getByText('Fill in every value.').waitFor();
  await dialog.getByRole('textbox', { name: 'Value 1' }).fill('Ana');
  await dialog.getByRole('textbox', { name: 'Value 2' }).fill('48213');
  await dialog.getByText('Hello Ana, order 48213 left.').waitFor();
  await isReachable(page, 'a template');
  await dialog.getByRole('button', { name: 'Send the template' }).click();
  await page.waitForFunction(() => true);
  const sent = asked().find((command) => command.do === 'send_template');
  assert.deepEqual(sent?.parameters, ['Ana', '48213']);
  await context.close();
  await browser.close();
});
