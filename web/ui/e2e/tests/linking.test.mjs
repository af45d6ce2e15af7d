/** A conversation goes from the widget to the phone's apps and back, in real browsers with the real program (S0). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { agent, visitor } from '../src/people.mjs';
import { age, phone } from '../src/phone.mjs';
import { photographed } from '../src/photographed.mjs';

const DAY_MS = 86_400_000;

let browser;
let demo;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Chooses an app in the widget; answers with the address that the code says. */
async function choose(zoe, app) {
  await zoe.widget.getByRole('button', { name: 'Continue in another app' }).click();
  await zoe.widget
    .getByRole('menuitem', { name: `Continue in ${app}` })
    .first()
    .click();
  const link = zoe.widget.getByRole('link', { name: `Open ${app} on this device` });
  await zoe.widget.getByRole('img', { name: `QR code that opens ${app}` }).waitFor();
  return link.getAttribute('href');
}

/** Comes with the code that an address says, and is asked. */
async function come(zoe, ana, app, url) {
  const account = await ana.open(url);
  // Where the code stands in the text it has to be sent; elsewhere the button that begins the talk brings it.
  const { draft, started } = await ana.chat(account);
  if (draft) await ana.write(account, draft);
  else if (!started) await ana.start(account);
  await zoe.widget.getByText(`Now answer “Yes” in ${app}.`).waitFor();
  return account;
}

/** Comes with the code, and answers the question. */
async function confirm(zoe, ana, app) {
  const account = await come(zoe, ana, app, await choose(zoe, app));
  await ana.press(account, 'Yes');
  await zoe.sees(`Goes on in ${app}`);
  return account;
}

test('S0_9_S0_10_S0_11_S0_12_the_way_into_the_other_app_is_shown_and_left_again', async () => {
  const zoe = await visitor(browser, demo);
  await photographed({ zoe }, async () => {
    await zoe.widget.getByRole('button', { name: 'Continue in another app' }).hover();
    const items = zoe.widget.getByRole('menuitem');
    const labels = await items.allTextContents();
    for (const app of ['WhatsApp', 'Messenger', 'Instagram'])
      assert.ok(
        labels.some((label) => label.includes(app)),
        `${app} is among ${labels}`,
      );
    // On the way from the button to what it opens the pointer loses nothing.
    const [x, y] = await middle(items.last());
    await zoe.page.mouse.move(x, y, { steps: 12 });
    assert.equal(await items.count(), labels.length, 'the menu is still open');
    await items.first().press('Enter');
    await zoe.widget.getByRole('img', { name: /^QR code that opens/ }).waitFor();
    await zoe.widget.getByText(/^Valid for \d+:\d\d$/).waitFor();
    await zoe.widget.getByRole('button', { name: 'Back to the conversation' }).click();
    await zoe.box.waitFor();
  });
  await zoe.context.close();
});

/** Where an element is in the window. */
async function middle(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return [x + width / 2, y + height / 2];
}

test('S0_13_another_code_takes_the_place_of_the_one_that_waits_for_a_yes', async () => {
  const zoe = await visitor(browser, demo);
  const nikos = phone(demo, 'nikos');
  await photographed({ zoe }, async () => {
    const account = await come(zoe, nikos, 'WhatsApp', await choose(zoe, 'WhatsApp'));
    await zoe.widget.getByRole('button', { name: 'Use another code' }).click();
    await zoe.widget.getByText(/^Valid for /).waitFor();
    const link = zoe.widget.getByRole('link', { name: 'Open WhatsApp on this device' });
    await come(zoe, nikos, 'WhatsApp', await link.getAttribute('href'));
    await nikos.press(account, 'Yes');
    await zoe.sees('Goes on in WhatsApp');
  });
  await zoe.context.close();
});

test('S0_2_S0_5_S0_6_S0_7_S0_8_S0_13_S0_14_S0_16_S0_17_S0_18_S0_19_S0_20_S0_21_S0_22_S0_23_S0_24_S0_26_widget_messenger_widget_whatsapp', () =>
  together('ana', story));

test('T_7_continue_here_moves_answers_back_to_the_widget_and_loading_the_page_does_not', () =>
  together('nikos', async (marie, zoe, nikos) => {
    const { messenger, reply } = await linked(marie, zoe, nikos, 'Nikos Back');
    await zoe.comeBack();
    await reply('Still on your phone.');
    await nikos.sees(messenger, 'Still on your phone.');
    const bar = zoe.widget.getByRole('region', { name: 'This conversation goes on in Messenger' });
    await bar.getByRole('button', { name: 'Continue here' }).press('Enter');
    await zoe.sees('Goes on here');
    await zoe.widget.getByRole('region', { name: 'Connected to Messenger' }).waitFor();
    // The button is gone: the keyboard goes on in the conversation, and a screen reader hears of it.
    await zoe.widget.locator('#message:focus').waitFor();
    await zoe.widget
      .locator('#announcer')
      .getByText('Goes on here', { exact: true })
      .waitFor({ state: 'attached' });
    await marie.sees('The customer goes on in the widget again');
    await reply('Only on the website.');
    await zoe.sees('Only on the website.');
    assert.ok(!(await nikos.everything(messenger)).join().includes('Only on the website.'), 'not there');
  }));

