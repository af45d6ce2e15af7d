/** What opens beside and over the tickets: search, end users, what one writes with. */
import { beside, home, ticket } from './workspace.mjs';

const who = 'marie';

const entries = (page) => page.getByRole('main').getByRole('listitem').getByRole('button');

async function people({ page, stand, t, state }) {
  await page.goto(`${stand.demo.urls.workspace}#/people`);
  const { empty } = t.frame.people;
  if (state === 'none') return page.getByText(empty).waitFor();
  await entries(page).first().waitFor();
}

async function searching(place, words) {
  await home(place);
  const { open, title } = place.t.frame.palette;
  await place.page.getByRole('button', { name: open }).first().click();
  const palette = place.page.getByRole('dialog', { name: title });
  if (words) await palette.getByRole('combobox').fill(words);
  return palette;
}

export const more = [
  {
    name: 'search',
    async open(place) {
      const palette = await searching(place, 'Ana');
      await palette.getByRole('option').first().waitFor();
    },
  },
  { name: 'search-commands', open: (place) => searching(place) },
  { name: 'people', open: people, states: ['none', 'much'] },
  {
    name: 'person',
    async open(place) {
      await people(place);
      await entries(place.page).filter({ hasText: '+1555' }).first().click();
      await place.page.getByText(place.t.frame.people.back).first().waitFor();
    },
  },
  {
    name: 'ticket-history',
    anew: true,
    async open(place) {
      await ticket(place);
      await beside(place);
      await place.page.getByRole('tab', { name: place.t.talk.customer.history, exact: true }).click();
      await place.page
        .getByRole('tabpanel', { name: place.t.talk.customer.history })
        .scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'ticket-submit-menu',
    async open(place) {
      await ticket(place);
      await place.page.getByRole('button', { name: place.t.composer.more }).click();
    },
  },
  {
    name: 'ticket-shortcuts',
    async open(place) {
      await ticket(place);
      await place.page.getByRole('textbox', { name: place.t.composer.modes.reply }).fill('/');
      await place.page.getByRole('listbox').waitFor();
    },
  },
  {
    name: 'ticket-emoji',
    async open(place) {
      await ticket(place);
      await place.page.getByRole('button', { name: place.t.talk.emoji.open }).click();
      await place.page.getByRole('toolbar', { name: place.t.talk.emoji.byGroup }).waitFor();
    },
  },
].map((scene) => ({ who, face: 'workspace', ...scene }));

/** What is asked before something ends. */
export const endings = [
  {
    name: 'end-session',
    async open(place) {
      await ticket(place);
      const { end, endTitle } = place.t.talk.ticket;
      await place.page.getByRole('button', { name: end, exact: true }).click();
      await place.page.getByRole('dialog', { name: endTitle }).waitFor();
    },
  },
].map((scene) => ({ who, face: 'workspace', ...scene }));
