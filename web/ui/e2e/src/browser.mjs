import { chromium } from 'playwright-core';

/** The system's Chromium; in a container it runs as root, where its sandbox cannot. */
const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
};

export function launch() {
  return chromium.launch(CHROMIUM);
}

/** One whose owner's settings lie in this folder; answers with its only context. */
export function launchWith(profile, options = {}) {
  return chromium.launchPersistentContext(profile, { ...CHROMIUM, ...options });
}
