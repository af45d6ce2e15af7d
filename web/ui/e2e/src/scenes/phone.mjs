/** The customer's telephone, which the demo plays. It speaks as whoever has it. */
import { APPS } from './telephones.mjs';

/** Whose it is, by language. */
const OWNERS = { en: 'emma', fr: 'ana', el: 'nikos' };

async function shown({ page, stand, language }, more = '') {
  await page.goto(`${stand.demo.urls.phone}?person=${OWNERS[language]}${more}`);
  await page
    .getByRole('navigation')
    .or(page.getByRole('log'))
    .or(page.locator('.chat-row'))
    .first()
    .waitFor();
}

const SIZE = [390, 844];

export const phones = [
  { name: 'phone', open: (place) => shown(place) },
  {
    name: 'phone-camera',
    size: SIZE,
    async open(place) {
      await shown(place);
      await place.page.locator('.dock').getByRole('button').click();
      await place.page.getByRole('textbox').first().waitFor();
    },
  },
  ...APPS.map((app) => ({
    name: `phone-${app}`,
    size: SIZE,
    // What the shop's bot says is English, and so is all that the apps differ in.
    only: 'en',
    async open(place) {
      await shown(place, `&app=${app}`);
      const chat = place.page.getByRole('log');
      const row = place.page.locator('.chat-row').first();
      await chat.or(row).first().waitFor();
      if (await row.isVisible()) await row.click();
      await chat.waitFor();
    },
  })),
].map((scene) => ({ face: 'demo', ...scene }));
