/** Security in the admin centre: keys, tokens, sessions and the audit log, in a real browser. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
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

async function with_(people, run) {
  await photographed(people, run);
  for (const { context, complaints } of Object.values(people)) {
    assert.deepEqual(complaints, []);
    await context.close();
  }
}

async function fits(page, what) {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(over <= 0, `${what}: scrolls sideways by ${over} pixels`);
}

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(kid, secret, claims) {
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

test('admin_a_signing_key_is_shown_once_proves_who_somebody_is_and_is_revoked', async () => {
  const alex = await admin(browser, demo, 'security/signing-keys');
  await with_({ alex }, async () => {
    await alex.page.getByText('No signing keys yet').waitFor();
    await alex.button('New signing key').first().click();
    const making = alex.page.getByRole('dialog', { name: 'New signing key' });
    await making.getByRole('button', { name: 'Create key' }).click();
    await making.getByText('Give it a name').waitFor();
    await making.getByRole('textbox', { name: 'Name' }).fill('Shop server');
    await making.getByRole('button', { name: 'Create key' }).click();
    const once = alex.page.getByRole('dialog', { name: '“Shop server” is ready' });
    const kid = await once.getByLabel('Key id (kid)').inputValue();
    const secret = await once.getByLabel('Secret', { exact: true }).inputValue();
    assert.equal(secret.length, 64);
    await isReachable(alex.page, 'a new key');
    await once.getByRole('button', { name: 'I have kept it' }).click();
    assert.equal(await alex.page.getByText(secret).count(), 0, 'it is not shown again');

    const claims = {
      external_id: 'user-1',
      scope: 'user',
      name: 'Ana Duarte',
      exp: Math.floor(Date.now() / 1000) + 300,
    };
    const { integration } = await (await fetch(`${demo.listen}/demo/info.json`)).json();
    const open = (identity) =>
      fetch(`${demo.listen}/desk/v1/widget/${integration}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ identity }),
      });
    const proved = await open(signed(kid, secret, claims));
    assert.equal(proved.status, 200);
    assert.equal((await proved.json()).verified, true);

    await alex.page.getByRole('button', { name: 'Revoke: Shop server' }).click();
    const sure = alex.page.getByRole('dialog', { name: 'Revoke “Shop server”?' });
    await sure.getByRole('button', { name: 'Revoke', exact: true }).click();
    await alex.sees('“Shop server” is revoked.');
    const refused = await open(signed(kid, secret, claims));
    assert.equal((await refused.json()).code, 'identity_unknown_key');
  });
});

test('admin_an_api_token_is_made_by_keyboard_alone_works_and_is_revoked', async () => {
  const alex = await admin(browser, demo, 'security/api-tokens');
  await with_({ alex }, async () => {
    const { keyboard } = alex.page;
    await alex.button('New API token').first().focus();
    await keyboard.press('Enter');
    await alex.page.getByRole('dialog', { name: 'New API token' }).waitFor();
    const name = alex.page.getByRole('textbox', { name: 'Name' });
    await name.focus();
    await keyboard.type('CRM sync');
    await keyboard.press('Enter');
    const once = alex.page.getByRole('dialog', { name: '“CRM sync” is ready' });
    const secret = await once.getByLabel('Token', { exact: true }).inputValue();
    await once.getByRole('button', { name: 'I have kept it' }).focus();
    await keyboard.press('Enter');
    const ask = () =>
      fetch(`${demo.listen}/desk/v1/me`, {
        headers: { authorization: `Bearer ${secret}` },
      });
    assert.equal((await ask()).status, 200);

    await alex.page.getByRole('button', { name: 'Revoke: CRM sync' }).focus();
    await keyboard.press('Enter');
    const sure = alex.page.getByRole('dialog', { name: 'Revoke “CRM sync”?' });
    await sure.getByRole('button', { name: 'Revoke', exact: true }).focus();
    await keyboard.press('Enter');
    await alex.sees('“CRM sync” is revoked.');
    assert.equal((await ask()).status, 401);
  });
});

test('admin_a_session_that_another_admin_ended_is_told_and_an_ended_one_is_out', async () => {
  const alex = await admin(browser, demo, 'security/sessions');
  const agent = await desk(demo, 'marie@example.com');
  await with_({ alex }, async () => {
    await alex.page.reload();
    await alex.page.getByText('This browser').waitFor();
    const row = alex.page.getByRole('row').filter({ hasText: agent.me.name }).first();
    await row.getByRole('button', { name: /^Sign out/ }).click();
    const sure = alex.page.getByRole('dialog', { name: `Sign ${agent.me.name} out here?` });
    await sure.getByRole('button', { name: 'Sign out' }).click();
    await alex.sees(`${agent.me.name} is signed out.`);
    assert.equal((await agent.ask('GET', 'me')).status, 401);
  });
});

test('admin_the_audit_log_says_in_a_sentence_who_did_what_and_opens', async () => {
  const alex = await admin(browser, demo, 'people/groups/new');
  await with_({ alex }, async () => {
    await alex.box('Name').fill('Returns');
    await alex.button('Create').click();
    await alex.sees('The group was created.');
    await alex.open('security/audit');
    const line = alex.page.getByText('created the group “Returns”');
    await line.click();
    await alex.page.getByRole('cell', { name: 'Returns' }).waitFor();
    await alex.page.getByRole('radio', { name: '24 hours' }).check();
    await line.waitFor();
  });
});

test('S3_security_pages_are_reachable_and_fit_in_three_languages_and_sizes', async () => {
  for (const locale of ['en', 'fr', 'el']) {
    for (const path of ['signing-keys', 'api-tokens', 'sessions', 'audit']) {
      const alex = await admin(browser, demo, `security/${path}`, { locale });
      await with_({ alex }, async () => {
        // Once more by its address: the heading is the page's own by then, and not that of the sign-in.
        await alex.open(`security/${path}`);
        await alex.page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
        for (const [width, height] of [
          [1440, 900],
          [1024, 768],
          [390, 844],
        ]) {
          await resized(alex.page, width, height);
          await fits(alex.page, `${path}, ${locale}, ${width}`);
        }
        await isReachable(alex.page, `${path}, ${locale}`);
      });
    }
  }
});
