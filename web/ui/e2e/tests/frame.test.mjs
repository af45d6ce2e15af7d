/** Tabs, Accept, sounds and notices, the status menu and the line to the server, with the real program. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { layCable } from '../src/cable.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { agent, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';
import { SIZES } from '../src/scenes/all.mjs';
import { resized } from '../src/shown.mjs';

let browser;
let demo;
let alex;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  await clearQueue(demo);
  alex = await desk(demo, 'alex@example.com');
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function routing(mode) {
  const { revision, entry } = await alex.get('admin/settings');
  const { status } = await alex.ask(
    'PUT',
    'admin/settings',
    { ...entry, routing: mode },
    { 'if-match': `"${revision}"` },
  );
  assert.equal(status, 200);
}

async function waiting(name, first = 'Hello') {
  const person = await visitor(browser, demo);
  await person.askForHuman(name, first);
  return person;
}

const tabs = ({ page }) => page.getByRole('navigation', { name: 'Open tickets' });
const tab = (person, name) => tabs(person).getByRole('button', { name });

/** What the page would have rung and shown outside itself, written down. */
async function overheard(page) {
  await page.addInitScript(() => {
    globalThis.heard = { tones: 0, notices: [] };
    const create = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function (...args) {
      globalThis.heard.tones += 1;
      return create.apply(this, args);
    };
    globalThis.Notification = class {
      static permission = 'granted';
      static requestPermission = () => Promise.resolve('granted');
      constructor(title) {
        globalThis.heard.notices.push(title);
      }
      close() {}
    };
    Document.prototype.hasFocus = () => globalThis.attended !== false;
  });
}

const heard = ({ page }) => page.evaluate(() => globalThis.heard);

test('S3_9_an_offer_is_heard_noticed_and_announced_and_accepted_by_key', async () => {
  const marie = await agent(browser, demo, 'marie@example.com', overheard);
  await marie.status('Online');
  await marie.page.evaluate(() => {
    globalThis.attended = false;
  });
  const ida = await waiting('Ida Bell', 'Ring ring');
  await photographed({ marie, ida }, async () => {
    await marie.isOffered('Ida Bell');
    await marie.bar
      .getByRole('alert')
      .getByText('New conversation from Ida Bell via Widget')
      .waitFor({ state: 'attached' });
    // Again and again until it is taken: each ring is two tones.
    await marie.page.waitForFunction(() => globalThis.heard.tones >= 4);
    assert.deepEqual((await heard(marie)).notices, ['Ida Bell is waiting']);
    await marie.page.waitForFunction(() => document.title.startsWith('('));
    await marie.page.waitForFunction(() => document.querySelector('link[rel=icon]').href.includes('waiting'));
    await isReachable(marie.page, 'an offer');
    await marie.page.keyboard.press('Alt+KeyA');
    await marie.page.getByRole('heading', { name: 'Ida Bell', level: 1 }).waitFor();
    const { tones } = await heard(marie);
    await marie.write('Reply', 'Here I am');
    await marie.submitAs('Closed');
    await ida.sees('Here I am');
    assert.equal((await heard(marie)).tones, tones, 'silent once it is taken');
  });
  await marie.status('Offline');
  await Promise.all([marie.context.close(), ida.context.close()]);
});

test('S3_8_with_auto_accept_a_ticket_comes_by_itself_and_is_said', async () => {
  await routing('auto_accept');
  const marie = await agent(browser, demo, 'marie@example.com', overheard);
  await marie.status('Online');
  const otto = await waiting('Otto Auto', 'By itself');
  await photographed({ marie, otto }, async () => {
    const toast = marie.page
      .getByRole('region', { name: 'Messages' })
      .getByText('Otto Auto via Widget was assigned to you.');
    await toast.waitFor();
    await marie.page.waitForFunction(() => globalThis.heard.tones >= 2);
    await marie.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Open' }).click();
    await marie.page.getByRole('heading', { name: 'Otto Auto', level: 1 }).waitFor();
    await marie.write('Reply', 'Hello Otto');
    await marie.submitAs('Closed');
    await otto.sees('Hello Otto');
  });
  await routing('offer');
  await marie.status('Offline');
  await Promise.all([marie.context.close(), otto.context.close()]);
});

