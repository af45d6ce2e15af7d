/** The admin centre in a real browser: people, fields, routing, the account; two admins at once; keyboard alone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { admin } from '../src/admin.mjs';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { desk } from '../src/desk.mjs';
import { photographed } from '../src/photographed.mjs';
import { resized } from '../src/shown.mjs';

let browser;
let demo;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Runs with admins of whom a picture is left where it fails; their windows are closed at the end. */
async function with_(people, run) {
  await photographed(people, run);
  for (const { context, complaints } of Object.values(people)) {
    assert.deepEqual(complaints, []);
    await context.close();
  }
}

/** Nothing stands beside the page. */
async function fits(page, what) {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(over <= 0, `${what}: scrolls sideways by ${over} pixels`);
}

test('admin_an_admin_makes_an_agent_who_signs_in_and_is_deactivated', async () => {
  const alex = await admin(browser, demo, 'people/agents');
  await with_({ alex }, async () => {
    await alex.link('New agent').click();
    await alex.heading('New agent').waitFor();
    await alex.box('Name').fill('Zoe Marchetti');
    await alex.box('Email').fill('zoe@example.com');
    await alex.page.getByLabel('First password', { exact: true }).fill('a quiet evening at sea');
    await alex.page.getByRole('checkbox', { name: 'Support' }).check();
    await alex.button('Create').click();
    await alex.heading('Zoe Marchetti').waitFor();
    await alex.sees('The agent was created.');

    const logins = [...demo.logins, { email: 'zoe@example.com', password: 'a quiet evening at sea' }];
    const zoe = await desk({ ...demo, logins }, 'zoe@example.com');
    assert.equal(zoe.me.name, 'Zoe Marchetti');

    await alex.button('Deactivate…').click();
    const sure = alex.page.getByRole('dialog', { name: 'Deactivate Zoe Marchetti?' });
    await sure.getByText('signed out everywhere').waitFor();
    await sure.getByRole('button', { name: 'Deactivate', exact: true }).click();
    await alex.sees('Zoe Marchetti is deactivated.');
    assert.equal((await zoe.ask('GET', 'me')).status, 401);

    await alex.link('Agents').first().click();
    await alex.page.getByRole('radio', { name: 'Deactivated' }).check();
    await alex.page.getByRole('row', { name: /Zoe Marchetti/ }).waitFor();
  });
});

test('admin_what_is_wrong_is_told_at_its_field_before_and_after_the_server_is_asked', async () => {
  const alex = await admin(browser, demo, 'people/agents');
  await with_({ alex }, async () => {
    await alex.link('New agent').click();
    await alex.heading('New agent').waitFor();
    const before = alex.wire.filter((line) => line.startsWith('POST')).length;
    await alex.button('Create').click();
    await alex.page.getByText('This is needed.').first().waitFor();
    assert.equal(await alex.box('Name').evaluate((box) => box === document.activeElement), true);
    assert.equal(alex.wire.filter((line) => line.startsWith('POST')).length, before);

    await alex.box('Name').fill('Somebody');
    await alex.box('Email').fill('marie@example.com');
    await alex.page.getByLabel('First password', { exact: true }).fill('long enough for it');
    await alex.button('Create').click();
    await alex.sees('Somebody signs in with this address already.');
    assert.equal(await alex.box('Email').evaluate((box) => box === document.activeElement), true);
    // What was typed is all still there.
    assert.equal(await alex.box('Name').inputValue(), 'Somebody');

    // Leaving is asked about, and staying keeps everything.
    await alex.link('Groups').click();
    await alex.page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await alex.button('Stay').first().click();
    assert.equal(await alex.box('Name').inputValue(), 'Somebody');
    await alex.page.goBack();
    await alex.page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await alex.button('Leave').click();
    await alex.page.waitForURL((url) => !url.pathname.endsWith('/new'));
  });
});

test('admin_two_admins_save_at_once_both_see_it_and_nothing_is_lost', async () => {
  const path = async () => {
    const { entries } = await (await desk(demo, 'alex@example.com')).get('admin/fields');
    return `objects/fields/${entries.find(({ entry }) => entry.label === 'Order number').entry.id}`;
  };
  const at = await path();
  const [alex, ines] = [await admin(browser, demo, at), await admin(browser, demo, at)];
  await with_({ alex, ines }, async () => {
    await Promise.all([alex.box('Name').waitFor(), ines.box('Name').waitFor()]);

    // Different fields: both fit together.
    await ines.page.getByRole('switch', { name: 'Customers may fill it too' }).click();
    await ines.save();
    await alex.box('Name').fill('Order no.');
    await alex.button('Save').click();
    await alex.page.getByRole('heading', { name: /changed this while you were editing/ }).waitFor();
    await alex.sees('both fit together');
    assert.equal(
      await alex.page.getByRole('switch', { name: 'Customers may fill it too' }).isChecked(),
      false,
    );
    await alex.save();

    // The same field: one has to be chosen.
    await ines.open(at);
    await ines.box('Name').fill('Order');
    await ines.save();
    await alex.box('Name').fill('Number of the order');
    await alex.button('Save').click();
    const panel = alex.page.getByRole('alert');
    await panel.getByText('Alex Morgan saved their version').waitFor();
    await panel.getByText('Order', { exact: true }).waitFor();
    await panel.getByText('Number of the order', { exact: true }).waitFor();
    await isReachable(alex.page, 'conflict');
    await alex.button('Save').click();
    await alex.sees('Choose a version of 1 field above');
    await panel.getByRole('radio', { name: /Put mine on top/ }).check();
    await alex.save();
    await ines.open(at);
    await ines.heading('Number of the order').waitFor();

    await alex.box('Name').fill('Order number');
    await alex.save();
  });
});

