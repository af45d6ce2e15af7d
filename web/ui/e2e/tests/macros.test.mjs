/** Macros: made by an admin, applied by agents to social and widget tickets, submitted as one. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin } from '../src/admin.mjs';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { isBuilt, startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { agent, visitor } from '../src/people.mjs';
import { account, age, phone } from '../src/phone.mjs';
import { photographed } from '../src/photographed.mjs';
import * as stage from '../stage/desk.mjs';
import { openStage } from '../stage/look.mjs';

describe('macros', { skip: !isBuilt && 'build the program first' }, () => {
  let demo;
  let browser;
  let ana;
  let whatsapp;
  let marie;
  let alex;
  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launch()]);
    await clearQueue(demo);
    ana = phone(demo, 'ana');
    whatsapp = await account(demo, 'whatsapp');
    [marie, alex] = await Promise.all([
      agent(browser, demo, 'marie@example.com'),
      desk(demo, 'alex@example.com'),
    ]);
    await ana.write(whatsapp.id, 'Where is my parcel?');
    await ana.reads('Talk to a human');
    await ana.asksForHuman(whatsapp.id, 'Ana Silva');
    await marie.open('Unassigned', 'Ana Silva');
    await marie.page.getByRole('button', { name: 'Take', exact: true }).first().click();
    await marie.page.getByRole('tab', { name: /^Reply with social messaging/ }).waitFor();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const menu = () => marie.page.getByRole('dialog', { name: 'Macros' });
  const strip = () => marie.page.getByRole('region', { name: 'Prepared by a macro' });
  const box = () => marie.page.getByRole('textbox', { name: 'Reply' });
  const tag = (name) => marie.ticket.getByRole('button', { name: `Remove the tag ${name}` });
  const choose = async (name) => {
    await marie.page.getByRole('button', { name: 'Apply a macro' }).click();
    await menu().getByRole('combobox', { name: 'Find a macro' }).fill(name);
    await menu().getByRole('option', { name }).click();
  };
  const apply = async (name) => {
    await choose(name);
    await menu().getByRole('button', { name: 'Apply', exact: true }).click();
    await menu().waitFor({ state: 'detached' });
    await strip().waitFor();
  };

  test('S3_21_an_admin_makes_a_macro_and_what_is_wrong_with_it_is_said_before', async () => {
    const page = await admin(browser, demo, 'objects/macros');
    await photographed({ page }, async () => {
      await page.link('Parcel on its way').waitFor();
      await isReachable(page.page, 'the list of macros');
      await page.link('New macro').click();
      await page.heading('New macro').waitFor();
      await page.box('Name').fill('Merci');
      await page.button('Create').click();
      await page.sees('Write something, or change something in the ticket.');
      await isReachable(page.page, 'a macro that does nothing');
      await page.box('Text').fill('Merci {{first_name || à vous}}, ticket {{ticket}}. {{agent}}');
      await page.page.getByRole('combobox', { name: 'Submit as' }).click();
      await page.page.getByRole('option', { name: 'Solved', exact: true }).click();
      await page.page.getByLabel('Add tags').fill('merci');
      await page.page.getByLabel('Add tags').press('Enter');
      await page.button('Create').click();
      await page.sees('The macro was created.');
      await page.heading('Merci').waitFor();
      await isReachable(page.page, 'a macro');
      const { macros } = await alex.get('macros');
      const made = macros.find(({ name }) => name === 'Merci');
      assert.deepEqual([made.status, made.changes.add_tags], ['solved', ['merci']]);
      assert.deepEqual(page.complaints, []);
    });
    await page.context.close();
  });

  test('S1_49_a_macro_fills_the_composer_and_nothing_happens_before_submit', async () => {
    await photographed({ marie }, async () => {
      await box().fill('Bonjour,');
      await choose('Merci');
      const preview = menu().getByRole('region', { name: 'What it does' });
      await preview.getByText('Merci customer’s first name, ticket ticket number.').waitFor();
      await preview.getByText('Submit as Solved').waitFor();
      await isReachable(marie.page, 'the menu of macros');
      await menu().getByRole('button', { name: 'Apply', exact: true }).click();
      await strip().getByText('Macro Merci').waitFor();
      await strip().getByText('+ merci').waitFor();
      assert.match(await box().inputValue(), /^Bonjour,\nMerci Ana, ticket \d+\. Marie Lambert$/);
      await isReachable(marie.page, 'what a macro prepared');
      assert.equal(await tag('merci').count(), 0, 'the ticket is as it was');

      await strip().getByRole('button', { name: 'Discard what the macro prepared' }).click();
      await strip().waitFor({ state: 'detached' });
      assert.equal(await box().inputValue(), 'Bonjour,', 'and so is what was typed');
      await marie.page.getByRole('button', { name: /^Submit as Open/ }).waitFor();
    });
  });

  test('S1_49_S1_50_S1_51_within_the_24_hours_reply_status_and_tags_go_together', async () => {
    await photographed({ marie }, async () => {
      await box().fill('');
      await apply('Merci');
      const written = await box().inputValue();
      await marie.page.getByRole('button', { name: 'Submit as Solved' }).click();
      await ana.reads(written);
      await tag('merci').waitFor();
      await marie.ticket.getByText('Solved').first().waitFor();
      await strip().waitFor({ state: 'detached' });
    });
  });

  test('S1_50_after_the_24_hours_the_reply_fails_and_what_becomes_of_the_ticket_holds', async () => {
    await photographed({ marie }, async () => {
      await age(demo, whatsapp.id, 'ana', 25 * 3_600_000);
      await apply('Ask for a photo');
      await marie.page.getByRole('button', { name: 'Submit as Pending' }).click();
      await marie.page
        .getByText(/^Not delivered to Ana/)
        .first()
        .waitFor();
      await tag('damaged').waitFor();
      await marie.ticket.getByText('Pending').first().waitFor();
      const priority = marie.ticket.getByRole('combobox', { name: 'Priority' });
      await marie.page.waitForFunction((box) => box.value === 'High', await priority.elementHandle());
    });
  });

  test('S3_21_on_a_widget_ticket_a_macro_is_applied_by_keyboard_and_passes_it_on', async () => {
    const ben = await visitor(browser, demo);
    await ben.askForHuman('Ben Widget', 'I paid twice');
    await photographed({ marie, ben }, async () => {
      await marie.open('Unassigned', 'Ben Widget');
      await marie.ticket.getByRole('button', { name: 'Take' }).click();
      await marie.ticket.getByRole('button', { name: /^Assignee: Marie/ }).waitFor();
      const { keyboard } = marie.page;
      await keyboard.press('Alt+x');
      await menu().getByRole('combobox', { name: 'Find a macro' }).waitFor();
      await keyboard.type('billing');
      await menu().getByRole('option', { name: 'To Billing', selected: true }).waitFor();
      await keyboard.press('Enter');
      await strip().getByText('To the group Billing').waitFor();
      const note = marie.page.getByRole('textbox', { name: 'Internal note' });
      assert.match(await note.inputValue(), /^Order .*: please check the payment\.$/);
      await marie.page.getByRole('button', { name: 'Submit as Open' }).click();
      await marie.ticket.getByRole('button', { name: /^Group: Billing/ }).waitFor();
      await tag('payment').waitFor();
      await marie.sees('please check the payment');
      assert.equal(await ben.count(/please check the payment/), 0, 'a note is for colleagues');
    });
    await ben.context.close();
  });

  test('admin_two_admins_at_one_macro_overwrite_nothing', async () => {
    const first = await admin(browser, demo, 'objects/macros');
    await photographed({ first }, async () => {
      await first.link('Ask for a photo').click();
      await first.heading('Ask for a photo').waitFor();
      await alex.configure(
        'macros',
        ({ name }) => name === 'Ask for a photo',
        ({ id: _, ...body }) => ({ ...body, description: 'Theirs' }),
      );
      await first.box('Description').fill('Mine');
      await first.button('Save').click();
      await first.sees('Nothing is lost.');
      await isReachable(first.page, 'two versions of a macro');
      const { macros } = await alex.get('macros');
      assert.equal(macros.find(({ name }) => name === 'Ask for a photo').description, 'Theirs');
    });
    await first.context.close();
  });

  test('admin_a_macro_that_is_not_active_is_found_by_nobody_and_can_be_removed', async () => {
    const first = await admin(browser, demo, 'objects/macros');
    await photographed({ first }, async () => {
      await first.link('Merci').click();
      await first.heading('Merci').waitFor();
      await first.page.getByRole('switch', { name: 'Active' }).click();
      await first.save();
      const named = async () => (await alex.get('macros')).macros.map(({ name }) => name);
      assert.ok(!(await named()).includes('Merci'));
      await first.button('Remove the macro').click();
      const sure = first.page.getByRole('dialog', { name: 'Remove the macro Merci?' });
      await sure.getByRole('button', { name: 'Remove', exact: true }).click();
      await first.sees('The macro Merci was removed.');
      await first.link('Parcel on its way').waitFor();
      assert.equal(await first.link('Merci').count(), 0);
    });
    await first.context.close();
  });
});

test('S1_50_in_a_closed_window_the_macros_reply_is_kept_the_reason_is_told_and_the_changes_can_be_submitted', async () => {
  const browser = await launch();
  const closed = (made) => ({
    ...made,
    head: { ...made.head, window_closes_at: stage.welcome.now - 1 },
  });
  const { page, context, asked } = await openStage(browser, { size: 'narrow', change: closed });
  page.setDefaultTimeout(15_000);
  const changes = { priority: null, assign: null, add_tags: ['thanked'], remove_tags: [], fields: [] };
  const macro = {
    id: 1,
    name: 'Thanks',
    description: '',
    scope: { for: 'global' },
    active: true,
    reply: { text: 'Thank you, {{name}}.', internal: false },
    status: 'solved',
    changes,
  };
  await page.route('**/desk/v1/macros', (route) => route.fulfill({ json: { macros: [macro] } }));
  await page.route('**/desk/v1/macros/1/applied?**', (route) =>
    route.fulfill({
      json: {
        id: 1,
        name: 'Thanks',
        reply: { text: 'Thank you, Ana.', internal: false },
        status: 'solved',
        changes,
        left_out: [],
      },
    }),
  );
  await page.goto(`/workspace/#/c/${stage.id(1)}`);
  await page.getByRole('tab', { name: /^Reply/ }).click();
  await page.getByRole('button', { name: 'Apply a macro' }).click();
  const dialog = page.getByRole('dialog', { name: 'Macros' });
  await isReachable(page, 'the menu of macros on a telephone');
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  const strip = page.getByRole('region', { name: 'Prepared by a macro' });
  await strip.getByText(/^Its reply cannot be sent/).waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `nothing sticks out, not ${wide} pixels`);
  await isReachable(page, 'a macro in a closed window');
  await page.getByRole('button', { name: 'Submit as Solved' }).click();
  await strip.waitFor({ state: 'detached' });
  const submitted = asked().filter((command) => command.do === 'submit' || command.do === 'reply');
  assert.equal(submitted.length, 1, JSON.stringify(submitted));
  assert.deepEqual(
    [submitted[0].do, submitted[0].status, submitted[0].changes],
    ['submit', 'solved', changes],
  );
  await context.close();
  await browser.close();
});
