/** The widget on other people's pages, which are strict, restless, doubled, suspicious and badly connected. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch, launchWith } from '../src/browser.mjs';
import { layCable } from '../src/cable.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { bigText, choose } from '../src/files.mjs';
import { photographed } from '../src/photographed.mjs';
import { integrationOf, serveSite, tag, visitSite } from '../src/site.mjs';

const GREETING = 'What can we do for you?';
/** Settings of somebody who lets every frame keep what it likes. */
const OPEN = {
  cookie_controls_mode: 0,
  block_third_party_cookies: false,
  default_content_setting_values: { cookies: 1 },
};

let browser;
let demo;
let integration;
let folder;

before(async () => {
  [browser, demo, folder] = await Promise.all([
    launch(),
    startDemo(),
    mkdtemp(join(tmpdir(), 'frontdesk-embed-')),
  ]);
  integration = await integrationOf(demo);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const english = (more = {}) => browser.newContext({ locale: 'en-GB', ...more });

/** Runs with somebody on a site, and takes both away. */
async function onSite(page, run, { context: options, path = '/' } = {}) {
  const site = await serveSite(page);
  const context = await english(options);
  const zoe = await visitSite(context, site.address + path);
  try {
    await photographed({ zoe }, () => run(zoe, site));
  } finally {
    await context.close();
    await site.close();
  }
}

const plain = () => ({ html: `<body><main><h1>Outlet</h1></main>${tag(demo, integration)}</body>` });

test('S4_2_S4_10_a_plain_page_of_another_site', async () => {
  await onSite(plain, async (zoe) => {
    await zoe.open();
    await zoe.say('Hello from the outlet');
    await zoe.sees(GREETING);
    assert.equal(await zoe.box.evaluate((box) => document.activeElement === box), true, 'the focus was lost');
    await zoe.page.keyboard.press('Escape');
    await zoe.widget.locator('body').waitFor({ state: 'hidden' });
    const focused = () => document.activeElement.shadowRoot?.activeElement?.tagName;
    assert.equal(await zoe.page.evaluate(focused), 'BUTTON', 'the focus did not come back to the launcher');
    await isReachable(zoe.page, 'the page with the launcher');
    assert.deepEqual(zoe.complaints, []);
  });
});

for (const [name, policy, attribute] of [
  ['host', () => `script-src ${demo.listen}`, ''],
  ['nonce', () => "script-src 'nonce-abc123'", 'nonce="abc123"'],
])
  test(`S4_10_a_strict_content_security_policy_by_${name}`, async () => {
    const strict = () => ({
      headers: {
        'content-security-policy': `default-src 'none'; ${policy()}; frame-src ${demo.listen}; style-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
      html: `<body><h1>Bank</h1>${tag(demo, integration, attribute)}</body>`,
    });
    await onSite(strict, async (zoe) => {
      await zoe.open();
      await zoe.say('Hello from the bank');
      await zoe.sees(GREETING);
      const panel = await zoe.page.locator('iframe').boundingBox();
      assert.ok(panel.width > 350 && panel.height > 500, 'the panel has no shape');
      assert.deepEqual(zoe.complaints, []);
    });
  });

/** A browser of its own with these settings. Unlike the others it is no private window, which deny frames storage. */
async function owned(settings, run) {
  const profile = await mkdtemp(join(folder, 'profile-'));
  await mkdir(join(profile, 'Default'));
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: settings }));
  const context = await launchWith(profile, { locale: 'en-GB' });
  const site = await serveSite(plain);
  try {
    const zoe = await visitSite(context, site.address);
    await photographed({ zoe }, () => run(zoe));
  } finally {
    await context.close();
    await site.close();
  }
}

test('S4_10_a_single_page_app_that_navigates_and_draws_its_body_anew', async () => {
  await owned(OPEN, async (zoe) => {
    await zoe.open();
    await zoe.say('Before');
    await zoe.sees(GREETING);
    await zoe.box.fill('half a sent');
    await zoe.frame().evaluate(() => {
      globalThis.sameProgram = true;
    });
    for (const at of [1, 2, 3]) {
      await zoe.page.evaluate((at) => {
        history.pushState({}, '', `/page/${at}`);
        const body = document.createElement('body');
        body.append(Object.assign(document.createElement('h1'), { textContent: `Page ${at}` }));
        document.body.replaceWith(body);
      }, at);
      await zoe.page.getByRole('heading', { name: `Page ${at}` }).waitFor();
    }
    assert.equal(await zoe.frame().evaluate(() => globalThis.sameProgram), true, 'the frame was loaded anew');
    assert.equal(await zoe.box.inputValue(), 'half a sent');

    // Some draw the whole document anew: the frame has to begin again, and nobody notices.
    await zoe.page.evaluate(() => {
      document.documentElement.replaceChildren(
        document.createElement('head'),
        document.createElement('body'),
      );
    });
    await zoe.sees('Before');
    assert.equal(await zoe.box.inputValue(), 'half a sent');
    await zoe.say('After');
    await zoe.sees('After');
    assert.equal(await zoe.count('Before'), 1);
    assert.equal(zoe.loads.length, 1);
    assert.deepEqual(zoe.complaints, []);
  });
});

test('S3_3_two_tabs_at_once', async () => {
  await onSite(plain, async (zoe, site) => {
    await zoe.open();
    await zoe.say('First tab');
    await zoe.sees(GREETING);
    const tab = await visitSite(zoe.context, `${site.address}/other`);
    await tab.open();
    await tab.sees('First tab');
    await Promise.all([zoe.say('From one'), tab.say('From two')]);
    for (const one of [zoe, tab]) {
      await one.sees('From one');
      await one.sees('From two');
      for (const text of ['First tab', 'From one', 'From two']) assert.equal(await one.count(text), 1, text);
    }
  });
});

test('S3_2_third_party_cookies_blocked_the_conversation_stays', async () => {
  await owned({ cookie_controls_mode: 1, block_third_party_cookies: true }, async (zoe) => {
    await zoe.open();
    await zoe.say('Are you there?');
    await zoe.sees(GREETING);
    await zoe.page.reload();
    await zoe.open();
    await zoe.sees('Are you there?');
    assert.equal(await zoe.count('Are you there?'), 1);
    assert.deepEqual(zoe.complaints, []);
  });
});

test('S3_2_all_storage_denied_one_can_still_talk', async () => {
  await owned({ default_content_setting_values: { cookies: 2 } }, async (zoe) => {
    await zoe.open();
    const denied = await zoe.frame().evaluate(() => {
      try {
        return localStorage.length < 0;
      } catch {
        return true;
      }
    });
    assert.equal(denied, true, 'the browser does not deny its storage');
    await zoe.say('In private');
    await zoe.sees(GREETING);
    await zoe.say('And again');
    await zoe.sees('And again');
    assert.deepEqual(zoe.complaints, []);
  });
});

test('S3_3_a_line_that_drops_again_and_again_loses_nothing_doubles_nothing_and_needs_no_reload', async () => {
  const cable = await layCable();
  const alex = await desk(demo, 'alex@example.com');
  await clearQueue(demo);
  const options = { context: { proxy: { server: cable.address } } };
  await onSite(
    plain,
    async (zoe) => {
      await zoe.open();
      await zoe.say('Said first');
      await zoe.sees(GREETING);
      const conversation = await takeOver(zoe, alex);
      const said = [];
      const answered = [];
      for (let drop = 1; drop <= 8; drop += 1) {
        // Something on a whole line, something on a dead one, and an answer that meets nobody.
        await zoe.say(`Zoe ${drop} a`);
        await zoe.sees(`Zoe ${drop} a`);
        cable.cut();
        await zoe.say(`Zoe ${drop} b`);
        await alex.command({ do: 'reply', conversation, text: `Alex ${drop}`, files: [], submit_as: 'open' });
        cable.mend();
        await zoe.sees(`Alex ${drop}`);
        said.push(`Zoe ${drop} a`, `Zoe ${drop} b`);
        answered.push(`Alex ${drop}`);
      }
      await zoe.say('Said last');
      await zoe.log
        .getByText(/Sent|Delivered|Seen/)
        .last()
        .waitFor();
      const shown = await bubbles(zoe);
      assert.deepEqual(
        shown.filter((text) => /^Zoe \d/.test(text)),
        said,
      );
      assert.deepEqual(
        shown.filter((text) => /^Alex \d/.test(text)),
        answered,
      );
      assert.equal(zoe.loads.length, 1, 'somebody had to load the page again');
      // What is shown is what is written down.
      const { items } = await alex.get(`conversations/${conversation}`);
      const written = items.flatMap((item) => (item.content?.type === 'text' ? [item.content.text] : []));
      assert.deepEqual(
        written.filter((text) => /^(Zoe|Alex) \d/.test(text)).sort(),
        [...said, ...answered].sort(),
      );
    },
    options,
  );
  await cable.close();
});

const bubbles = (zoe) =>
  zoe.log
    .getByRole('article')
    .evaluateAll((all) => all.map((one) => one.querySelector('.bubble')?.textContent));

/** An agent takes what the visitor began, without waiting for it to be offered. */
async function takeOver(zoe, agent) {
  await zoe.widget.getByRole('button', { name: 'Options' }).click();
  await zoe.widget.getByRole('menuitem', { name: 'Talk to a human' }).click();
  await zoe.log.getByText('A colleague will be with you in a moment.').waitFor();
  const { rows } = await agent.get('tickets?list=unassigned&limit=1');
  const [{ conversation }] = rows;
  await agent.command({ do: 'take', conversation });
  return conversation;
}

test('S3_30_the_server_is_killed_while_a_file_is_being_sent', async () => {
  const big = await bigText(folder, 'plan.log', 40 * 1024 * 1024);
  const cable = await layCable();
  await onSite(
    plain,
    async (zoe) => {
      await zoe.open();
      await zoe.say('A plan follows');
      await zoe.sees(GREETING);
      await choose(zoe.page, zoe.widget.getByRole('button', { name: 'Attach a file' }), [big]);
      await zoe.widget.getByRole('progressbar').waitFor();
      await demo.kill();
      cable.mend();
      await zoe.widget.getByText('There is no connection. Please try again.').first().waitFor();
      await demo.start();
      await zoe.widget.getByRole('button', { name: 'Remove plan.log' }).waitFor();
      await zoe.widget.getByRole('progressbar').waitFor({ state: 'detached', timeout: 60_000 });
      await zoe.widget.getByRole('button', { name: 'Send' }).click();
      await zoe.log.getByRole('button', { name: /^Download plan\.log/ }).waitFor();
      assert.equal(await zoe.log.getByRole('button', { name: /^Download plan\.log/ }).count(), 1);
      assert.equal(zoe.loads.length, 1);
    },
    { context: { proxy: { server: cable.address } } },
  );
  await cable.close();
});

test('the_tag_twice_makes_one_widget', async () => {
  const twice = () => ({ html: `<body>${tag(demo, integration)}${tag(demo, integration)}</body>` });
  await onSite(twice, async (zoe) => {
    await zoe.open();
    assert.equal(await zoe.page.locator('frontdesk-widget').count(), 1);
    assert.equal(await zoe.page.locator('iframe').count(), 1);
  });
});

test('a_widget_that_does_not_exist_gives_one_warning_and_leaves_the_page_alone', async () => {
  const wrong = () => ({ html: `<body><h1>Outlet</h1>${tag(demo, '0'.repeat(24))}</body>` });
  await onSite(wrong, async (zoe) => {
    const warnings = [];
    zoe.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    await Promise.all([
      zoe.page.waitForEvent('console', (message) => message.type() === 'warning'),
      zoe.page.reload(),
    ]);
    assert.deepEqual(warnings, [
      `Frontdesk: the widget ${'0'.repeat(24)} of ${demo.listen} is not shown: it does not exist`,
    ]);
    assert.equal(await zoe.page.locator('frontdesk-widget').count(), 0);
    assert.deepEqual(zoe.complaints, []);
    await zoe.page.evaluate(() => globalThis.Frontdesk('open'));
  });
});

for (const status of [429, 503])
  test(`a_server_that_answers_${status}_is_asked_again_when_it_said`, async () => {
    const site = await serveSite(plain);
    const context = await english();
    let refusals = 0;
    await context.route('**/desk/v1/widget/*/session', (route) => {
      refusals += 1;
      if (refusals > 2) return route.continue();
      return route.fulfill({ status, headers: { 'retry-after': '1' }, body: 'a proxy’s own words' });
    });
    const zoe = await visitSite(context, site.address);
    await photographed({ zoe }, async () => {
      await zoe.open();
      await zoe.say('Written meanwhile');
      await zoe.sees(GREETING);
      assert.equal(await zoe.count('Written meanwhile'), 1);
      assert.equal(refusals, 3);
    });
    await context.close();
    await site.close();
  });
