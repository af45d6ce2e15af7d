import { chromium } from 'playwright-core';

/** The system's Chromium; in a container it runs as root, where its sandbox cannot. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
}
