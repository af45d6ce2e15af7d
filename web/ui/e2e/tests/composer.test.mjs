/** The box under a conversation: shortcuts, emoji, drafts, and the whole story without a mouse. */
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
let ana;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  await clearQueue(demo);
  [marie, ana] = await Promise.all([agent(browser, demo, 'marie@example.com'), visitor(browser, demo)]);
  await ana.askForHuman('Ana Writes', 'My lamp is broken');
  await marie.open('Unassigned', 'Ana Writes');
  await marie.ticket.getByRole('button', { name: 'Take' }).click();
  await marie.ticket.getByRole('button', { name: /^Assignee: Marie/ }).waitFor();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const box = () => marie.page.getByRole('textbox', { name: 'Reply' });
/** Whether its beginning lies in the window of what scrolls. */
const seen = (one) => {
  const window = one.parentElement.parentElement.getBoundingClientRect();
  const { top } = one.getBoundingClientRect();
  return top >= window.top - 1 && top < window.bottom;
};
const menu = () => marie.page.getByRole('listbox', { name: 'Shortcuts' });
const written = async (text) => {
  await marie.page.waitForFunction(
    ([id, value]) => document.getElementById(id)?.value === value,
    ['composer-text', text],
  );
};

test('S3_13_a_slash_at_the_beginning_of_a_word_offers_shortcuts_and_enter_inserts_one', async () => {
  await photographed({ marie }, async () => {
    await box().click();
    await marie.page.keyboard.type('and/or ');
    assert.equal(await menu().count(), 0, 'within a word a slash is only a slash');
    await marie.page.keyboard.type('/');
    await menu().waitFor();
    assert.ok((await menu().getByRole('option').count()) >= 5);
    await marie.page.keyboard.type('mom');
    const option = menu().getByRole('option');
    assert.equal(await option.count(), 1);
    assert.equal(await box().getAttribute('aria-activedescendant'), await option.getAttribute('id'));
    await isReachable(marie.page, 'the menu of shortcuts');
    const [list, ways] = await Promise.all([
      menu().boundingBox(),
      marie.page.getByRole('tablist', { name: 'Write' }).boundingBox(),
    ]);
    assert.ok(list.y + list.height <= ways.y, 'the ways of answering stay free');
    await marie.page.keyboard.press('Enter');
    await written('and/or One moment please, I am looking into it.');
    await menu().waitFor({ state: 'detached' });
    // As if it had been typed: undone by one key.
    await marie.page.keyboard.press('Control+z');
    await written('and/or /mom');
    await box().fill('');
  });
});

test('S3_13_titles_come_before_texts_and_escape_keeps_what_was_typed', async () => {
  await photographed({ marie }, async () => {
    await box().click();
    await marie.page.keyboard.type('/thank');
    const names = await menu().getByRole('option').locator('b').allInnerTexts();
    assert.deepEqual(
      names,
      ['/thanks', '/bye', '/hello'],
      'its own title, then the texts that hold the word',
    );
    await marie.page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    await written('/thank');
    await marie.page.keyboard.type('s');
    assert.equal(await menu().count(), 0, 'what was closed stays closed for this word');
    await box().fill('');
  });
});

test('S3_14_a_shortcut_with_dynamic_content_stands_there_disabled_with_its_reason', async () => {
  await photographed({ marie }, async () => {
    await box().click();
    await marie.page.keyboard.type('/refund');
    const option = menu().getByRole('option', { name: /refund/ });
    assert.equal(await option.getAttribute('aria-disabled'), 'true');
    await option.getByText('Has dynamic content: not supported in messages').waitFor();
    await marie.page.keyboard.press('Enter');
    await written('/refund');
    await box().fill('');
  });
});

test('S3_13_an_agent_makes_a_shortcut_of_their_own_and_one_of_an_admin_arrives_by_itself', async () => {
  const alex = await desk(demo, 'alex@example.com');
  await photographed({ marie }, async () => {
    await box().click();
    await marie.page.keyboard.type('/');
    await marie.page.getByRole('button', { name: 'My shortcuts' }).click();
    const dialogue = marie.page.getByRole('dialog', { name: 'My shortcuts' });
    await dialogue.getByText('/marie').waitFor();
    await dialogue.getByRole('button', { name: 'New shortcut' }).click();
    await dialogue.getByLabel('Name').fill('two words');
    await dialogue.getByLabel('Text', { exact: true }).fill('It ships tomorrow.');
    await dialogue.getByRole('button', { name: 'Save' }).click();
    await dialogue.getByRole('alert').waitFor();
    await dialogue.getByLabel('Name').fill('ships');
    await dialogue.getByRole('button', { name: 'Save' }).click();
    await dialogue.getByText('/ships').waitFor();
    await isReachable(marie.page, 'my shortcuts');
    await marie.page.keyboard.press('Escape');
    await dialogue.waitFor({ state: 'detached' });
    await box().fill('');
    const made = await alex.ask('POST', 'admin/shortcuts', {
      name: 'shipping',
      text: 'Shipping is free.',
      scope: { for: 'global' },
      options: [],
    });
    assert.equal(made.status, 201);
    await box().click();
    await marie.page.keyboard.type('/ship');
    await menu()
      .getByRole('option', { name: /shipping/ })
      .waitFor();
    assert.deepEqual(await menu().getByRole('option').locator('b').allInnerTexts(), ['/ships', '/shipping']);
    await marie.page.keyboard.press('Tab');
    await written('It ships tomorrow.');
    await box().fill('');
  });
});

