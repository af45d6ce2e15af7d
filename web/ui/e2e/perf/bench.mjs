/** A made-up desk, and somebody's browser before it. */
import { serveDesk } from './desk_server.mjs';
import { install } from './gauge.mjs';

/** Gives the function that opens a page before a desk of that size; `shelf` is what the browser kept from before. */
export const opener =
  (browser) =>
  async ({ tickets = 1000, messages = 60, size = [1440, 900], shelf = {} }) => {
    const desk = await serveDesk({ tickets, messages });
    const context = await browser.newContext({
      viewport: { width: size[0], height: size[1] },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await install(page);
    if (Object.keys(shelf).length > 0)
      await page.addInitScript((kept) => {
        for (const [key, value] of Object.entries(kept))
          if (!localStorage.getItem(key)) localStorage.setItem(key, value);
      }, shelf);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const go = async (hash = '') => {
      await page.goto(`${desk.address}/workspace/${hash}`);
      await page.getByRole('banner').waitFor();
    };
    const close = async () => {
      await context.close();
      await desk.close();
    };
    return { desk, page, cdp, go, close };
  };
