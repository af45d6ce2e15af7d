/** Admin centre › Channels › Social channels: connecting accounts, the doctor, and what found no way. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin } from '../src/admin.mjs';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { isBuilt, startDemo } from '../src/demo.mjs';
import { desk } from '../src/desk.mjs';
import { PNG } from '../src/files.mjs';
import { agent } from '../src/people.mjs';
import { account, eventually, fault, mend, phone } from '../src/phone.mjs';

describe('accounts of social channels', { skip: !isBuilt && 'build the program first' }, () => {
  let demo;
  let browser;
  let ana;
  let whatsapp;
  let alex;
  before(async () => {
    demo = await startDemo();
    browser = await launch();
    ana = phone(demo, 'ana');
    whatsapp = await account(demo, 'whatsapp');
    alex = await admin(browser, demo, 'channels/social');
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const open = async (of, tab) => {
    await alex.open('channels/social');
    const row = alex.page.getByRole('row').filter({ hasText: of.settings.display_phone_number });
    await row.getByRole('link').first().click();
    await alex.heading(of.name).waitFor();
    if (tab) await alex.page.getByRole('tab', { name: tab, exact: true }).click();
  };

  test('S1_1_the_list_shows_every_account_and_how_it_does', async () => {
    const row = alex.page.getByRole('row').filter({ hasText: whatsapp.name });
    await row.first().getByText('Working').waitFor();
    await isReachable(alex.page, 'the list of accounts');
  });

  test('S1_1_an_account_is_connected_and_what_is_missing_is_said', async () => {
    const { page } = alex;
    await alex.link('Connect an account').first().click();
    await page.getByRole('radio', { name: /^WhatsApp/ }).check({ force: true });
    await alex.box('Name').fill('Support Greece');
    await isReachable(page, 'a new account');
    await page
      .getByRole('button', { name: 'Create', exact: true })
      .or(page.getByRole('button', { name: 'Save', exact: true }))
      .first()
      .click();
    await alex.heading('Support Greece').waitFor();
    await page.getByText('Not connected').waitFor();
    const address = await page.getByRole('textbox', { name: 'Webhook address' }).inputValue();
    assert.match(address, /\/webhooks\/[0-9a-f]{24}$/);
    const word = await page.getByRole('textbox', { name: 'Verify token' }).inputValue();
    assert.match(word, /^[0-9a-f]{32}$/, 'a word of ours is drawn');
    await isReachable(page, 'a connection that is not filled in');
    const save = page
      .getByRole('button', { name: 'Create', exact: true })
      .or(page.getByRole('button', { name: 'Save', exact: true }))
      .first();
    await save.click();
    await page.getByText('This is needed.').first().waitFor();
    for (const [label, value] of [
      ['Phone number ID', '9999'],
      ['WhatsApp Business account ID', '8888'],
      ['Phone number', '+1 555 0199'],
    ])
      await page.getByRole('textbox', { name: new RegExp(`^${label}$`) }).fill(value);
    await page.getByLabel('Access token').first().fill('no such token');
    await page.getByLabel('App secret').first().fill('a secret that nobody knows');
    await save.click();
    // The provider does not know this number: that is told, and what was filled in is kept.
    await page.getByText(/Saved, but the provider did not take the webhook/).waitFor();
    await page.reload();
    await alex.heading('Support Greece').waitFor();
    const html = await page.content();
    assert.ok(
      !html.includes('a secret that nobody knows') && !html.includes(word),
      'secrets never come back',
    );
    assert.equal(await page.getByRole('textbox', { name: /^Phone number ID/ }).inputValue(), '9999');
  });

  test('the_check_says_what_is_right_and_what_to_do', async () => {
    const { page } = alex;
    await ana.write(whatsapp.id, 'Is anybody there?');
    await ana.reads('Talk to a human');
    await open(whatsapp, 'Check');
    const lines = page.getByRole('list', { name: 'Check of the connection' });
    await lines.getByText(/^The provider last called at /).waitFor();
    await lines.getByText('Access token').waitFor();
    await isReachable(page, 'the check of the connection');
    await fault(demo, whatsapp.id, { fault: 'forged', times: 1 });
    await ana.write(whatsapp.id, 'Hello?');
    await lines
      .getByText('None was refused.')
      .or(lines.getByText(/a signature was wrong/))
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Look again' }).click();
    await lines.getByText(/a signature was wrong/).waitFor();
    // The head of the page says no better of the account than the worst of these lines.
    await page.getByText('Something is wrong', { exact: true }).waitFor();
    assert.equal(await page.getByText('Working', { exact: true }).count(), 0);
    await mend(demo, whatsapp.id);
  });

  test('undelivered_messages_are_listed_sent_again_and_forgotten', async () => {
    const { page } = alex;
    const marie = await agent(browser, demo, 'marie@example.com');
    await ana.asksForHuman(whatsapp.id, 'Ana Silva');
    await marie.open('Unassigned', 'Ana Silva');
    await marie.page.getByRole('button', { name: 'Take', exact: true }).first().click();
    // For as long as it takes: showing that an agent reads and types asks the same interface.
    await fault(demo, whatsapp.id, { fault: 'refused', code: '131051', path: '/messages' });
    await marie.page.getByRole('textbox', { name: 'Reply' }).fill('Nobody will read this');
    await marie.send();
    await marie.page
      .getByText(/^Not delivered to Ana/)
      .first()
      .waitFor();
    await mend(demo, whatsapp.id);
    await open(whatsapp, 'Undelivered');
    const letters = page.getByRole('list', { name: 'Undelivered messages' });
    const letter = letters.getByRole('listitem').filter({ hasText: '131051' });
    await letter.waitFor();
    await letter.getByRole('link').waitFor();
    await isReachable(page, 'undelivered messages');
    await letter.getByRole('button', { name: /^Forget/ }).click();
    await page.getByText('No undelivered messages').or(letters).first().waitFor();
    await letter.waitFor({ state: 'detached' });
    await marie.context.close();
  });

  test('what_could_not_be_taken_in_is_tried_again', async () => {
    const { page } = alex;
    await fault(demo, whatsapp.id, { fault: 'media_gone' });
    await ana.send(whatsapp.id, 'image', 'door.png', PNG);
    const rest = await desk(demo, 'alex@example.com');
    const { accounts } = await rest.get('admin/channels');
    const { id } = accounts.find((one) => one.kind === 'whatsapp');
    await eventually(async () => {
      const { letters } = await rest.get(`admin/channels/${id}/dead-letters`);
      return letters.some(({ what }) => what.type === 'incoming');
    }, 'a letter');
    await open(whatsapp, 'Undelivered');
    const letter = page
      .getByRole('list', { name: 'Undelivered messages' })
      .getByRole('listitem')
      .filter({ hasText: 'Incoming' });
    await letter.getByText('The message was taken in without a file of it.').waitFor();
    await isReachable(page, 'a dead letter of what came in');
    await letter.getByRole('button', { name: /^Try again/ }).click();
    await page.getByText(/^It could not be taken in now either: /).waitFor();
    await mend(demo, whatsapp.id);
    await letter.getByRole('button', { name: /^Try again/ }).click();
    await page.getByText('It was taken in.').waitFor();
    await letter.waitFor({ state: 'detached' });
  });
});