test('S3_8_who_presses_accept_too_late_is_told_who_was_quicker', async () => {
  await routing('broadcast');
  const marie = await agent(browser, demo, 'marie@example.com');
  // Yannis hears of his colleague's Accept only after he pressed his own.
  let release = () => {};
  const yannis = await agent(browser, demo, 'yannis@example.com', (page) =>
    page.routeWebSocket(/\/ws\/agent/, (socket) => {
      const server = socket.connectToServer();
      const late = [];
      let held = false;
      release = () => {
        held = false;
        for (const frame of late.splice(0)) socket.send(frame);
      };
      server.onMessage((frame) => {
        if (String(frame).includes('"offers"') && String(frame).includes('"taken"')) held = true;
        if (held) late.push(frame);
        else socket.send(frame);
      });
    }),
  );
  await marie.status('Online');
  await yannis.status('Online');
  const lea = await waiting('Lea Late', 'Two at once');
  await photographed({ marie, yannis, lea }, async () => {
    await Promise.all([marie.isOffered('Lea Late'), yannis.isOffered('Lea Late')]);
    await marie.accept.click();
    await lea.sees('Marie Lambert joined the conversation');
    await yannis.accept.click();
    release();
    await yannis.page
      .getByRole('region', { name: 'Messages' })
      .getByText('Marie Lambert has already taken Lea Late.')
      .waitFor();
    await isReachable(yannis.page, 'a toast');
    await marie.write('Reply', 'I am here');
    await marie.submitAs('Closed');
    await lea.sees('I am here');
  });
  await routing('offer');
  for (const person of [marie, yannis]) await person.status('Offline');
  await Promise.all([marie, yannis, lea].map(({ context }) => context.close()));
});

test('S3_22_tabs_show_what_was_said_last_are_closed_undone_moved_found_and_kept', async () => {
  const marie = await agent(browser, demo, 'marie@example.com');
  await photographed({ marie }, async () => {
    for (const name of ['Priya Raman', 'Lucie Moreau', 'Daniel Osei']) {
      await marie.page.getByRole('button', { name: /^Tickets/ }).click();
      await marie.open('All open', name);
    }
    await tab(marie, /^(?!Close)Widget Priya Raman/).hover();
    await marie.page.getByRole('tooltip').getByText('Priya Raman').waitFor();
    const order = () =>
      tabs(marie)
        .getByRole('button', { name: /^(?!Close)/ })
        .allInnerTexts();
    const names = async () => (await order()).map((text) => /(Priya|Lucie|Daniel)/.exec(text)?.[1]);
    assert.deepEqual(await names(), ['Priya', 'Lucie', 'Daniel']);
    // By keyboard: the last to the left; closed by key, and back by the key for undoing.
    await tab(marie, /^(?!Close).*Daniel Osei/).focus();
    await marie.page.keyboard.press('Alt+Shift+ArrowLeft');
    assert.deepEqual(await names(), ['Priya', 'Daniel', 'Lucie']);
    await marie.page.keyboard.press('Alt+KeyW');
    await marie.page.getByRole('region', { name: 'Messages' }).getByText('Daniel Osei closed').waitFor();
    assert.deepEqual(await names(), ['Priya', 'Lucie']);
    await marie.page.keyboard.press('Alt+KeyZ');
    await tab(marie, /^(?!Close).*Daniel Osei/).waitFor();
    assert.deepEqual(await names(), ['Priya', 'Daniel', 'Lucie']);
    await tab(marie, /^(?!Close).*Priya Raman/).click({ button: 'middle' });
    await tab(marie, /^(?!Close).*Priya Raman/).waitFor({ state: 'detached' });
    await marie.page.keyboard.press('Alt+Shift+KeyW');
    await marie.page.getByRole('heading', { name: 'Priya Raman', level: 1 }).waitFor();
    await tab(marie, /^(?!Close).*Lucie Moreau/).dragTo(tab(marie, /^(?!Close).*Priya Raman/), {
      targetPosition: { x: 4, y: 8 },
    });
    assert.deepEqual(await names(), ['Lucie', 'Priya', 'Daniel']);
    await marie.page.reload();
    await tab(marie, /^(?!Close).*Lucie Moreau/).waitFor();
    assert.deepEqual(await names(), ['Lucie', 'Priya', 'Daniel']);
    await marie.bar.getByRole('button', { name: 'All open tickets' }).click();
    const all = marie.page.getByRole('dialog', { name: 'All open tickets' });
    await isReachable(marie.page, 'all tabs', { exclude: ['#main'] });
    await all.getByRole('textbox', { name: 'Find a tab…' }).fill('dan');
    await all.getByRole('button', { name: /Daniel Osei/ }).click();
    await marie.page.getByRole('heading', { name: 'Daniel Osei', level: 1 }).waitFor();
  });
  await marie.context.close();
});

