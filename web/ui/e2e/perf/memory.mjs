/**
 * What an hour of traffic leaves behind: ten open conversations with 20 messages a minute each, which are 12,000. They
 * come as fast as 200 a second, so an hour passes in a minute; what timers alone would do in an hour is not in it.
 */

import * as stage from '../stage/desk.mjs';
import { weight } from './gauge.mjs';

const OPEN = 10;
const MESSAGES = 12_000;
const RATE = 200;
const PARTS = 6;

export async function memory({ figure, open }) {
  const kept = Array.from({ length: OPEN }, (_, at) => stage.id(at + 1));
  const { desk, page, cdp, go, close } = await open({
    tickets: 1000,
    shelf: { [`frontdesk.tabs.${stage.me.id}`]: JSON.stringify(kept) },
  });
  await go(`#/c/${kept[0]}`);
  await page.getByRole('log').waitFor();
  // Every tab was looked at once.
  for (let at = 0; at < OPEN; at += 1) {
    await page.keyboard.press('Alt+j');
    await page.getByRole('log').waitFor();
    await page.waitForTimeout(200);
  }
  const start = await weight(cdp);
  tell('at the beginning', start);
  for (let part = 1; part <= PARTS; part += 1) {
    const end = desk.traffic(RATE, kept);
    await page.waitForTimeout((MESSAGES / PARTS / RATE) * 1000);
    end();
    await page.keyboard.press('Alt+j');
    await page.waitForTimeout(500);
    tell(`after ${part * (60 / PARTS)} minutes`, await weight(cdp));
  }
  const after = await weight(cdp);
  const newest = await page
    .getByRole('log')
    .evaluate((box) =>
      Math.max(...[...box.textContent.matchAll(/Message (\d+)\./g)].map(([, n]) => Number(n))),
    );
  figure('messages that came to the conversation in sight', newest - 60, '', String(MESSAGES / OPEN));
  figure('heap after an hour over that at the beginning', after.heapMb / start.heapMb, 'times');
  await close();

  function tell(when, { heapMb, nodes, listeners }) {
    figure(`${when}: JavaScript heap`, heapMb, 'MB');
    figure(`${when}: elements`, nodes, '');
    figure(`${when}: listeners`, listeners, '');
  }
}