test('T_5_S1_53_S3_15_what_the_window_kept_back_goes_to_the_widget_when_the_agent_says_so', () =>
  together('emma', async (marie, zoe, emma) => {
    const { messenger, reply } = await linked(marie, zoe, emma, 'Emma Late');
    await age(demo, messenger, 'emma', 2 * DAY_MS);
    await reply('Sorry for the delay.');
    const failed = marie.log.getByRole('article').filter({ hasText: 'Sorry for the delay.' }).first();
    const instead = failed.getByRole('button', { name: 'Send to the widget instead' });
    await instead.waitFor();
    await instead.click();
    await marie.sees('Sent to the web widget instead of Messenger');
    await instead.waitFor({ state: 'detached' });
    await zoe.comeBack();
    await zoe.sees('Sorry for the delay.');
    assert.equal(await zoe.count('Sorry for the delay.'), 1, 'the widget shows it once');
    assert.ok(
      !(await emma.everything(messenger)).join().includes('Sorry for the delay.'),
      'the window is kept',
    );
    await emma.write(messenger, 'Here I am.');
    await marie.sees('Here I am.');
    await reply('Good to hear.');
    await emma.sees(messenger, 'Good to hear.');
  }));

/** Marie at her desk, a visitor of the shop, and the telephone of somebody. */
async function together(who, run) {
  const marie = await agent(browser, demo, 'marie@example.com');
  const zoe = await visitor(browser, demo);
  await photographed({ marie, zoe }, () => run(marie, zoe, phone(demo, who)));
  await Promise.all([marie.context.close(), zoe.context.close()]);
}

/** Somebody whom Marie serves goes on in Messenger. */
async function linked(marie, zoe, customer, name) {
  await marie.status('Online');
  await zoe.askForHuman(name, 'Where is my lamp?');
  await marie.acceptUntil(name);
  const reply = async (text) => {
    await marie.page.getByRole('textbox', { name: 'Reply' }).fill(text);
    await marie.send();
  };
  await reply('It left this morning.');
  await zoe.sees('It left this morning.');
  const messenger = await confirm(zoe, customer, 'Messenger');
  await marie.sees(/The customer goes on in Messenger/);
  return { messenger, reply };
}

async function story(marie, zoe, ana) {
  const { messenger, reply } = await linked(marie, zoe, ana, 'Zoe Link');
  await marie.customer
    .getByText(/^Messenger · /)
    .first()
    .waitFor();
  await reply('You can follow the parcel here.');
  await ana.sees(messenger, 'You can follow the parcel here.');
  await zoe.sees('You can follow the parcel here.');

  await zoe.say('Back at my desk.');
  await marie.sees('Back at my desk.');
  await reply('Welcome back.');
  await zoe.sees('Welcome back.');

  const whatsapp = await confirm(zoe, ana, 'WhatsApp');
  await ana.write(whatsapp, 'Now I am on my way.');
  await zoe.sees('Now I am on my way.');
  await zoe.sees('via WhatsApp');
  await marie.sees('Now I am on my way.');
  await reply('Safe travels.');
  await ana.sees(whatsapp, 'Safe travels.');

  const onMessenger = (await ana.everything(messenger)).join('\n');
  for (const elsewhere of ['Where is my lamp?', 'It left this morning.', 'Welcome back.', 'Safe travels.'])
    assert.ok(!onMessenger.includes(elsewhere), `${elsewhere} is not on Messenger`);
  const onWhatsapp = (await ana.everything(whatsapp)).join('\n');
  for (const elsewhere of ['Where is my lamp?', 'You can follow', 'Back at my desk.', 'Welcome back.'])
    assert.ok(!onWhatsapp.includes(elsewhere), `${elsewhere} is not on WhatsApp`);

  const bar = zoe.widget.getByRole('region', { name: 'This conversation goes on in WhatsApp' });
  await bar.getByRole('button', { name: 'Disconnect' }).click();
  await bar.getByRole('button', { name: 'Disconnect' }).click();
  await zoe.sees('No longer connected to WhatsApp');
  await reply('Only here from now on.');
  await zoe.sees('Only here from now on.');
  assert.ok(
    !(await ana.everything(whatsapp)).join('\n').includes('Only here'),
    'nothing goes there any more',
  );
}