test('an_emoji_goes_where_the_caret_stands_and_the_picker_works_by_keyboard', async () => {
  await photographed({ marie }, async () => {
    await box().fill('Hello!');
    await box().press('ArrowLeft');
    await marie.page.getByRole('button', { name: 'Insert an emoji' }).click();
    const search = marie.page.getByRole('searchbox', { name: 'Search emoji' });
    await search.fill('grinning');
    await marie.page.getByRole('button', { name: 'grinning face', exact: true }).waitFor();
    await isReachable(marie.page, 'the emoji');
    await search.fill('');
    // Which groups there are depends on what the machine's fonts can draw.
    const last = marie.page.getByRole('toolbar', { name: 'Groups of emoji' }).getByRole('button').last();
    const section = marie.page.getByRole('region', { name: await last.getAttribute('aria-label') });
    assert.equal(await section.evaluate(seen), false);
    await last.click();
    assert.equal(await section.evaluate(seen), true, 'the group that was chosen is seen');
    await marie.page
      .getByRole('button', { name: await last.getAttribute('aria-label'), pressed: true })
      .waitFor();
    await search.fill('grinning');
    await search.press('ArrowDown');
    await marie.page.keyboard.press('Enter');
    await search.waitFor({ state: 'detached' });
    await written('Hello\u{1f600}!');
    assert.equal(
      await box().evaluate((one) => document.activeElement === one),
      true,
      'the box has the focus',
    );
    await box().fill('');
  });
});

test('a_draft_is_kept_for_each_ticket_and_way_over_a_reload', async () => {
  await photographed({ marie }, async () => {
    await marie.write('Reply', 'Half a thought');
    await marie.write('Internal note', 'For us');
    await marie.page.reload();
    await marie.page.getByRole('tab', { name: 'Internal note' }).click();
    await written('For us');
    await marie.page.getByRole('textbox', { name: 'Internal note' }).fill('');
    await marie.page.getByRole('tab', { name: 'Reply' }).click();
    await written('Half a thought');
    await box().fill('');
  });
});

test('S3_12_the_count_appears_near_the_end_and_too_much_cannot_be_sent', async () => {
  await photographed({ marie }, async () => {
    await box().fill('x'.repeat(4_000));
    await marie.conversation.getByText('96 characters left').waitFor();
    await box().fill('x'.repeat(4_097));
    await marie.conversation.getByText('1 character too many').waitFor();
    assert.equal(await marie.page.getByRole('button', { name: 'Send', exact: true }).isDisabled(), true);
    await box().fill('');
  });
});

test('S3_9_S3_12_S1_51_the_whole_story_by_keyboard_alone', async () => {
  const ben = await visitor(browser, demo);
  const yannis = await agent(browser, demo, 'yannis@example.com');
  await photographed({ yannis, ben }, async () => {
    const { page } = yannis;
    const focused = () => page.evaluate(() => document.activeElement?.tagName ?? 'BODY');
    await page.keyboard.press('Alt+s');
    await page.getByRole('menuitem', { name: 'Online', exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menuitem', { name: 'Online', exact: true }).press('Enter');
    await yannis.is('Online');
    await ben.askForHuman('Ben Keys', 'No mouse here');
    await yannis.isOffered('Ben Keys');
    // Offers are said aloud, not only shown.
    await page
      .getByRole('status')
      .or(page.getByRole('alert'))
      .filter({ hasText: /Ben Keys/ })
      .first()
      .waitFor();
    await page.keyboard.press('Alt+a');
    await page.getByRole('heading', { name: 'Ben Keys', level: 1 }).waitFor();
    await page.keyboard.press('Alt+r');
    assert.equal(await focused(), 'TEXTAREA');
    await page.keyboard.type('Hello Ben');
    await page.keyboard.press('Control+Enter');
    await ben.sees('Hello Ben');
    await ben.say('Thank you');
    await yannis.sees('Thank you');
    await page.getByRole('status').filter({ hasText: 'Ben Keys: Thank you' }).waitFor({ state: 'attached' });
    assert.equal(await focused(), 'TEXTAREA', 'the focus stays in the box');
    await page.keyboard.press('Alt+n');
    await page.keyboard.type('A friendly one');
    await page.keyboard.press('Control+Enter');
    await yannis.sees('A friendly one');
    await page.keyboard.press('Alt+r');
    await page.keyboard.type('Good bye');
    const more = page.getByRole('button', { name: 'More choices' });
    while (!(await more.evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const solved = page.getByRole('menuitem', { name: 'Solved', exact: true });
    await solved.waitFor();
    while (!(await solved.evaluate((one) => one === document.activeElement)))
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await ben.sees('Good bye');
    await yannis.sees('Open → Solved');
    assert.notEqual(await focused(), 'BODY', 'the focus is not lost');
    assert.deepEqual(yannis.complaints, []);
  });
  await yannis.status('Offline');
  await Promise.all([yannis.context.close(), ben.context.close()]);
});
