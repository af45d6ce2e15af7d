/** Somebody in the admin centre, in a browser context of their own. */

/** Milliseconds that anything may take before a test gives up. */
const PATIENCE = 15_000;

/** Signs an admin in and shows a page such as `bots/flows`. `options` are those of a browser's context. */
export async function admin(browser, demo, path, options = {}) {
  const login = demo.logins.find((one) => one.role === 'admin');
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
    wire.push(`console: ${message.text()}`);
    if (message.type() === 'error' && /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
  const go = (where) => page.goto(`${demo.urls.admin}/${where}`);
  await go(path);
  await page.locator('input[type=email]').fill(login.email);
  await page.locator('input[type=password]').fill(login.password);
  await page.locator('button[type=submit]').click();
  await page.getByRole('banner').waitFor();
  return { page, context, wire, complaints, go };
}
