/** What was measured, as one table for people and as JSON for programs. */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, release } from 'node:os';
import { summary } from './gauge.mjs';

export async function tell({ rows, began, browser }) {
  const machine = {
    cores: cpus().length,
    model: cpus()[0]?.model ?? 'unknown',
    system: `Linux ${release()}`,
    browser,
    date: new Date(began.at).toISOString(),
    seconds: Math.round((Date.now() - began.at) / 1000),
    load: { before: began.load, after: loadavg()[0] },
  };
  const path = process.env.PERF_JSON ?? new URL('figures.json', import.meta.url).pathname;
  await writeFile(path, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  console.log(line(['part', 'what', 'median', 'from', 'to', 'rounds', 'unit', 'goal']));
  for (const { part, what, unit, goal, values } of rows) {
    const { n, p50, max } = summary(values);
    console.log(
      line([part, what, short(p50), short(Math.min(...values)), short(max), String(n), unit, goal]),
    );
  }
  const load = `load average ${short(machine.load.before)} before and ${short(machine.load.after)} after`;
  console.log(`\n${machine.cores} cores (${machine.model}), ${machine.system}, Chromium ${machine.browser}`);
  console.log(`${machine.date}, ${machine.seconds} s, ${load}; every value: ${path}`);
}

const WIDTHS = [-12, -66, 8, 8, 8, 7, -6, 0];

const line = (cells) =>
  cells
    .map((cell, at) => (WIDTHS[at] < 0 ? cell.padEnd(-WIDTHS[at]) : cell.padStart(WIDTHS[at])))
    .join(' ')
    .trimEnd();

const short = (value) => String(Number(value.toPrecision(3)));
