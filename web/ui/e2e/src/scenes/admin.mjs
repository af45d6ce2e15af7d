/** The screens of the admin centre, found by following its links: a page that is added is looked at. */

const ID = /^(?:\d+|[0-9a-f]{24})$/;
/** Pages without a list: there is neither nothing nor far too much of what they show. */
const FORMS = /\/(account|routing|new|roles)\b/;
/** Paths that differ in an id alone are one screen. */
const shape = (path) =>
  path
    .split('/')
    .map((part) => (ID.test(part) ? '1' : part))
    .join('/');

export async function admin(stand) {
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
    todo.push(...links.filter((href) => !href.includes('#') && !href.includes('?')));
  }
  await context.close();
  return [...seen].map(([key, path]) => ({
    name: key.slice(1).replaceAll('/', '-'),
    face: 'admin',
    who: 'alex',
    states: FORMS.test(key) ? ['gone'] : ['none', 'much', 'gone'],
    open: (place) => show(place.page, place.stand, path),
  }));
}

async function show(page, stand, path) {
  await page.goto(`${stand.demo.listen}${path}`);
  await page.locator('main').getByText(/\S/).first().waitFor();
  await page.waitForLoadState('networkidle');
}
