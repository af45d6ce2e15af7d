/** The whole story through two real browsers and the real program, with no reload anywhere. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { agent, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('S3_1_S3_7_S3_25_S4_3_S4_10_S4_13_from_the_bot_to_an_agent_and_back_to_the_bot', async () => {
  const marie = await agent(browser, demo, 'marie@example.com');
  const zoe = await visitor(browser, demo);
  await photographed({ marie, zoe }, () => story(marie, zoe));
  await Promise.all([marie.context.close(), zoe.context.close()]);
});

async function story(marie, zoe) {
  await marie.status('Online');

  await zoe.say('My stove smokes when I light it.');
  await zoe.sees('I am the assistant of Hearth & Home.');
  await zoe.choose('Talk to a human');
  await zoe.fill({ 'Your name': 'Zoe Smoke', 'Your e-mail': 'zoe@mail.example' });
  await zoe.sees('A colleague will be with you in a moment.');

  await marie.acceptUntil('Zoe Smoke');
  await marie.sees('My stove smokes when I light it.');
  await marie.sees('I am the assistant of Hearth & Home.');
  await marie.sees('Marie');

  await marie.write('Internal note', 'Probably the damper.');
  await marie.send();
  await marie.sees('Probably the damper.');
  await marie.write('Reply', 'Hello Zoe, is the damper open?');
  await zoe.widget.getByRole('status', { name: /typing/ }).waitFor();
  await marie.send();
  await zoe.sees('Hello Zoe, is the damper open?');
  await marie.log.getByText('Read').last().waitFor();

  await zoe.say('It was closed. Thank you!');
  await marie.sees('It was closed. Thank you!');
  assert.equal(await zoe.widget.getByText('Probably the damper.').count(), 0, 'a note reached the end user');

  await marie.write('Reply', 'Glad to hear it. Warm evenings!');
  await marie.submitAs('Closed');
  await zoe.sees('Glad to hear it. Warm evenings!');
  await marie.sees('Open → Closed');

  await zoe.say('One more question');
  await zoe.widget.getByText('I am the assistant of Hearth & Home.').nth(1).waitFor();
  await marie.sees('One more question');
  assert.deepEqual(marie.complaints, []);
}
