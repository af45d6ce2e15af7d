import { chromium } from 'playwright-core';

/** The system's Chromium; in a container it runs as root, where its sandbox cannot. */
const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
};

/** How many times slower than this machine's the processor seems to the pages: what a test waits for shows itself so. */
const SLOWER = Number(process.env.SLOWER ?? 1);

export async function launch() {
  const browser = await chromium.launch(CHROMIUM);
  if (SLOWER > 1) browser.on('context', (context) => context.on('page', slowed));
  return browser;
}

async function slowed(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

/** One whose owner's settings lie in this folder; answers with its only context. */
export function launchWith(profile, options = {}) {
  return chromium.launchPersistentContext(profile, { ...CHROMIUM, ...options });
}