test('the status menu chooses sound, colours and language at once and stays open', async () => {
  const marie = await agent(browser, demo, 'marie@example.com', overheard);
  await photographed({ marie }, async () => {
    await marie.page.keyboard.press('Alt+KeyS');
    const menu = marie.page.getByRole('menu');
    await menu.waitFor();
    await isReachable(marie.page, 'the status menu', { exclude: ['#main'] });
    await menu.getByRole('menuitemradio', { name: 'Once' }).click();
    await menu.getByRole('menuitemradio', { name: 'Quiet' }).click();
    await marie.page.waitForFunction(() => globalThis.heard.tones === 2);
    await menu.getByRole('menuitem', { name: 'Test the sound' }).click();
    await marie.page.waitForFunction(() => globalThis.heard.tones === 4);
    await menu.getByRole('menuitemradio', { name: 'Dark' }).click();
    await marie.page.locator('html[data-mantine-color-scheme=dark]').waitFor();
    await menu.getByRole('menuitemradio', { name: 'Ελληνικά' }).click();
    await marie.page.locator('html[lang=el]').waitFor();
    await menu.getByRole('menuitemradio', { name: 'English' }).click();
    await menu.getByRole('menuitemradio', { name: 'Light' }).click();
    await marie.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await marie.page.reload();
    await marie.bar.getByRole('button', { name: 'Status' }).waitFor();
    await marie.page.keyboard.press('Alt+KeyS');
    assert.equal(
      await menu.getByRole('menuitemradio', { name: 'Once' }).getAttribute('aria-checked'),
      'true',
    );
  });
  await marie.context.close();
});

test('a lost line is told in a strip of its own that covers nothing, and goes with its return', async () => {
  const cable = await layCable();
  const proxy = { server: cable.address, bypass: '<-loopback>' };
  const marie = await agent(browser, demo, 'marie@example.com', undefined, { proxy });
  await photographed({ marie }, async () => {
    await marie.open('All open', 'Priya Raman');
    await marie.context.setOffline(true);
    const told = marie.page.getByText('Connection lost.');
    await told.waitFor();
    await isReachable(marie.page, 'the lost line');
    for (const [width, height] of SIZES) {
      await resized(marie.page, width, height);
      const [strip, banner, main] = await Promise.all([
        told.boundingBox(),
        marie.bar.boundingBox(),
        marie.page.getByRole('main').boundingBox(),
      ]);
      assert.ok(banner.y + banner.height <= strip.y, `below the top bar at ${width}`);
      assert.ok(strip.y + strip.height <= main.y, `above everything else at ${width}`);
    }
    await resized(marie.page, ...SIZES[0]);
    await marie.context.setOffline(false);
    await told.waitFor({ state: 'detached' });
  });
  await marie.context.close();
  await cable.close();
});

test('a conversation that could not be read is read again on asking, and so are the lists', async () => {
  const marie = await agent(browser, demo, 'marie@example.com');
  await photographed({ marie }, async () => {
    const conversations = /\/desk\/v1\/conversations\//;
    await marie.page.route(conversations, (route) => route.abort());
    await marie.list('All open');
    await marie.page.getByRole('tabpanel').getByRole('button', { name: 'Priya Raman' }).first().click();
    const again = marie.page.getByRole('main').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await isReachable(marie.page, 'a conversation that could not be read');
    await again.click();
    await again.waitFor();
    await marie.page.unroute(conversations);
    await again.click();
    await marie.page.getByRole('heading', { name: 'Priya Raman', level: 1 }).waitFor();
    const tickets = /\/desk\/v1\/tickets\?/;
    await marie.page.route(tickets, (route) => route.abort());
    await marie.list('Recently solved or closed');
    const list = marie.page.locator('#list-rows').getByRole('button', { name: 'Try again' });
    await list.waitFor();
    await marie.page.unroute(tickets);
    await list.click();
    await list.waitFor({ state: 'detached' });
  });
  await marie.context.close();
});

test('all of it fits a telephone: a list, a conversation, and the way back', async () => {
  const marie = await agent(browser, demo, 'marie@example.com', undefined, {
    viewport: { width: 390, height: 844 },
  });
  await photographed({ marie }, async () => {
    await marie.page.getByRole('button', { name: 'More lists' }).click();
    await marie.page.getByRole('menuitem', { name: /^All open/ }).click();
    await marie.page
      .getByRole('tabpanel')
      .getByRole('button', { name: /Priya Raman/ })
      .click();
    await marie.page.getByRole('heading', { name: 'Priya Raman', level: 1 }).waitFor();
    await isReachable(marie.page, 'a conversation on a telephone');
    await marie.page.getByRole('button', { name: 'Back', exact: true }).click();
    await marie.page.getByRole('tab', { name: /^All open/ }).waitFor();
    await isReachable(marie.page, 'a list on a telephone');
    const wide = await marie.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(wide, 0);
    await marie.page.getByRole('button', { name: 'Search' }).click();
    await marie.page.getByRole('dialog', { name: 'Search and commands' }).waitFor();
  });
  await marie.context.close();
});

test('the sheet of keys is opened by ? and says them all', async () => {
  const marie = await agent(browser, demo, 'marie@example.com');
  await photographed({ marie }, async () => {
    await marie.page.keyboard.press('?');
    const sheet = marie.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Accept the offer').waitFor();
    await isReachable(marie.page, 'the sheet', { exclude: ['#main', 'header'] });
    await marie.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });
  await marie.context.close();
});
