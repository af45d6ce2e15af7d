/**
 * How fast the workspace is for whoever sits before it: `npm run perf`, or `npm run perf -- memory` for one part.
 * Prints a table and writes everything as JSON beside it. Figures, no verdicts: machines differ.
 */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, release } from 'node:os';
import { launch } from '../src/browser.mjs';
import { serveDesk } from './desk_server.mjs';
import { install } from './gauge.mjs';
import { interaction } from './interaction.mjs';
import { list } from './list.mjs';
import { memory } from './memory.mjs';
import { tabs } from './tabs.mjs';
import { ticket } from './ticket.mjs';

const PARTS = { ticket, list, tabs, interaction, memory };
const wanted = process.argv[2];

const browser = await launch();
const rows = [];

for (const [name, part] of Object.entries(PARTS)) {
  if (wanted && wanted !== name) continue;
  const figure = (what, value, unit, goal = '') => {
    const shown = typeof value === 'number' ? Number(value.toPrecision(3)) : value;
    rows.push({ part: name, what, value: shown, unit, goal, load: Number(loadavg()[0].toFixed(1)) });
    console.log(
      `${name.padEnd(12)} ${what.padEnd(66)} ${String(shown).padStart(8)} ${unit.padEnd(6)} ${goal}`,
    );
  };
  await part({ browser, figure, open });
}

/** A desk of that size, and somebody's browser before it. */
async function open({ tickets = 1000, messages = 60, size = [1440, 900], shelf = {} }) {
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
  return {
    desk,
    page,
    cdp,
    go,
    async close() {
      await context.close();
      await desk.close();
    },
  };
}

const machine = {
  cores: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  system: `Linux ${release()}`,
  browser: browser.version(),
  date: new Date().toISOString().slice(0, 10),
};
await browser.close();
const path = process.env.PERF_JSON ?? new URL('figures.json', import.meta.url).pathname;
await writeFile(path, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
console.log(
  `\n${machine.cores} cores (${machine.model}), ${machine.system}, Chromium ${machine.browser}; ${path}`,
);
