/**
 * Photographs the built workspace against the made-up desk, in every size and scheme:
 * `node stage/look.mjs <folder>`. For eyes; it asserts nothing but the content security policy.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { launch } from '../src/browser.mjs';
import * as stage from './desk.mjs';

const SIZES = { wide: [1440, 900], medium: [1024, 768], narrow: [390, 844] };
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const CSP =
  "default-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const ORIGIN = 'http://desk.example';
const dist = new URL('../../dist/', import.meta.url).pathname;

export async function openStage(
  browser,
  {
    size,
    scheme = 'light',
    language = 'en',
    signedIn = true,
    desk = stage.desk,
    long = false,
    older = [],
    // What is different about the first conversation.
    change = (made) => made,
    // The server does not answer the socket.
    gone = false,
  },
) {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: language,
    baseURL: ORIGIN,
  });
  const page = await context.newPage();
  const complaints = [];
  const commands = [];
  let told = () => {};
  let olderWait = Promise.resolve();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const json = (body, status = 200) =>
      route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) });
    if (pathname === '/desk/v1/me')
      return signedIn
        ? json({ agent: stage.me, csrf: 'x' })
        : json({ code: 'not_signed_in', message: '' }, 401);
    if (pathname.startsWith('/desk/v1/end-users/')) return json(stage.customer);
    if (pathname.endsWith('/items')) {
      await olderWait;
      return json({ items: older, more: false });
    }
    if (pathname.startsWith('/desk/v1/conversations/')) {
      const number = Number.parseInt(pathname.slice(-24), 16);
      const made = stage.conversation(number, long, older.length > 0);
      return json(number === 1 ? change(made) : made);
    }
    if (pathname === '/desk/v1/shortcuts') return json({ shortcuts: stage.shortcuts });
    if (pathname === '/desk/v1/tickets') return json({ rows: [], more: false, total: 0 });
    if (pathname === '/desk/v1/account') return json(stage.account);
    if (pathname === '/desk/v1/search') return json({ tickets: [], people: [] });
    if (pathname === '/desk/v1/end-users') return json({ people: [], total: 0 });
    if (pathname.startsWith('/desk/v1/')) return json({ code: 'wrong_credentials', message: '' }, 401);
    const file = normalize(join(dist, pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    return route.fulfill({
      contentType: TYPES[extname(file)] ?? 'application/octet-stream',
      headers: { 'content-security-policy': CSP },
      body: await readFile(file),
    });
  });
  let cut = gone;
  let drop = () => {};
  await page.routeWebSocket('**/ws/agent', (socket) => {
    if (cut) return socket.close();
    drop = () => socket.close();
    told = (frame) => socket.send(JSON.stringify(frame));
    socket.onMessage((text) => {
      const frame = JSON.parse(text);
      if (frame.type === 'hello') for (const one of [stage.welcome, desk]) socket.send(JSON.stringify(one));
      if (frame.type === 'command') commands.push(frame.command);
      if (frame.type === 'command' && frame.command.do !== 'reply' && frame.command.do !== 'note')
        socket.send(
          JSON.stringify({ type: 'done', id: frame.id, conversation: null, seq: 0, at: Date.now() }),
        );
    });
  });
  /** The server is gone, and comes back once `cut` is called with false. */
  context.cut = (now = true) => {
    cut = now;
    if (now) drop();
  };
  context.holdOlder = () => {
    let open = () => {};
    olderWait = new Promise((done) => {
      open = done;
    });
    return open;
  };
  return { page, context, complaints, say: (frame) => told(frame), asked: () => commands };
}

async function main(folder) {
  await mkdir(folder, { recursive: true });
  const browser = await launch();
  const all = [];
  const shoot = async (name, options, act = async () => {}) => {
    const { page, context, complaints } = await openStage(browser, options);
    await page.goto(`/workspace/${options.hash ?? ''}`);
    await page
      .getByRole('button', { name: options.signedIn === false ? 'Sign in' : /^(Status|Statut|Κατάσταση)$/ })
      .waitFor();
    await act(page);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(folder, `${name}.png`) });
    all.push(...complaints.map((text) => `${name}: ${text}`));
    await context.close();
  };
  const ticket = `#/c/${stage.id(1)}`;
  const log = (page) => page.getByRole('log').waitFor();
  for (const scheme of ['light', 'dark'])
    for (const size of Object.keys(SIZES)) {
      await shoot(`ticket-${size}-${scheme}`, { size, scheme, hash: ticket }, log);
      await shoot(`home-${size}-${scheme}`, { size, scheme });
    }
  await shoot('sign-in', { size: 'wide', signedIn: false });
  await shoot('sign-in-narrow-dark', { size: 'narrow', scheme: 'dark', signedIn: false });
  await shoot('long', { size: 'wide', long: true, hash: ticket }, log);
  await shoot('french', { size: 'wide', language: 'fr', hash: ticket }, log);
  await shoot('greek-narrow', { size: 'narrow', language: 'el', hash: ticket }, log);
  await shoot('greek', { size: 'medium', language: 'el', hash: ticket }, log);
  await shoot('events', { size: 'wide', hash: ticket }, async (page) => {
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('menuitem', { name: 'Events' }).click();
  });
  await shoot('note', { size: 'wide', hash: ticket }, async (page) => {
    await page.getByRole('tab', { name: 'Internal note' }).click();
    await page.getByRole('textbox', { name: 'Internal note' }).fill('Seen by colleagues only.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('textbox', { name: 'Internal note' }).fill('Another one, not sent yet.');
  });
  await shoot('status-menu', { size: 'wide', hash: ticket }, (page) =>
    page.getByRole('button', { name: 'Status' }).click(),
  );
  await shoot('submit-menu', { size: 'wide', hash: ticket }, (page) =>
    page.getByRole('button', { name: 'More choices' }).click(),
  );
  await shoot('transfer', { size: 'wide', hash: ticket, scheme: 'dark' }, (page) =>
    page.getByRole('button', { name: 'Transfer' }).click(),
  );
  await shoot('sheet', { size: 'wide' }, (page) => page.keyboard.press('?'));
  await shoot('details-narrow', { size: 'narrow', hash: ticket }, (page) =>
    page.getByRole('button', { name: 'Details' }).click(),
  );
  await shoot('select', { size: 'wide', hash: ticket }, (page) =>
    page.getByRole('combobox', { name: 'Priority' }).click(),
  );
  await browser.close();
  console.log(all.length === 0 ? 'no complaint in the console' : all.join('\n'));
}

if (process.argv[1] === new URL(import.meta.url).pathname) await main(process.argv[2] ?? 'looks');
