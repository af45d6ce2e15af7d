/**
 * Photographs every screen for `docs/screens`: `npm run screens`, `npm run screens -- ticket` for those whose name
 * holds a word, `npm run screens -- --missing` for those of which there is no sheet yet. Everything on the pictures is the real program's; see `docs/screens/README.md`.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enterAll, SIZES, scenes } from './src/scenes/all.mjs';
import { index } from './src/scenes/index.mjs';
import { sheet } from './src/scenes/sheet.mjs';
import { build } from './src/scenes/stand.mjs';
import { still } from './src/scenes/still.mjs';
import { resized, settled, shownIn } from './src/shown.mjs';
import { LANGUAGES } from './src/words.mjs';

const FOLDER = process.env.SCREENS ?? new URL('../../../docs/screens/', import.meta.url).pathname;
/** Words in the names of those that are wanted; none: all. */
const wanted = process.argv.slice(2);
const NAMES = { en: 'English', fr: 'French', el: 'Greek' };
const STATE_NAMES = { none: 'with nothing', much: 'with far too much', gone: 'with the server gone' };

/** Of a page of somebody else's, what stands round our part of it; in pixels. */
const AROUND = 520;
/** A page that is read by scrolling is shown at its length, up to so many pixels. */
const TALLEST = 2600;

async function shoot(page, clip) {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(1, 1);
  for (const frame of page.frames()) await still(frame);
  return page.screenshot({ animations: 'disabled', caret: 'hide', ...(clip ? { clip } : {}) });
}

/** A row of the sheet: one language and one scheme in every size. */
async function row(name, entered, scheme, scene) {
  const pictures = [];
  for (const one of entered) pictures.push(...(await picturesOf(one, scheme, scene)));
  return { name, pictures };
}

/** `gone`: nothing that is waited for will come. */
async function picturesOf({ page, frame, sizes }, scheme, { face, tall, gone }) {
  await shownIn(page, scheme, frame);
  const pictures = [];
  for (const [width, height] of sizes) {
    await resized(page, width, height);
    if (!gone) await settled(frame);
    if (face === 'widget' && width > AROUND) {
      const clip = { x: width - AROUND, y: 0, width: AROUND, height };
      pictures.push({ png: await shoot(page, clip), width: AROUND, height });
      continue;
    }
    const long = tall ? await grown(page, width, height) : height;
    pictures.push({ png: await shoot(page), width, height: long });
  }
  return pictures;
}

/** Makes the window as long as what is to be seen in it; gives its height. */
async function grown(page, width, height) {
  const over = await page.evaluate(() => {
    const main = document.querySelector('main');
    return main ? main.scrollHeight - main.clientHeight : 0;
  });
  const long = Math.min(height + Math.max(over, 0), TALLEST);
  if (long > height) await resized(page, width, long);
  return long;
}

async function rowsOf(stand, scene) {
  const rows = [];
  const told = new Map();
  for (const language of scene.only ? [scene.only] : LANGUAGES) {
    const entered = await enterAll(stand, scene, language);
    for (const scheme of ['light', 'dark'])
      rows.push(await row(`${NAMES[language]}, ${scheme}`, entered, scheme, scene));
    if (language === 'en') told.set('as it is', await toldBy(entered));
    await leave(entered);
  }
  for (const state of scene.states ?? []) {
    const entered = await enterAll(stand, scene, 'en', state);
    // Only a page that has a line waits for it without an end.
    const gone = state === 'gone' && scene.face === 'workspace';
    rows.push(await row(STATE_NAMES[state], entered, 'light', { face: scene.face, gone }));
    told.set(STATE_NAMES[state], await toldBy(entered));
    await leave(entered);
  }
  areDifferent(told);
  return rows;
}

const toldBy = ([{ frame }]) => frame.evaluate(() => document.body.innerText);
const leave = (entered) => Promise.all(entered.map(({ context }) => context.close()));

/** A state that says what another one says is none: its row would prove nothing. */
function areDifferent(told) {
  for (const [state, words] of told)
    for (const [other, same] of told)
      if (state !== other && words === same) throw new Error(`it is the same “${state}” as “${other}”`);
}

async function main() {
  await mkdir(FOLDER, { recursive: true });
  const stand = await build();
  try {
    await photograph(stand);
  } finally {
    await stand.close();
  }
}

async function photograph(stand) {
  const all = await scenes(stand);
  if (wanted.length === 0) for (const old of await pictures()) await rm(join(FOLDER, old));
  const here = new Set(await pictures());
  const isWanted = ({ name }) =>
    wanted.length === 0 ||
    wanted.some((word) => (word === '--missing' ? !here.has(`${name}.webp`) : name.includes(word)));
  for (const scene of all.filter(isWanted))
    try {
      await photographScene(stand, scene);
      console.log(scene.name);
    } catch (error) {
      // One that cannot be reached is no reason to go without all others.
      console.error(`${scene.name}: ${error.message}`);
      process.exitCode = 1;
    }
  await writeFile(join(FOLDER, 'README.md'), index(all, SIZES, new Set(await pictures())));
}

async function photographScene(stand, scene) {
  const rows = await rowsOf(stand, scene);
  await writeFile(join(FOLDER, `${scene.name}.webp`), await sheet(stand.browser, scene.name, rows));
  // The first picture of these is shown by the README of the project.
  if (scene.poster) await writeFile(join(FOLDER, `${scene.poster}.png`), rows[0].pictures[0].png);
}

async function pictures() {
  return (await readdir(FOLDER)).filter((name) => /\.(png|webp)$/.test(name));
}

await main();
