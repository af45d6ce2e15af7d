/** Search and commands by keyboard, the lists as tables, and the end users' page, with the real program. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { agent } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;
let marie;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  marie = await agent(browser, demo, 'marie@example.com');
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const palette = () => marie.page.getByRole('dialog', { name: 'Search and commands' });
const option = (name) => palette().getByRole('option', { name });

async function search(words) {
  await marie.page.keyboard.press('Control+KeyK');
  await palette().waitFor();
  await marie.page.keyboard.type(words);
}

test('S1_59_a_person_is_found_by_a_part_of_their_address_and_shows_all_their_tickets', async () => {
  await photographed({ marie }, async () => {
    await search('whitaker@example');
    await option(/Tom Whitaker.*tom\.whitaker@example\.org/).waitFor();
    await palette().getByRole('status').getByText('1 result').waitFor();
    await isReachable(marie.page, 'the palette', { exclude: ['#main'] });
    await marie.page.keyboard.press('Enter');
    await palette().waitFor({ state: 'detached' });
    await marie.page.getByRole('heading', { name: 'Tom Whitaker', level: 1 }).waitFor();
    await marie.page.getByText('tom.whitaker@example.org').waitFor();
    await isReachable(marie.page, 'a person');
    await marie.page.getByRole('button', { name: /Hi, the door of my Ember stove squeaks/ }).click();
    await marie.page.getByRole('heading', { name: 'Tom Whitaker', level: 1 }).waitFor();
    await marie.log.waitFor();
  });
});

test('S3_22_tickets_are_found_by_number_name_subject_and_without_accents', async () => {
  await photographed({ marie }, async () => {
    for (const [words, hit] of [
      ['ember squeaks', /Tom Whitaker.*Ember stove/],
      ['#9', /Tom Whitaker.*#9/],
      ['νικος αντωνιου', /Νίκος Αντωνίου.*#8/],
    ]) {
      await search(words);
      await option(hit).first().waitFor();
      await marie.page.keyboard.press('Escape');
      await palette().waitFor({ state: 'detached' });
    }
    await search('nobody by that name');
    await palette().getByText('Nothing found.').waitFor();
    await marie.page.keyboard.press('Escape');
  });
});

test('commands are run by keyboard alone, and the focus comes back to where it was', async () => {
  await photographed({ marie }, async () => {
    await marie.page.getByRole('button', { name: 'End users' }).click();
    await marie.page.getByRole('heading', { name: 'End users', level: 1 }).waitFor();
    const box = marie.page.getByRole('textbox', { name: /Search by name/ });
    await box.focus();
    await search('> all open');
    await marie.page.keyboard.press('Enter');
    await marie.page.getByRole('heading', { name: 'All open', level: 1 }).waitFor();
    await search('> status away');
    await marie.page.keyboard.press('Enter');
    await marie.bar.getByText('Away', { exact: true }).waitFor();
    await search('> langue');
    await palette().getByText('Nothing found.').waitFor();
    await marie.page.keyboard.press('Escape');
    await search('> french');
    await marie.page.keyboard.press('Escape');
    await search('> français');
    await marie.page.keyboard.press('Enter');
    await marie.page.getByRole('heading', { name: 'Tous les ouverts', level: 1 }).waitFor();
    // The same key on every layout, whatever letter stands on it.
    await marie.page.keyboard.press('Control+KeyK');
    const french = marie.page.getByRole('dialog', { name: 'Recherche et commandes' });
    await french.waitFor();
    await marie.page.keyboard.type('> english');
    await marie.page.keyboard.press('Enter');
    await marie.page.getByRole('heading', { name: 'All open', level: 1 }).waitFor();
  });
});

test('S3_21_a_list_is_sorted_filtered_and_walked_by_keyboard', async () => {
  await photographed({ marie }, async () => {
    await marie.page.getByRole('tab', { name: 'All open' }).click();
    const table = marie.page.getByRole('table', { name: 'All open' });
    await table.getByRole('row', { name: /Tom Whitaker/ }).waitFor();
    await isReachable(marie.page, 'a list');
    await table.getByRole('columnheader', { name: 'Requester' }).getByRole('button').click();
    await table
      .getByRole('columnheader', { name: 'Requester' })
      .and(table.locator('[aria-sort=ascending]'))
      .waitFor();
    const names = () =>
      table.getByRole('row').evaluateAll((rows) => rows.slice(1).map((row) => row.innerText.split('\n')[1]));
    await table.getByRole('row').nth(1).getByText('Daniel Osei').waitFor();
    const sorted = await names();
    assert.ok(sorted.length >= 5, `${sorted}`);
    await marie.page.getByRole('textbox', { name: 'Filter this list…' }).fill('charged');
    await table.getByRole('row', { name: /Tom Whitaker/ }).waitFor({ state: 'detached' });
    await table.getByRole('row', { name: /I was charged twice/ }).waitFor();
    await marie.page.getByRole('textbox', { name: 'Filter this list…' }).fill('zzz');
    await marie.page.getByText('Nothing in this list matches.').waitFor();
    await marie.page.getByRole('button', { name: 'Clear the filter' }).first().click();
    await table.getByRole('row', { name: /Tom Whitaker/ }).waitFor();
    // From the page itself: J marks the first row, J the second, K goes back, Enter opens.
    await marie.page.getByRole('heading', { name: 'All open', level: 1 }).click();
    for (const key of ['j', 'j', 'k']) await marie.page.keyboard.press(key);
    const first = table.getByRole('row').nth(1).getByRole('button');
    assert.equal(await first.evaluate((button) => button === document.activeElement), true);
    const name = (await first.innerText()).trim();
    await marie.page.keyboard.press('Enter');
    await marie.page.getByRole('heading', { name, level: 1 }).waitFor();
  });
});

test('S1_17_S3_21_every_list_has_its_count_and_teaches_when_it_is_empty', async () => {
  await photographed({ marie }, async () => {
    await marie.page.getByRole('button', { name: /^Tickets/ }).click();
    for (const [name, hint] of [
      ['Your social messaging tickets', /messaging_support/],
      ['Unassigned social messaging tickets', /messaging_support/],
    ]) {
      await marie.page.getByRole('tab', { name, exact: true }).click();
      await marie.page.getByRole('tabpanel').getByText(hint).waitFor();
    }
    await isReachable(marie.page, 'an empty list');
    await marie.page.getByRole('tab', { name: 'Recently solved or closed' }).click();
    await marie.page.getByRole('tabpanel').getByRole('row').nth(1).waitFor();
    await marie.page
      .getByRole('tab', { name: /^Open in my groups/ })
      .getByText(/^\d+$/)
      .waitFor();
  });
});

test('S1_19_end_users_are_listed_and_searched', async () => {
  await photographed({ marie }, async () => {
    await marie.page.getByRole('button', { name: 'End users' }).click();
    const box = marie.page.getByRole('textbox', { name: /Search by name/ });
    await marie.page.getByRole('button', { name: /Priya Raman/ }).waitFor();
    // Away from the rail, whose hint would stand in the picture.
    await box.hover();
    await marie.page.getByRole('tooltip').waitFor({ state: 'detached' });
    await isReachable(marie.page, 'end users');
    await box.fill('lucie');
    await marie.page.getByRole('button', { name: /Priya Raman/ }).waitFor({ state: 'detached' });
    await marie.page.getByRole('button', { name: /Lucie Moreau/ }).waitFor();
    await box.fill('nobody at all');
    await marie.page.getByText('Nobody found.').waitFor();
  });
});
