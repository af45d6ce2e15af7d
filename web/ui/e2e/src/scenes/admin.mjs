/** The screens of the admin centre, found by following its links and tabs: a page that is added is looked at. */
import { settled } from '../shown.mjs';
import { WHATSAPP } from './telephones.mjs';

const ID = /^(?:\d+|[0-9a-f]{24})$/;
/** Pages without a list: there is neither nothing nor far too much of what they show. */
const FORMS = /\/(account|routing|new|roles|1)\b/;
/** Lists within one of something. */
const LISTS = /\/letters\b/;
/** Lists that are never empty: whoever looks is in them. */
const NEVER_EMPTY = /\/(agents|sessions)$/;
/** What says the same whatever the server has, since it asks nothing of it. */
const STILL = /^\/admin$|\/roles$|\/(messaging|fields)\/new$/;
const ACCOUNT = /\/channels\/social\/([0-9a-f]{24})/;
/** Paths that differ in an id alone are one screen. */
const shape = (path) =>
  path
    .split('/')
    .map((part) => (ID.test(part) ? '1' : part))
    .join('/');

export async function admin(stand) {
  const accounts = await accountsOf(stand);
  const { page, context } = await stand.page({ who: 'alex' });
  const seen = new Map();
  const todo = ['/admin/'];
  while (todo.length > 0) {
    const path = todo.shift();
    const key = shape(path.replace(/\/$/, ''));
    if (seen.has(key)) continue;
    seen.set(key, path);
    await show(page, stand, path);
    const links = await page
      .locator('a[href^="/admin"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const found = [
      ...links.filter((href) => !href.includes('#') && !href.includes('?')),
      ...(await tabs(page)),
    ];
    // Of the accounts it is the one with which something happened.
    todo.push(...found.filter((href) => [undefined, accounts.main].includes(ACCOUNT.exec(href)?.[1])));
  }
  await context.close();
  return [...[...seen].map(([key, path]) => scene(key, path)), ...accounts.scenes];
}

/** Where the tabs of a page lead; the first one is the page itself. */
async function tabs(page) {
  const all = page.getByRole('main').getByRole('tab');
  const found = [];
  for (let at = 1; at < (await all.count()); at += 1) {
    await all.nth(at).click();
    found.push(new URL(page.url()).pathname);
  }
  return found;
}

/** An account of each kind asks for something else. */
async function accountsOf({ alex, phones }) {
  const { accounts } = await alex.get('admin/channels');
  const number = phones.find(({ id }) => id === WHATSAPP).settings.display_phone_number;
  const main = accounts.find((account) => account.number === number).id;
  const kinds = new Map(accounts.map(({ kind, id }) => [kind, id]));
  kinds.delete('whatsapp');
  const scenes = [...kinds].map(([kind, id]) => ({
    ...scene(`/admin/channels/social/${kind}`, `/admin/channels/social/${id}`),
    states: [],
  }));
  return { main, scenes };
}

function scene(key, path) {
  return {
    name: key.slice(1).replaceAll('/', '-'),
    face: 'admin',
    who: 'alex',
    tall: true,
    states: statesOf(key),
    open: (place) => show(place.page, place.stand, path),
  };
}

function statesOf(key) {
  if (STILL.test(key)) return [];
  if (FORMS.test(key) && !LISTS.test(key)) return ['gone'];
  return NEVER_EMPTY.test(key) ? ['much', 'gone'] : ['none', 'much', 'gone'];
}

async function show(page, stand, path) {
  await page.goto(`${stand.demo.listen}${path}`);
  await page.locator('main').getByText(/\S/).first().waitFor();
  await page.waitForLoadState('networkidle');
  await settled(page);
}
