/**
 * Admin centre › Channels › Messaging: what an admin decides about a widget, seen on somebody else's site.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { isBuilt, startDemo } from '../src/demo.mjs';
import { desk } from '../src/desk.mjs';
import { PNG } from '../src/files.mjs';
import { serveHostPage } from '../src/host_page.mjs';

const PATIENCE = 15_000;

describe('a widget’s settings', { skip: !isBuilt && 'build the program first' }, () => {
  let demo;
  let browser;
  let alex;
  before(async () => {
    demo = await startDemo();
    browser = await launch();
    alex = await desk(demo, 'alex@example.com');
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** A widget of this test's own. */
  const made = (over = {}) => alex.addIntegration({ name: 'Outlet', ...over });

  /** An admin at a page of the admin centre. */
  async function admin(path, options = {}) {
    const context = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const { password } = demo.logins.find((one) => one.email === 'alex@example.com');
    await page.goto(`${demo.listen}/admin/channels/messaging/${path}`);
    await page.locator('input[type=email]').fill('alex@example.com');
    await page.locator('input[type=password]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    const tab = (name) => page.getByRole('tab', { name }).click();
    return {
      page,
      context,
      tab,
      async save() {
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page
          .getByText(/^Saved: /)
          .first()
          .waitFor();
      },
    };
  }

  /** Somebody on a site that has the widget, on an origin of its own. */
  async function guest(integration, options = {}) {
    const site = await serveHostPage(demo, integration);
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const warnings = [];
    page.on('console', (message) => warnings.push(message.text()));
    await page.goto(site.address);
    return {
      page,
      site,
      warnings,
      launcher: page.locator('frontdesk-widget .launcher button'),
      widget: page.frameLocator('iframe').first(),
      async leave() {
        await context.close();
        await site.close();
      },
    };
  }

  test('S0_27_S0_28_S3_1_an_admin_finds_the_widget_names_it_and_puts_it_on_a_page', async () => {
    const { page, context } = await admin('');
    await page.getByRole('link', { name: 'Add a widget' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('This is needed.').first().waitFor();
    await page.getByLabel('Name').fill('Second shop');
    await page.getByLabel('Title').fill('Ask us');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('tab', { name: 'Installation', selected: true }).waitFor();
    await page.getByText('Not seen on any page yet').waitFor();
    const line = await page.getByLabel('Line for your page').first().inputValue();
    const id = line.match(/data-integration="([0-9a-f]{24})"/)[1];
    assert.ok(line.includes(`${demo.listen}/widget.js`), line);

    const visitor = await guest(id);
    await visitor.launcher.click();
    await visitor.widget.getByRole('heading', { name: 'Ask us', level: 1 }).waitFor();
    await page.reload();
    await page.getByText(`Seen on ${new URL(visitor.site.address).origin}`).waitFor();
    await visitor.leave();
    await context.close();
  });

  test('S0_29_S0_30_S0_31_S0_32_channels_are_chosen_from_those_that_are_connected_and_taken_back', async () => {
    const id = await made();
    const { page, save, context } = await admin(id);
    const section = page.getByRole('region', { name: 'Allow customers to switch channels' });
    const offered = section.getByRole('checkbox');
    await offered.first().waitFor();
    const words = await section.innerText();
    for (const kind of ['WhatsApp', 'Messenger', 'Instagram']) assert.match(words, new RegExp(kind));
    assert.doesNotMatch(words, /LINE|WeChat|Telegram|SMS/, 'what cannot be linked is not offered');
    assert.equal(await offered.count(), 3);
    const switching = (visitor) => visitor.widget.getByRole('button', { name: 'Continue in another app' });
    for (let number = 0; number < 3; number += 1) await offered.nth(number).setChecked(number === 0);
    await save();
    const before = await guest(id);
    await before.launcher.click();
    await switching(before).waitFor();
    await before.leave();
    await offered.first().uncheck();
    await save();
    const after = await guest(id);
    await after.launcher.click();
    await after.widget.getByRole('textbox').first().waitFor();
    assert.equal(await switching(after).count(), 0, 'S0-9: without a channel there is no icon');
    await after.leave();
    await context.close();
  });

  test('looks: what is chosen shows in the preview at once, and on the page once it is saved', async () => {
    const id = await made();
    const { page, tab, save, context } = await admin(id);
    await tab('Style');
    const preview = page.frameLocator('iframe');
    const bubble = preview.locator('frontdesk-widget .launcher button');
    await bubble.waitFor();
    await page.getByLabel('Brand colour', { exact: true }).fill('#ffe14d');
    await page.getByText('black text is put on it').waitFor();
    await page.getByRole('radio', { name: 'Pill with text' }).check();
    await page.getByLabel('Text of the launcher').fill('Ask away');
    await page.getByRole('radio', { name: 'Left' }).check();
    await page.getByLabel('From the side').fill('32');
    await page.getByLabel('From the bottom').fill('48');
    await page.getByLabel('Rounded corners').fill('6');
    await page.getByRole('radio', { name: 'Dark' }).check();
    await preview.getByRole('button', { name: 'Ask away' }).waitFor();
    await save();

    const visitor = await guest(id, { colorScheme: 'light' });
    await visitor.page.getByRole('button', { name: 'Ask away' }).waitFor();
    const place = await visitor.launcher.boundingBox();
    const { height } = visitor.page.viewportSize();
    assert.equal(Math.round(place.x), 32);
    assert.equal(Math.round(height - place.y - place.height), 48);
    const painted = await visitor.launcher.evaluate((button) => {
      const { backgroundColor, color } = getComputedStyle(button);
      return [backgroundColor, color];
    });
    assert.deepEqual(painted, ['rgb(255, 225, 77)', 'rgb(0, 0, 0)']);
    await visitor.launcher.click();
    await visitor.widget.getByRole('textbox', { name: 'Message' }).waitFor();
    const ground = await visitor.widget
      .locator('body')
      .evaluate((body) => getComputedStyle(body).backgroundColor);
    assert.equal(ground, 'rgb(23, 25, 30)', 'dark, whatever the device is');
    const corner = await visitor.page
      .locator('frontdesk-widget .panel')
      .evaluate((panel) => getComputedStyle(panel).borderRadius);
    assert.equal(corner, '6px');
    await visitor.leave();
    await context.close();
  });

  test('a picture stands for the bot, and only pictures are taken', async () => {
    const id = await made({ widget: { style: undefined } });
    const { page, tab, save, context } = await admin(id);
    await tab('Style');
    const input = page.locator('input[type=file]');
    await input.setInputFiles({ name: 'face.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') });
    await page.getByText('Only PNG, JPEG and WebP pictures can be used.').waitFor();
    await input.setInputFiles({ name: 'big.png', mimeType: 'image/png', buffer: Buffer.alloc(300_000) });
    await page.getByText('The picture is larger than 256 KB.').waitFor();
    await input.setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: PNG });
    await page.getByRole('img', { name: 'The picture of the bot' }).waitFor();
    await save();
    const visitor = await guest(id);
    await visitor.launcher.click();
    const face = visitor.widget.locator('.header .avatar');
    await face.waitFor();
    const drawn = await face.evaluate((one) => getComputedStyle(one).backgroundImage);
    const shown = await fetch(drawn.match(/url\("(.+)"\)/)[1]);
    assert.equal(shown.headers.get('content-type'), 'image/png');
    assert.deepEqual(Buffer.from(await shown.arrayBuffer()), PNG);
    await visitor.leave();
    await context.close();
  });

  test('S3_26_whether_files_may_be_attached_for_the_eye_and_for_the_server', async () => {
    const id = await made();
    const clip = (visitor) => visitor.widget.getByRole('button', { name: /attach/i });
    const before = await guest(id);
    await before.launcher.click();
    await clip(before).waitFor();
    await before.leave();
    const { page, tab, save, context } = await admin(id);
    await tab('Style');
    await page.getByRole('switch', { name: 'Customers may attach files' }).click();
    await save();
    const visitor = await guest(id);
    await visitor.launcher.click();
    await visitor.widget.getByRole('textbox', { name: 'Message' }).waitFor();
    assert.equal(await clip(visitor).count(), 0);
    const session = await fetch(`${demo.listen}/desk/v1/widget/${id}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: demo.listen },
      body: '{}',
    });
    const { token } = await session.json();
    const sent = await fetch(`${demo.listen}/desk/v1/widget/attachments?name=a.txt`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, origin: demo.listen },
      body: 'hello',
    });
    assert.equal((await sent.json()).code, 'uploads_off');
    await visitor.leave();
    await context.close();
  });

  test('responses: greeting, header and first message in the visitor’s language, else in the default one', async () => {
    const id = await made({ flow: null, widget: { texts: {} } });
    const { page, tab, save, context } = await admin(id);
    await tab('Responses');
    await page.getByLabel('Greeting bubble').fill('Can we help?');
    await page.getByLabel('First message').fill('Welcome to the outlet');
    await page.getByText('Français').first().click();
    await page.getByLabel('Greeting bubble').fill('Besoin d’aide ?');
    await page.getByRole('switch', { name: 'Ask for the name' }).click();
    await save();
    for (const [locale, greeting, asked] of [
      ['en-GB', 'Can we help?', 'Please tell us who you are'],
      ['fr-FR', 'Besoin d’aide ?', 'Dites-nous qui vous êtes'],
      ['el-GR', 'Can we help?', 'Πείτε μας ποιος είστε'],
    ]) {
      const visitor = await guest(id, { locale });
      const bubble = visitor.page.locator('frontdesk-widget aside');
      await bubble.getByText(greeting).click();
      const box = visitor.widget.getByRole('textbox').last();
      await box.fill('?');
      await box.press('Enter');
      await visitor.widget.getByText('Welcome to the outlet').first().waitFor();
      await visitor.widget.getByText(asked).first().waitFor();
      assert.equal(await visitor.widget.getByLabel(/^(Name|Nom|Όνομα)$/).count(), 0);
      await visitor.page.reload();
      await visitor.launcher.waitFor();
      assert.equal(await bubble.isVisible(), false, 'said once');
      await visitor.leave();
    }
    await context.close();
  });

  test('off and on: the page is told why, and nothing shows', async () => {
    const id = await made();
    const { page, save, context } = await admin(id);
    await page.getByRole('switch', { name: 'Shown to customers' }).click();
    await save();
    await page.getByText('This widget is switched off').waitFor();
    const visitor = await guest(id);
    await visitor.page
      .waitForEvent('console', { predicate: (told) => /switched off/.test(told.text()) })
      .catch(() => {});
    assert.equal(await visitor.page.locator('frontdesk-widget').count(), 0);
    assert.match(visitor.warnings.join('\n'), /is not shown: it is switched off/);
    await page.getByRole('switch', { name: 'Shown to customers' }).click();
    await save();
    await visitor.page.reload();
    await visitor.launcher.waitFor();
    await visitor.leave();
    await context.close();
  });

  test('S4_2_S4_5_S4_9_S4_10_two_sites_and_the_help_centre_at_once_each_with_its_own_widget', async () => {
    const ids = [
      await made({ name: 'Shop', widget: { title: 'The shop', brand_color: '#0b5d3b' } }),
      await made({ name: 'Outlet', widget: { title: 'The outlet', brand_color: '#5b2a86' } }),
    ];
    const [shop, outlet] = [await guest(ids[0]), await guest(ids[1])];
    for (const [visitor, title] of [
      [shop, 'The shop'],
      [outlet, 'The outlet'],
    ]) {
      await visitor.launcher.click();
      await visitor.widget.getByRole('heading', { name: title, level: 1 }).waitFor();
    }
    // A help centre of this server's own is one more page with the same line.
    const help = await browser.newContext({ locale: 'en-GB' });
    const page = await help.newPage();
    await page.goto(`${demo.listen}/widget/try?integration=${ids[0]}`);
    await page.locator('frontdesk-widget .launcher button').click();
    await page.frameLocator('iframe').first().getByRole('heading', { name: 'The shop', level: 1 }).waitFor();
    await help.close();

    const { page: desk, tab, save, context } = await admin(ids[0]);
    await tab('Basics');
    await desk.getByLabel('Allowed sites').first().fill('shop.example.com');
    await desk.keyboard.press('Enter');
    await desk.getByRole('button', { name: 'Save', exact: true }).click();
    await desk.getByText('“shop.example.com” is no address of a site.', { exact: false }).waitFor();
    await desk.getByLabel('Allowed sites').first().press('Backspace');
    await desk.getByLabel('Allowed sites').first().fill('https://shop.example.com/');
    await desk.keyboard.press('Enter');
    await save();
    await shop.page.reload();
    await assert.doesNotReject(async () => {
      while (!/may not stand on this page/.test(shop.warnings.join('\n')))
        await shop.page.waitForEvent('console', { timeout: PATIENCE });
    });
    assert.equal(await shop.page.locator('frontdesk-widget').count(), 0);
    await outlet.page.reload();
    await outlet.launcher.waitFor();
    await Promise.all([shop.leave(), outlet.leave(), context.close()]);
  });

  test('what cannot be saved is led to, on whichever tab it stands', async () => {
    const { page, tab, context } = await admin(await made());
    await page.getByLabel('Title', { exact: true }).fill('');
    await tab('Style');
    await page.getByLabel('Rounded corners').fill('40');
    await page.getByLabel('Rounded corners').blur();
    await page.getByText('A whole number from 0 to 28.').waitFor();
    await page.getByLabel('Rounded corners').fill('4');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: /Basics/, selected: true }).waitFor();
    await page.getByText('This is needed.').waitFor();
    await context.close();
  });

  test('two admins at once: nobody’s work is overwritten unseen', async () => {
    const id = await made();
    const [one, two] = [await admin(id), await admin(`${id}/style`)];
    await two.page.getByLabel('Brand colour', { exact: true }).fill('#0b5d3b');
    await one.page.getByLabel('Title', { exact: true }).fill('First');
    await one.tab('Style');
    await one.page.getByLabel('Brand colour', { exact: true }).fill('#5b2a86');
    await one.save();
    await two.page.getByRole('button', { name: 'Save', exact: true }).click();
    const conflict = two.page.getByRole('alert').filter({ hasText: 'Somebody else changed this' });
    await conflict.waitFor();
    await conflict.getByText('Alex Morgan saved their version', { exact: false }).waitFor();
    await conflict.getByRole('radio', { name: /Put mine on top/ }).check();
    await two.save();
    const { entries } = await alex.get('admin/integrations');
    const { widget } = entries.find(({ entry }) => entry.id === id).entry;
    assert.deepEqual([widget.title, widget.brand_color], ['First', '#0b5d3b']);
    await Promise.all([one.context.close(), two.context.close()]);
  });

  test('every tab is within reach of everybody, in every width and language', async () => {
    const id = await made();
    for (const [width, locale] of [
      [1440, 'en-GB'],
      [1024, 'fr-FR'],
      [390, 'el-GR'],
    ]) {
      const { page, context } = await admin('', { viewport: { width, height: 844 }, locale });
      await page.getByRole('table').waitFor();
      await isReachable(page, `list ${width}`);
      for (const tab of ['basics', 'style', 'responses', 'installation']) {
        await page.goto(`${demo.listen}/admin/channels/messaging/${id}/${tab}`);
        await page.getByRole('tablist').waitFor();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${tab} at ${width} is ${wide} wide`);
        await isReachable(page, `${tab} ${width}`);
      }
      await context.close();
    }
  });
});
