/** An admin in the admin centre, in a browser context of their own; everything by role and name. */
const PATIENCE = 15_000;

/** Signed in and at a page of the admin centre. `options` are those of a browser's context. */
export async function admin(browser, demo, path = '', options = {}, email = 'alex@example.com') {
  const { password } = demo.logins.find((one) => one.email === email);
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const wire = [];
  const complaints = [];
  page.on('request', (request) => wire.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('response', (answer) => wire.push(`${answer.status()} ${new URL(answer.url()).pathname}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(`${demo.listen}/admin/${path}`);
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  // The sign-in has a heading too.
  await page.locator('input[autocomplete=username]').waitFor({ state: 'detached' });
  await page.locator('h1').first().waitFor();
  const box = (name) => page.getByRole('textbox', { name, exact: true });
  return {
    page,
    context,
    wire,
    complaints,
    box,
    button: (name) => page.getByRole('button', { name, exact: true }),
    link: (name) => page.getByRole('link', { name, exact: true }),
    go: (to) => page.goto(`${demo.listen}/admin/${to}`),
    heading: (name) => page.getByRole('heading', { name, level: 1, exact: true }),
    /** Opens a page by its address, as a bookmark does. */
    async open(to) {
      await page.goto(`${demo.listen}/admin/${to}`);
      await page.locator('h1').nth(0).waitFor();
    },
    async save() {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' });
    },
    sees: (text) => page.getByText(text).first().waitFor(),
  };
}
