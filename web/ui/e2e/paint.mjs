/**
 * How soon the widget's frame shows something on a slow phone: `node paint.mjs`. Prints the median of nine loads, each
 * with an empty cache: processor 4 times slower, 40 ms each way and 10 Mbit/s, which is an ordinary mobile line.
 */
import { launch } from './src/browser.mjs';
import { startDemo } from './src/demo.mjs';
import { integrationOf } from './src/site.mjs';

const RUNS = 9;
const LINE = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 625_000 };

const [browser, demo] = await Promise.all([launch(), startDemo()]);
const integration = await integrationOf(demo);
const paints = [];
const stands = [];
for (let run = 0; run < RUNS; run += 1) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
  const page = await context.newPage();
  const phone = await context.newCDPSession(page);
  await phone.send('Network.enable');
  await phone.send('Network.emulateNetworkConditions', LINE);
  await phone.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector('h1')) return;
      watch.disconnect();
      requestAnimationFrame(() => {
        globalThis.stands = performance.now();
      });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${demo.listen}/widget/frame?integration=${integration}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const first = await page.evaluate(
    () =>
      new Promise((done) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint) done(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  paints.push(Math.round(first));
  await page.waitForFunction(() => globalThis.stands);
  stands.push(Math.round(await page.evaluate(() => globalThis.stands)));
  await context.close();
}
for (const [what, times] of [
  ['first contentful paint', paints],
  ['the widget itself', stands],
]) {
  times.sort((a, b) => a - b);
  process.stdout.write(
    `${what}: median ${times[Math.floor(RUNS / 2)]} ms (${times[0]} to ${times.at(-1)})\n`,
  );
}
await browser.close();
await demo.stop();
