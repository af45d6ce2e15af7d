/** A ticket with 10,000 messages: until something stands there, and how it scrolls. */
import { cpu, frames, until, weight } from './gauge.mjs';

const MESSAGES = 10_000;

/** Whether the end of this conversation is on the screen. */
const shows = (text) =>
  [...document.querySelectorAll('[role=log] article')].some((one) => one.textContent.includes(text));

export const anotherShows = (before) => {
  const now = document.querySelector('main h1')?.textContent;
  return now && now !== before && document.querySelector('[role=log] article') !== null;
};

export async function ticket({ figure, open }) {
  const { page, cdp, go, close } = await open({ tickets: 1000, messages: MESSAGES });
  await go();
  const rows = page.getByRole('tabpanel').getByRole('button', { name: /^\S.* \d+/ });
  const end = `Message ${MESSAGES}.`;
  const cold = await until(page, shows, end, () => rows.first().click());
  figure('opened the first time, from the server', cold, 'ms');

  // A short way off and back: everything is in the page's own memory by then.
  await rows.nth(1).click();
  await page.getByRole('log').getByText(end).waitFor();
  const warm = [];
  const spent = await cpu(cdp);
  for (let at = 0; at < 20; at += 1) {
    const before = await page.locator('main h1').first().innerText();
    warm.push(await until(page, anotherShows, before, () => page.keyboard.press('Alt+j')));
  }
  warm.sort((a, b) => a - b);
  figure('opened again, from what is here: CPU of the main thread', ((await cpu(cdp)) - spent) / 20, 'ms');
  figure('opened again, from what is here: p50', warm[10], 'ms');
  figure('opened again, from what is here: longest of 20', warm.at(-1), 'ms', '< 100');

  const log = page.getByRole('log');
  await log.hover();
  const before = await weight(cdp);
  // Up through all of it, as fast as pages of older messages come.
  const began = Date.now();
  const upFrom = await cpu(cdp);
  const up = await frames(page, async () => {
    for (;;) {
      for (let at = 0; at < 20; at += 1) await page.mouse.wheel(0, -3000);
      if (await log.evaluate((box) => box.scrollTop === 0 && box.textContent.includes('Message 1.'))) return;
      if (Date.now() - began > 60_000) return;
    }
  });
  const upCpu = ((await cpu(cdp)) - upFrom) / up.frames;
  const oldest = await log.evaluate((box) => Number(/Message (\d+)\./.exec(box.textContent)?.[1]));
  figure('messages that were read', MESSAGES - oldest + 1, '', String(MESSAGES));
  figure('scrolling up while 10,000 messages are read: frames a second', up.fps, '1/s', '60');
  figure('scrolling up while 10,000 messages are read: late frames', up.late * 100, '%');
  figure('scrolling up while 10,000 messages are read: longest frame', up.longest, 'ms');
  figure('scrolling up while 10,000 messages are read: CPU of the main thread a frame', upCpu, 'ms');
  const down = await frames(page, async () => {
    for (let at = 0; at < 300; at += 1) await page.mouse.wheel(0, 600);
  });
  figure('scrolling in them once they are here: frames a second', down.fps, '1/s', '60');
  figure('scrolling in them once they are here: late frames', down.late * 100, '%');
  figure('scrolling in them once they are here: longest frame', down.longest, 'ms');
  const after = await weight(cdp);
  figure('elements in the document with all of them read', after.nodes, '');
  figure('JavaScript heap with all of them read, more than before', after.heapMb - before.heapMb, 'MB');
  await close();
}