test('admin_a_group_and_its_members', async () => {
  const alex = await admin(browser, demo, 'people/groups');
  await with_({ alex }, async () => {
    await alex.link('New group').click();
    await alex.box('Name').fill('Returns');
    await alex.page.getByRole('checkbox', { name: /Marie Lambert/ }).check();
    await alex.button('Create').click();
    await alex.heading('Returns').waitFor();
    await alex.page.getByRole('checkbox', { name: /Yannis Petrou/ }).check();
    await alex.sees('Not saved yet: Members');
    await alex.save();
    await alex.open('people/groups');
    await alex.page.getByRole('row', { name: /Returns.*2 agents/ }).waitFor();
    // A group's name finds its agents.
    await alex.open('people/agents');
    await alex.page.getByRole('textbox', { name: /^Search/ }).fill('returns');
    await alex.page.getByRole('row', { name: /Yannis Petrou/ }).waitFor();
    assert.equal(await alex.page.getByRole('row').count(), 3);
  });
});

test('admin_a_drop_down_field_is_made_and_ordered_by_keyboard_alone', async () => {
  const alex = await admin(browser, demo, 'objects/fields/new');
  await with_({ alex }, async () => {
    const { keyboard } = alex.page;
    const focused = () =>
      alex.page.evaluate(() => {
        const { activeElement: at } = document;
        return (
          at?.getAttribute('aria-label') ??
          (at?.id ? document.querySelector(`label[for="${at.id}"]`)?.textContent : null) ??
          at?.textContent
        );
      });
    const tabTo = async (name) => {
      for (let pressed = 0; pressed < 60; pressed += 1) {
        if ((await focused())?.startsWith(name)) return;
        await keyboard.press('Tab');
      }
      assert.fail(`${name} is not reached; the focus is on ${await focused()}`);
    };
    await tabTo('Name');
    await keyboard.type('Topic of return');
    await tabTo('Choice 1');
    await keyboard.type('Too small');
    await keyboard.press('Enter');
    await keyboard.type('Broken');
    await keyboard.press('Alt+ArrowUp');
    assert.equal(await focused(), 'Choice 1');
    await tabTo('Choice 3');
    await keyboard.type('Late');
    await tabTo('Create');
    await keyboard.press('Enter');
    await alex.heading('Topic of return').waitFor();
    const boxes = alex.page.getByRole('textbox', { name: /^Choice/ });
    await boxes.first().waitFor();
    assert.deepEqual(await boxes.evaluateAll((all) => all.map((box) => box.value)), [
      'Broken',
      'Too small',
      'Late',
    ]);
  });
});

test('admin_routing_is_changed_and_a_span_out_of_bounds_is_not_sent', async () => {
  const alex = await admin(browser, demo, 'routing');
  await with_({ alex }, async () => {
    const answer = alex.box('Time to answer an offer');
    await answer.fill('2');
    await alex.page.getByRole('combobox', { name: 'Time to answer an offer: unit' }).selectOption('second');
    await alex.button('Save').click();
    await alex.sees('From 5 seconds to 1 hour.');
    await answer.fill('45');
    await alex.save();
    const { entry } = await (await desk(demo, 'alex@example.com')).get('admin/settings');
    assert.equal(entry.offer_timeout_ms, 45_000);
    await alex.page.reload();
    await alex.sees(/Last changed by Alex Morgan on/);
  });
});

