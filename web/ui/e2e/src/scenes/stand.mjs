/** The real program with a talk in it that shows everything once, for looking at the faces. */
import { launch } from '../browser.mjs';
import { startDemo } from '../demo.mjs';
import { clearQueue, desk } from '../desk.mjs';
import { agent, PATIENCE, visitor } from '../people.mjs';
import { accounts } from '../phone.mjs';
import { byTelephone } from './telephones.mjs';

export async function build() {
  const [browser, demo] = await Promise.all([launch(), startDemo()]);
  const [alex, marie] = await Promise.all([desk(demo, 'alex@example.com'), desk(demo, 'marie@example.com')]);
  const seat = await agent(browser, demo, 'marie@example.com');
  const talk = await talkOnce(browser, demo, seat);
  const zoe = await visitor(browser, demo);
  const social = await byTelephone(demo, marie, zoe);
  await zoe.context.close();
  await settingUp(alex);
  return {
    browser,
    demo,
    alex,
    marie,
    talk,
    social,
    phones: await accounts(demo),
    /** A page of somebody: `who` is `alex`, `marie` or nobody; `state` is what a visitor's browser remembered. */
    async page({ language = 'en', who, state, size = [1440, 900] }) {
      const context = await browser.newContext({
        locale: language,
        timezoneId: 'Europe/Athens',
        viewport: { width: size[0], height: size[1] },
        storageState: state,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      context.setDefaultTimeout(PATIENCE);
      if (who) await context.addCookies([this[who].cookie()]);
      const page = await context.newPage();
      const complaints = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      return { page, context, complaints };
    },
    async close() {
      await browser.close();
      await demo.stop();
    },
  };
}

/** One of each thing that an admin makes and the demo has none of. */
async function settingUp(alex) {
  await alex.post('admin/invitations', {
    email: 'lena@example.com',
    name: 'Lena Fischer',
    role: 'agent',
    groups: [1],
    capacity: 5,
  });
  await alex.post('admin/api-tokens', { name: 'Nightly export', access: 'read', expires_at: null });
  await alex.post('admin/signing-keys', { name: 'Website', algorithm: 'hs256', public_key: null });
}

/** Ana asks about a stove, Marie answers; notes, a file and a second ticket that waits. */
async function talkOnce(browser, demo, marie) {
  await clearQueue(demo);
  const ana = await visitor(browser, demo);
  await marie.status('Online');
  await ana.say('Hello! Does the Ember stove fit a flue of 130 mm?');
  await ana.choose('Product question');
  await ana.choose('Ask about Ember');
  await ana.fill({ 'Your name': 'Ana Duarte', 'Your e-mail': 'ana.duarte@example.org' });
  await marie.acceptUntil('Ana Duarte');
  const conversation = new URL(marie.page.url()).hash.split('/').at(-1);
  await marie.write('Internal note', 'Adapter 150 → 130 is in stock, article A-130.');
  await marie.send();
  await marie.sees('Adapter 150 → 130 is in stock, article A-130.');
  await marie.write(
    'Reply',
    'Hello Ana! It does, with an adapter from 150 to 130 mm. Shall I add one to your basket?',
  );
  await marie.send();
  await ana.sees('Shall I add one to your basket?');
  await ana.say('Yes please. And how long does delivery take?');
  await marie.sees('And how long does delivery take?');
  await marie.write('Reply', 'Three to five working days, to the room you want it in.');
  await marie.send();
  await ana.sees('Three to five working days');
  await marie.log.getByText('Read').last().waitFor();
  const second = await visitor(browser, demo);
  // She stays there, so that nothing of hers is given to others while somebody looks.
  await marie.status('Away');
  await marie.page.goto(demo.urls.workspace);
  await second.askForHuman('Kwame Mensah', 'My lamp flickers');
  const state = await ana.context.storageState();
  await Promise.all([ana, second].map(({ context }) => context.close()));
  return { conversation, state };
}
