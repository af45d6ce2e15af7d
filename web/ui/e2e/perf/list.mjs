/** A view of 50,000 tickets. */
import { frames, until, weight } from './gauge.mjs';

const TICKETS = 50_000;

export async function list({ figure, open }) {
  const { page, cdp, go, close } = await open({ tickets: TICKETS });
  await go();
  const choose = page.getByRole('tab', { name: /^(All open|All unsolved|Unsolved)/ }).first();
  const first = await until(
    page,
    () => document.querySelector('[role=tabpanel]')?.textContent.includes(' 50000') ?? false,
    null,
    () => choose.click(),
  );
  figure('first rows of 50,000', first, 'ms', '< 100');
  const panel = page.getByRole('tabpanel');
  await panel.hover();
  const wheel = await frames(page, async () => {
    for (let at = 0; at < 300; at += 1) await page.mouse.wheel(0, 400);
  });
  figure('scrolling: frames a second', wheel.fps, '1/s', '60');
  figure('scrolling: late frames', wheel.late * 100, '%');
  figure('scrolling: longest frame', wheel.longest, 'ms');
  const { nodes } = await weight(cdp);
  figure('elements in the document', nodes, '');
  await close();
}
