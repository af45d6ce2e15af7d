/**
 * A real hour before the real program: 200 people write five messages a second between them, and an agent opens their
 * tickets one after the other, types, and answers now and then. `npm run perf -- hour`, or `-- hour 10` for ten minutes.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { startDemo } from '../src/demo.mjs';
import { desk } from '../src/desk.mjs';
import { agent } from '../src/people.mjs';
import { integrationOf } from '../src/site.mjs';
import { cpu, weight } from './gauge.mjs';
import { visitorOf } from './visitors.mjs';

const PEOPLE = 200;
const RATE = 5;
const LOOK_EVERY = 5;
/** Tickets that the agent keeps open; what was opened before them is closed. */
const OPEN = 20;
/** Between two things that the agent does. */
const ACT_EVERY_MS = 15_000;
/** Milliseconds: a machine that is busy with something else is slow, and that is not what is measured. */
const PATIENCE = 120_000;

export async function hour({ browser, figure, minutes = 60 }) {
  const demo = await startDemo();
  try {
    const people = await gather(demo);
    const marie = await agent(browser, demo, 'marie@example.com', undefined, { reducedMotion: 'reduce' });
    marie.context.setDefaultTimeout(PATIENCE);
    const cdp = await marie.context.newCDPSession(marie.page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const traffic = speak(people);
    const began = Date.now();
    let acted = 0;
    let hindered = 0;
    let spent = await cpu(cdp);
    const step = Math.min(LOOK_EVERY, minutes);
    for (let minute = 0; minute <= minutes; minute += step) {
      while (Date.now() - began < minute * 60_000) {
        await act(marie.page, people, acted + hindered).then(
          () => {
            acted += 1;
          },
          () => {
            hindered += 1;
          },
        );
        await wait(Math.max(0, Math.min(ACT_EVERY_MS, began + minute * 60_000 - Date.now())));
      }
      const now = await cpu(cdp);
      const { heapMb, nodes, listeners } = await weight(cdp);
      process.stderr.write(
        `minute ${minute}: ${heapMb.toFixed(1)} MB, ${nodes} elements, ${listeners} listeners\n`,
      );
      figure(`minute ${minute}: JavaScript heap`, heapMb, 'MB');
      figure(`minute ${minute}: elements`, nodes, '');
      figure(`minute ${minute}: listeners`, listeners, '');
      if (minute > 0) figure(`minute ${minute}: main thread`, (now - spent) / (step * 600), '%');
      spent = await cpu(cdp);
    }
    const { said, failed } = traffic.end();
    figure('messages that people wrote', said, '', String(RATE * 60 * minutes));
    figure('messages that were refused', failed, '', '0');
    figure('things that the agent did', acted, '');
    figure('things that took too long', hindered, '', '0');
    figure('complaints of the page', marie.complaints.length, '', '0');
    for (const one of people) one.close();
    await marie.context.close();
  } finally {
    await demo.stop();
  }
}

/** Everybody has asked for a person, and the agent has taken all of it. */
async function gather(demo) {
  const integration = await integrationOf(demo);
  const marie = await desk(demo, 'marie@example.com');
  const people = [];
  while (people.length < PEOPLE) {
    const one = await visitorOf(demo, integration);
    await marie.command({ do: 'take', conversation: one.conversation });
    people.push(one);
  }
  return people;
}

/** One after the other, at even intervals. */
function speak(people) {
  let said = 0;
  let failed = 0;
  const timer = setInterval(() => {
    const text = `Message ${said}. ${'It wraps over more than one line, now and then. '.repeat(said % 4)}`;
    people[said % people.length].say(text).catch(() => {
      failed += 1;
    });
    said += 1;
  }, 1000 / RATE);
  return {
    end() {
      clearInterval(timer);
      return { said, failed };
    },
  };
}

/** Opens the next ticket, closes the oldest tab, and types; every fourth time the words are sent. */
async function act(page, people, turn) {
  await page.evaluate(
    (conversation) => {
      location.hash = `#/c/${conversation}`;
    },
    people[turn % people.length].conversation,
  );
  const box = page.getByRole('textbox', { name: 'Reply' });
  await page.getByRole('log').waitFor();
  const closes = page
    .getByRole('navigation', { name: 'Open tickets' })
    .getByRole('button', { name: /^Close / });
  if ((await closes.count()) > OPEN) await closes.first().dispatchEvent('click');
  await box.click();
  await page.keyboard.type(`Let me look that up for you (${turn}).`, { delay: 30 });
  if (turn % 4 === 3) await page.keyboard.press('Control+Enter');
}