test('admin_somebody_is_invited_and_joins_with_a_password_of_their_own', async () => {
  const alex = await admin(browser, demo, 'people/invitations');
  await with_({ alex }, async () => {
    await alex.link('Invite somebody').first().click();
    await alex.box('Email').fill('ines@example.com');
    await alex.box('Name').fill('Ines');
    await alex.button('Create').click();
    const link = alex.box('The link for Ines');
    await link.waitFor();
    const { hash } = new URL(await link.inputValue());

    const context = await browser.newContext({ locale: 'en-GB' });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto(`${demo.listen}/workspace/invitation${hash}`);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ines Kallas');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByText('At least 10 characters are needed.').waitFor();
    await isReachable(page, 'joining');
    await page.getByLabel('Password', { exact: true }).fill('two herons by the pond');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('banner').getByRole('button', { name: 'Accept' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/workspace');
    // It works once.
    await page.goto(`${demo.listen}/workspace/invitation${hash}`);
    await page.getByText('This invitation does not open').waitFor();
    await context.close();

    await alex.open('people/agents');
    await alex.page.getByRole('row', { name: /Ines Kallas/ }).waitFor();
  });
});

test('admin_an_account_has_a_name_a_colour_and_languages', async () => {
  const alex = await admin(browser, demo, 'account/appearance');
  await with_({ alex }, async () => {
    await alex.page.getByRole('switch', { name: 'Use a colour of our own' }).click();
    await alex.box('Your colour').fill('#ffcc00');
    await alex.sees('The colour is light: black text is put on it');
    await alex.save();
    await isReachable(alex.page, 'in yellow');
    await alex.open('account/languages');
    await alex.page.getByRole('checkbox', { name: 'Français' }).uncheck();
    await alex.save();
    await alex.page.getByRole('button', { name: /Alex Morgan ?: language/ }).click();
    await alex.page.getByRole('menuitemradio', { name: 'Ελληνικά' }).waitFor();
    assert.equal(await alex.page.getByRole('menuitemradio', { name: 'Français' }).count(), 0);
    await isReachable(alex.page, 'menu');
    await alex.page.keyboard.press('Escape');
    await alex.page.getByRole('checkbox', { name: 'Français' }).check();
    await alex.save();
    await alex.open('account/appearance');
    await alex.page.getByRole('switch', { name: 'Use a colour of our own' }).click();
    await alex.save();
  });
});

test('admin_who_is_no_admin_is_told_so_in_kindness', async () => {
  const marie = await admin(browser, demo, 'people/agents', {}, 'marie@example.com');
  await with_({ marie }, async () => {
    await marie.heading('This is for admins').waitFor();
    await isReachable(marie.page, 'for admins');
    await marie.link('Go to the workspace').click();
    await marie.page.getByRole('banner').waitFor();
  });
});

const PAGES = [
  '',
  'account/general',
  'account/appearance',
  'account/languages',
  'people/agents',
  'people/agents/1',
  'people/agents/new',
  'people/invitations',
  'people/invitations/new',
  'people/groups',
  'people/groups/1',
  'people/roles',
  'objects/fields',
  'objects/fields/new',
  'routing',
  'no/such/page',
];

const SIZES = [
  [390, 844],
  [1024, 768],
  [1440, 900],
];

for (const [locale, schemes] of [
  ['en-GB', ['light', 'dark']],
  ['fr', ['contrast']],
  ['el', ['contrastDark']],
])
  test(`admin_every_page_is_whole_and_reachable_in_${locale.slice(0, 2)}`, async () => {
    const alex = await admin(browser, demo, '', { locale, reducedMotion: 'reduce' });
    await with_({ alex }, async () => {
      for (const path of PAGES) {
        await alex.open(path);
        await alex.page
          .getByText('…', { exact: false })
          .and(alex.page.getByRole('status'))
          .waitFor({ state: 'detached' });
        for (const [width, height] of SIZES) {
          await resized(alex.page, width, height);
          const what = `${path || 'home'}, ${locale}, ${width}`;
          await fits(alex.page, what);
          if (width !== 1024) await isReachable(alex.page, what, { schemes });
        }
      }
    });
  });

test('admin_on_a_phone_the_sections_are_a_drawer', async () => {
  const alex = await admin(browser, demo, 'people/agents', { viewport: { width: 390, height: 844 } });
  await with_({ alex }, async () => {
    await alex.button('Open the sections').click();
    const drawer = alex.page.getByRole('dialog', { name: 'Admin centre' });
    await isReachable(alex.page, 'drawer');
    await drawer.getByRole('link', { name: 'Groups' }).click();
    await alex.heading('Groups').waitFor();
    await drawer.waitFor({ state: 'detached' });
    assert.equal(new URL(alex.page.url()).pathname, '/admin/people/groups');
  });
});

test('admin_with_the_server_gone_says_why_and_comes_back', async () => {
  const own = await startDemo();
  try {
    const alex = await admin(browser, own, 'people/groups');
    await with_({ alex }, async () => {
      await alex.page.getByRole('row', { name: /Support/ }).waitFor();
      // All other pages are fetched while nothing else is to be done.
      await alex.page.waitForLoadState('networkidle');
      await own.kill();
      await alex.link('Agents').click();
      await alex.page.getByRole('alert').getByText('The list could not be loaded').waitFor();
      await alex.sees('The server does not answer.');
      await isReachable(alex.page, 'server gone');
      await own.start();
      await alex.button('Try again').click();
      await alex.page.getByRole('row', { name: /Marie Lambert/ }).waitFor();
    });
  } finally {
    await own.stop();
  }
});
