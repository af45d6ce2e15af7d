/** Two hundred tickets open at once. */

import * as stage from '../stage/desk.mjs';
import { cpu, interactions, summary, until, weight } from './gauge.mjs';
import { anotherShows } from './ticket.mjs';

const TABS = 200;

export async function tabs({ figure, open }) {
  const kept = Array.from({ length: TABS }, (_, at) => stage.id(at + 1));
  const { page, cdp, go, close } = await open({
    tickets: 1000,
    shelf: { [`frontdesk.tabs.${stage.me.id}`]: JSON.stringify(kept) },
  });
  await go(`#/c/${kept[0]}`);
  await page.getByRole('log').waitFor();
  const bar = page.getByRole('navigation', { name: 'Open tickets' });
  figure('tabs that are open', await bar.getByRole('button', { name: /^Close / }).count(), '', String(TABS));
  const heading = () => page.locator('main h1').first().innerText();
  const times = [];
  let began = 0;
  // The first time round each conversation has to be read; the second time it is here.
  const spent = await interactions(page, async () => {
    for (let at = 0; at < 40; at += 1) {
      const key = at % 20 < 10 ? 'Alt+j' : 'Alt+k';
      const ms = await until(page, anotherShows, await heading(), () => page.keyboard.press(key));
      if (at >= 20) times.push(ms);
      if (at === 19) began = await cpu(cdp);
    }
  });
  const { p50, p98 } = summary(times);
  figure('another tab, from what is here: CPU of the main thread', ((await cpu(cdp)) - began) / 20, 'ms');
  figure('another tab, from what is here: p50', p50, 'ms');
  figure('another tab, from what is here: p98', p98, 'ms', '< 100');
  figure('interaction to next paint on changing tabs: p98', summary(spent).p98, 'ms', '< 100');
  const { nodes, heapMb } = await weight(cdp);
  figure('elements in the document', nodes, '');
  figure('JavaScript heap', heapMb, 'MB');
  await close();
}
