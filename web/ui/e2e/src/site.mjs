/** Somebody else's site, on an origin and a site of its own: `localhost`, where the server is `127.0.0.1`. */
import { createServer } from 'node:http';

/** The widget of the demo's shop. */
export async function integrationOf(demo) {
  const answer = await fetch(`${demo.listen}/demo/info.json`);
  return (await answer.json()).integration;
}

/** The tag that a site owner copies. */
export const tag = (demo, integration, more = '') =>
  `<script async src="${demo.listen}/widget.js" data-integration="${integration}" ${more}></script>`;

/** `page` gives `{headers, html}` for a path. */
export async function serveSite(page) {
  const site = createServer((asked, answer) => {
    const { headers = {}, html } = page(asked.url);
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    answer.end(`<!doctype html><html lang="en"><head><title>Outlet</title></head>${html}</html>`);
  });
  await new Promise((done) => site.listen(0, '127.0.0.1', done));
  return {
    address: `http://localhost:${site.address().port}`,
    close() {
      site.closeAllConnections();
      return new Promise((done) => site.close(done));
    },
  };
}

/**
 * A visitor's page with what it complained of: errors of scripts, and whatever a policy of either side forbade.
 * `loads` counts how often the page itself was loaded.
 */
export async function visitSite(context, address) {
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  const loads = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to|TrustedHTML/i.test(message.text()))
      complaints.push(message.text());
  });
  page.on('load', () => loads.push(page.url()));
  await page.goto(address);
  const launcher = page.getByRole('button', { name: /^Open messaging/ });
  const widget = page.frameLocator('iframe').first();
  const box = widget.getByRole('textbox', { name: 'Message' });
  const log = widget.getByRole('log');
  return {
    page,
    context,
    wire: [],
    complaints,
    loads,
    launcher,
    widget,
    box,
    log,
    frame: () => page.frames().find((one) => one.url().includes('/widget/frame')),
    async open() {
      await launcher.click();
      await box.waitFor();
    },
    async say(text) {
      await box.fill(text);
      await box.press('Enter');
    },
    sees: (text) => log.getByText(text, { exact: true }).last().waitFor(),
    count: (text) => log.getByText(text, { exact: true }).count(),
  };
}
