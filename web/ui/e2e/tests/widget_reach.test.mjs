/** The widget for everybody: by keyboard alone, read by axe in every state, from the right, and as somebody known. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { isReachable, widgetFrame } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { choose } from '../src/files.mjs';
import { agent, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';
import { integrationOf, serveSite, tag, visitSite } from '../src/site.mjs';

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

/** Presses Tab, or Shift+Tab, until what has the focus holds: nobody has to know how many there are between. */
async function tabTo(page, frame, holds, key = 'Tab') {
  for (let presses = 0; presses < 40; presses += 1) {
    const name = await frame().evaluate(() => {
      const { activeElement: on } = document;
      return on === null || on === document.body
        ? ''
        : `${on.getAttribute('aria-label') ?? ''}${on.labels?.[0]?.textContent ?? ''}${on.textContent}`;
    });
    if (holds.test(name)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not lead to ${holds}`);
}

test('S4_3_S4_8_the_whole_story_of_an_end_user_by_keyboard_alone', async () => {
  const marie = await agent(browser, demo, 'marie@example.com');
  await marie.status('Online');
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await photographed({ marie, zoe: { page, wire: [] } }, async () => {
    await page.goto(demo.urls.demo);
    await page.getByRole('button', { name: /^Open messaging/ }).waitFor();
    await page.getByRole('button', { name: /^Open messaging/ }).focus();
    await page.keyboard.press('Enter');
    const widget = page.frameLocator('iframe').first();
    const box = widget.getByRole('textbox', { name: 'Message' });
    await box.waitFor();
    const frame = () => widgetFrame(page);
    await frame().waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await page.keyboard.type('My lamp hums.');
    await page.keyboard.press('Enter');
    await widget.getByRole('button', { name: 'Talk to a human' }).waitFor();
    await tabTo(page, frame, /^Talk to a human/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await widget.getByRole('textbox', { name: 'Your name' }).waitFor();
    await tabTo(page, frame, /Your name/, 'Shift+Tab');
    await page.keyboard.type('Zoe Keys');
    await page.keyboard.press('Tab');
    await page.keyboard.type('zoe@mail.example');
    await page.keyboard.press('Enter');
    await widget.getByText('A colleague will be with you in a moment.').last().waitFor();
    await marie.acceptUntil('Zoe Keys');
    await marie.write('Reply', 'Is it plugged in?');
    await marie.send();
    await widget.getByText('Is it plugged in?').last().waitFor();
    await tabTo(page, frame, /^Message/);
    await page.keyboard.type('It is now.');
    await page.keyboard.press('Enter');
    await marie.sees('It is now.');
    // Out of the panel by Escape, and back to the button that opened it.
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => {
      let on = document.activeElement;
      while (on?.shadowRoot?.activeElement) on = on.shadowRoot.activeElement;
      return /^Open messaging/.test(on?.getAttribute('aria-label') ?? on?.textContent ?? '');
    });
    await marie.write('Reply', 'Glad to hear it.');
    await marie.submitAs('Closed');
  });
  await marie.status('Offline');
  await Promise.all([marie.context.close(), context.close()]);
});

test('S4_4_S4_7_axe_finds_nothing_in_any_state_of_the_widget', async () => {
  const marie = await agent(browser, demo, 'marie@example.com');
  const ana = await visitor(browser, demo);
  const { page, widget } = ana;
  const read = (what) => isReachable(page, what, { frame: widgetFrame(page) });
  await photographed({ marie, ana }, async () => {
    await isReachable(page, 'a shop with an open widget');
    await read('with nothing said');
    await ana.say('Hello');
    await widget.getByRole('button', { name: 'Product question' }).waitFor();
    await read('with quick replies');
    await widget.getByRole('button', { name: 'Options' }).click();
    await read('with its menu');
    await page.keyboard.press('Escape');
    await ana.choose('Product question');
    await widget.getByRole('button', { name: 'Ask about Ember' }).waitFor();
    await read('with a carousel');
    await ana.choose('Ask about Ember');
    await widget.getByRole('button', { name: 'Submit' }).click();
    await widget.getByText('Please fill this in.').first().waitFor();
    await read('with a form that is not filled in');
    await ana.fill({ 'Your name': 'Ana Axe', 'Your e-mail': 'ana@mail.example' });
    await ana.sees('Somebody who knows the Ember stove');
    await read('while nobody has come yet');
    const file = { name: 'stove.txt', mimeType: 'text/plain', buffer: Buffer.from('warm') };
    await choose(page, widget.getByRole('button', { name: 'Attach a file' }), [file]);
    await widget.getByText('stove.txt').first().waitFor();
    await read('with a file that is to go');
    await widget.getByRole('button', { name: 'Send' }).click();
    await widget.getByRole('log').getByText('stove.txt').waitFor();
    await read('with a file');
    await marie.status('Online');
    await marie.acceptUntil('Ana Axe');
    await marie.write('Reply', 'Here I am.');
    await widget.getByRole('status', { name: /typing/ }).waitFor();
    await read('while an agent types');
    await marie.send();
    await ana.sees('Here I am.');
    await read('with an agent');
    await ana.context.setOffline(true);
    await widget
      .getByText(/Reconnecting|offline/i)
      .first()
      .waitFor();
    await ana.say('Still there?');
    await widget
      .getByText(/Will be sent/)
      .first()
      .waitFor();
    await read('without a line');
    await ana.context.setOffline(false);
    await marie.sees('Still there?');
    await marie.write('Reply', 'Bye.');
    await marie.submitAs('Closed');
    await ana.sees('Bye.');
    await read('after the end');
  });
  await marie.status('Offline');
  await Promise.all([marie.context.close(), ana.context.close()]);
});

test('S4_10_from_right_to_left', async () => {
  const context = await browser.newContext({ locale: 'ar-EG', viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await photographed({ huda: { page, wire: [] } }, async () => {
    await page.goto(demo.urls.demo);
    // There is no Arabic catalogue: its words are English, its direction is the reader's.
    await page.getByRole('button', { name: /^Open messaging/ }).click();
    const widget = page.frameLocator('iframe').first();
    const box = widget.getByRole('textbox', { name: 'Message' });
    await box.fill('مرحبا، هل الموقد مناسب لغرفة صغيرة؟');
    await box.press('Enter');
    await widget.getByRole('button', { name: 'Talk to a human' }).waitFor();
    const frame = widgetFrame(page);
    const at = await frame.evaluate(() => {
      const place = (element) => {
        const { left, right } = element.getBoundingClientRect();
        return (left + right) / 2;
      };
      const own = [...document.querySelectorAll('[role=log] *')].find(
        (one) => one.childElementCount === 0 && one.textContent.includes('مرحبا'),
      );
      return {
        dir: document.documentElement.dir,
        middle: innerWidth / 2,
        heading: place(document.querySelector('h1')),
        close: place(
          [...document.querySelectorAll('button')].find((one) => /^Close/.test(one.ariaLabel ?? '')),
        ),
        own: place(own),
        over: document.documentElement.scrollWidth - innerWidth,
      };
    });
    assert.equal(at.dir, 'rtl');
    assert.ok(at.close < at.middle && at.own < at.middle, 'what is at the end stands at the left');
    assert.ok(at.heading > at.close, 'the name stands before the buttons');
    assert.ok(at.over <= 0, 'scrolls sideways');
    await isReachable(page, 'from the right', { frame });
    await widget.getByRole('button', { name: 'Product question' }).click();
    const turned = (name) =>
      widget
        .getByRole('button', { name })
        .locator('.icon')
        .evaluate((icon) => getComputedStyle(icon).rotate);
    assert.deepEqual([await turned('Previous card'), await turned('Next card')], ['0deg', '180deg']);
  });
  await context.close();
});

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed({ kid, secret }, claims) {
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

test('S4_15_a_page_says_who_its_visitor_is_by_a_token_that_a_real_key_signed', async () => {
  const asked = { name: 'Outlet', algorithm: 'hs256', public_key: null };
  const { status, body: made } = await alex.ask('POST', 'admin/signing-keys', asked);
  assert.equal(status, 201, JSON.stringify(made));
  const key = { kid: made.entry.key.id, secret: made.entry.secret };
  const claims = (exp) => ({
    scope: 'user',
    external_id: 'customer-7',
    name: 'Nadia Known',
    email: 'nadia@mail.example',
    email_verified: true,
    exp: Math.floor(Date.now() / 1000) + exp,
  });
  const tokens = {
    good: signed(key, claims(300)),
    forged: signed({ ...key, secret: 'x'.repeat(64) }, claims(300)),
  };
  const integration = await integrationOf(demo);
  const site = await serveSite((path) => ({
    html: `<body><main><h1>Outlet</h1></main>
      <script>
        window.Frontdesk = function () { (window.Frontdesk.q ??= []).push(arguments); };
        window.told = [];
        for (const event of ['identified', 'error'])
          Frontdesk('on', event, (detail) => told.push(detail));
        Frontdesk('identify', () => '${path.includes('forged') ? tokens.forged : tokens.good}');
      </script>${tag(demo, integration)}</body>`,
  }));
  const context = await browser.newContext({ locale: 'en-GB' });
  const nadia = await visitSite(context, site.address);
  const marie = await agent(browser, demo, 'marie@example.com');
  await photographed({ nadia, marie }, async () => {
    await nadia.open();
    await nadia.page.waitForFunction(() => globalThis.told.length > 0);
    assert.deepEqual(await nadia.page.evaluate(() => globalThis.told), [{ verified: true }]);
    await nadia.say('Is my order on its way?');
    await nadia.widget.getByRole('button', { name: 'Talk to a human' }).click();
    await marie.status('Online');
    await marie.acceptUntil('Nadia Known');
    await marie.customer.getByText('nadia@mail.example').waitFor();
    await marie.customer.getByText('Verified', { exact: false }).first().waitFor();
    // Another browser, the same person: the conversation is there.
    const other = await browser.newContext({ locale: 'en-GB' });
    const again = await visitSite(other, site.address);
    await again.open();
    await again.sees('Is my order on its way?');
    await other.close();
    // A token of somebody else's making opens nothing, and says so.
    const stranger = await browser.newContext({ locale: 'en-GB' });
    const forger = await visitSite(stranger, `${site.address}/forged`);
    await forger.open();
    await forger.page.waitForFunction(() => globalThis.told.length > 0);
    assert.deepEqual(await forger.page.evaluate(() => globalThis.told), [{ code: 'identity_refused' }]);
    assert.equal(await forger.count('Is my order on its way?'), 0);
    await stranger.close();
    await marie.write('Reply', 'It is.');
    await marie.submitAs('Closed');
  });
  await marie.status('Offline');
  await Promise.all([context.close(), marie.context.close()]);
  await site.close();
});
