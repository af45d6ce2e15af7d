/** Shortcuts in the admin centre: made, refused, changed, missed by a second admin, and taken away. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { admin } from '../src/admin.mjs';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { desk } from '../src/desk.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;
let marie;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  marie = await desk(demo, 'marie@example.com');
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** What Marie could insert under that name. */
async function offered(name) {
  const { shortcuts } = await marie.get('shortcuts');
  return shortcuts.find(({ entry }) => entry.name === name)?.entry.text;
}

test('S3_13_an_admin_writes_a_shortcut_that_every_agent_has_changes_it_and_takes_it_away', async () => {
  const alex = await admin(browser, demo, 'objects/shortcuts');
  await photographed({ alex }, async () => {
    await alex.page.getByRole('link', { name: 'hello', exact: true }).waitFor();
    await isReachable(alex.page, 'the list of shortcuts');
    await alex.link('New shortcut').click();
    await alex.heading('New shortcut').waitFor();
    await alex.box('Name').fill('two words');
    await alex.box('Text').fill('We are open from nine to five.');
    await alex.button('Create').click();
    await alex.sees('One word, without white space');
    await isReachable(alex.page, 'a shortcut with a wrong name');
    await alex.box('Name').fill('hours');
    await alex.button('Create').click();
    await alex.sees('The shortcut was created.');
    await alex.heading('hours').waitFor();
    assert.equal(await offered('hours'), 'We are open from nine to five.');

    await alex.box('Text').fill('We are open from nine to six.');
    await alex.save();
    await alex.sees('Saved: Text');
    assert.equal(await offered('hours'), 'We are open from nine to six.');

    await alex.button('Remove the shortcut').click();
    const sure = alex.page.getByRole('dialog', { name: 'Remove the shortcut hours?' });
    await sure.waitFor();
    await isReachable(alex.page, 'the question before it is removed');
    await sure.getByRole('button', { name: 'Remove', exact: true }).click();
    await alex.sees('The shortcut hours was removed.');
    assert.equal(await offered('hours'), undefined);
    assert.deepEqual(alex.complaints, []);
  });
  await alex.context.close();
});

test('admin_two_admins_at_one_shortcut_overwrite_nothing', async () => {
  const first = await admin(browser, demo, 'objects/shortcuts');
  await photographed({ first }, async () => {
    await first.link('moment').click();
    await first.heading('moment').waitFor();
    const alex = await desk(demo, 'alex@example.com');
    await alex.configure(
      'shortcuts',
      ({ name }) => name === 'moment',
      ({ name, scope, options }) => ({ name, text: 'One second, please.', scope, options }),
    );
    await first.box('Text').fill('One moment, please!');
    await first.button('Save').click();
    await first.sees('Nothing is lost.');
    await isReachable(first.page, 'two versions of a shortcut');
    assert.equal(await offered('moment'), 'One second, please.');
  });
  await first.context.close();
});
