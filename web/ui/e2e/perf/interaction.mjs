/** Interaction to next paint while 200 messages a second come to twenty open conversations. */

import * as stage from '../stage/desk.mjs';
import { cpu, frames, interactions, summary } from './gauge.mjs';

const RATE = 200;
const OPEN = 20;

export async function interaction({ figure, open }) {
  const kept = Array.from({ length: OPEN }, (_, at) => stage.id(at + 1));
  const { desk, page, cdp, go, close } = await open({
    tickets: 50_000,
    shelf: { [`frontdesk.tabs.${stage.me.id}`]: JSON.stringify(kept) },
  });
  await go(`#/c/${kept[0]}`);
  await page.getByRole('log').waitFor();
  const end = desk.traffic(RATE, kept);
  const composer = page.getByRole('textbox', { name: 'Reply' });
  const acts = {
    'type a word': async () => {
      await composer.click();
      await page.keyboard.type('certainly ', { delay: 40 });
    },
    send: async () => {
      await composer.click();
      await page.keyboard.type('Yes', { delay: 40 });
      await page.keyboard.press('Control+Enter');
    },
    'change the tab': async () => {
      for (let at = 0; at < 4; at += 1) {
        await page.keyboard.press('Alt+j');
        await page.waitForTimeout(150);
      }
    },
    'open and close a menu': async () => {
      await page.getByRole('banner').getByRole('button', { name: 'Status', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Away', exact: true }).waitFor();
      await page.keyboard.press('Escape');
    },
    'open a ticket from the list': async () => {
      // Rows stand still once a pointer moves over them: an agent could not hit them otherwise, and neither can this.
      const panel = page.locator('#list-rows');
      await panel.hover();
      await panel.hover({ position: { x: 40, y: 60 } });
      await panel.getByRole('button').nth(3).click();
      await page.getByRole('log').waitFor();
    },
  };
  for (const [what, act] of Object.entries(acts)) {
    const spent = await interactions(page, async () => {
      for (let at = 0; at < 5; at += 1) await act();
    });
    const { n, p50, p98 } = summary(spent);
    figure(`${what}: p50 of ${n}`, p50, 'ms');
    figure(`${what}: p98 of ${n}`, p98, 'ms', '< 100');
  }
  const spent = await cpu(cdp);
  const still = await frames(page, () => page.waitForTimeout(5_000));
  figure('CPU of the main thread while they come', ((await cpu(cdp)) - spent) / 50, '%');
  figure('frames a second while they come', still.fps, '1/s', '60');
  figure('late frames while they come', still.late * 100, '%');
  const { said, seconds } = end();
  figure('messages a second that came', said / seconds, '1/s', String(RATE));
  await close();
}
