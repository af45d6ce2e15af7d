/** A line that is cut: nothing is lost, nothing comes twice, and nobody reloads. */
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

test('what was said while the line was down is there after it, and what was written goes out', async () => {
  const line = { cut: () => {}, down: false, hellos: [] };
  const marie = await agent(browser, demo, 'marie@example.com', (page) => breakable(page, line));
  const zoe = await visitor(browser, demo);
  await photographed({ marie, zoe }, async () => {
    await marie.status('Online');
    await zoe.say('Hello');
    await zoe.choose('Talk to a human');
    await zoe.fill({ 'Your name': 'Zoe Smoke', 'Your e-mail': 'zoe@mail.example' });
    await zoe.sees('A colleague will be with you in a moment.');
    await marie.acceptUntil('Zoe Smoke');
    await marie.sees('Hello');

    line.down = true;
    line.cut();
    await marie.page.getByText('Connection lost.').waitFor();
    await zoe.say('Are you there?');
    await zoe.sees('Are you there?');
    await marie.write('Reply', 'Written on a train.');
    await marie.send();
    await marie.sees('Sending…');

    line.down = false;
    await marie.sees('Are you there?');
    await zoe.sees('Written on a train.');
    await marie.page.getByText('Connection lost.').waitFor({ state: 'detached' });
    assert.equal(await marie.log.getByText('Written on a train.').count(), 1);
    assert.equal(await zoe.count('Written on a train.'), 1);
    const [first, ...later] = line.hellos;
    assert.equal(first.epoch, null);
    assert.ok(Number.isSafeInteger(later.at(-1).epoch), 'the epoch is no number that a browser can hold');
    assert.ok(later.at(-1).watch.length > 0, 'the conversation was not resumed');
  });
  await Promise.all([marie.context.close(), zoe.context.close()]);
});

/** Puts a hand on the page's socket; while `line.down` no other is let through. */
async function breakable(page, line) {
  await page.routeWebSocket('**/ws/agent', (socket) => {
    if (line.down) return socket.close({ code: 1013 });
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const frame = JSON.parse(text);
      if (frame.type === 'hello') line.hellos.push(frame);
      server.send(text);
    });
    line.cut = () => {
      server.close();
      socket.close({ code: 1013 });
    };
  });
}
