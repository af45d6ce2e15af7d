/**
 * How fast the workspace is for whoever sits before it. `npm run perf` measures everything but the hour, some rounds of
 * each part; `npm run perf -- tabs` one part, `-- tabs 5` so many rounds of it; `-- hour` the hour, `-- hour 10` ten
 * minutes of it. `PERF_DIST` names the folder of another build to compare with.
 * Prints one table and writes every value as JSON beside it. Figures, no verdicts: machines differ.
 */
import { loadavg } from 'node:os';
import { launch } from '../src/browser.mjs';
import { opener } from './bench.mjs';
import { hour } from './hour.mjs';
import { interaction } from './interaction.mjs';
import { list } from './list.mjs';
import { memory } from './memory.mjs';
import { tell } from './table.mjs';
import { tabs } from './tabs.mjs';
import { ticket } from './ticket.mjs';

/** Rounds of each: together about five minutes on two cores that have nothing else to do. */
const PARTS = {
  ticket: { run: ticket, rounds: 3 },
  list: { run: list, rounds: 5 },
  tabs: { run: tabs, rounds: 5 },
  interaction: { run: interaction, rounds: 3 },
  memory: { run: memory, rounds: 1 },
};
const [wanted, count] = process.argv.slice(2);
const asked = count === undefined ? null : Number(count);
if (wanted && wanted !== 'hour' && !(wanted in PARTS)) {
  console.error(`no part is called ${wanted}; there are ${Object.keys(PARTS).join(', ')} and hour`);
  process.exit(2);
}

const browser = await launch();
const rows = [];
/** Figures of one part: each may be told once a round. */
const figures =
  (part) =>
  (what, value, unit, goal = '') => {
    const known = rows.find((row) => row.part === part && row.what === what);
    if (known) known.values.push(value);
    else rows.push({ part, what, unit, goal, values: [value] });
  };

const began = { load: loadavg()[0], at: Date.now() };
if (wanted === 'hour') await hour({ browser, figure: figures('hour'), minutes: asked ?? undefined });
else
  for (const [name, { run, rounds }] of Object.entries(PARTS)) {
    if (wanted && wanted !== name) continue;
    for (let round = 1; round <= (asked ?? rounds); round += 1) {
      process.stderr.write(`${name}, round ${round}\n`);
      await run({ figure: figures(name), open: opener(browser) });
    }
  }
await tell({ rows, began, browser: browser.version() });
await browser.close();
