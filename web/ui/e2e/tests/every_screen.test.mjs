/**
 * Every screen of every face, in three languages, three sizes and four schemes: whole, translated, within reach. Each
 * run takes another language and other schemes for each screen, the same ones every time; `ALL=1` takes all of them, `SCREEN=ticket` only the
 * screens whose name holds that.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../src/axe.mjs';
import { defects } from '../src/defects.mjs';
import { photographed } from '../src/photographed.mjs';
import { enterAll, SIZES, scenes } from '../src/scenes/all.mjs';
import { build } from '../src/scenes/stand.mjs';
import { resized, SCHEMES, settled, shownIn } from '../src/shown.mjs';
import { foreign, LANGUAGES, texts, words } from '../src/words.mjs';

let stand;

before(async () => {
  stand = await build();
});
after(() => stand?.close());

/** What a page that has lost its server says of it is no defect of the page. */
const LINE = /Failed to load resource|WebSocket|net::ERR/;
/** The workspace asks who is there, and is told that nobody has signed in. */
const STRANGER = /status of 401/;
const NEVER = /(?!)/;

const EVERYTHING = Boolean(process.env.ALL);
const WANTED = process.env.SCREEN ?? '';
const ALL_SCHEMES = Object.keys(SCHEMES);

/** The languages and, for each size, the schemes in which the screen at that place is looked at. */
function asked(at) {
  return {
    languages: EVERYTHING ? LANGUAGES : [LANGUAGES[at % LANGUAGES.length]],
    schemes: (size) => (EVERYTHING ? ALL_SCHEMES : [ALL_SCHEMES[(at + size) % ALL_SCHEMES.length]]),
  };
}

async function inSchemes({ page, frame, sizes }, schemes, look) {
  for (const [width, height] of sizes) {
    const at = SIZES.findIndex(([one]) => one === width);
    for (const scheme of schemes(at)) {
      await resized(page, width, height);
      await shownIn(page, scheme, frame);
      await look(scheme, width);
    }
  }
}

async function examine(scene, language, schemes) {
  const entered = await enterAll(stand, scene, language);
  for (const one of entered) await examineIn(one, scene, language, schemes);
}

async function examineIn(entered, scene, language, schemes) {
  const { page, frame, context, complaints } = entered;
  const own = scene.face === 'demo' ? {} : { ours: texts(await words(scene.face, language)) };
  if (own.ours && language !== 'en') own.foreign = await foreign(scene.face, language);
  const found = new Map();
  const note = (defect, where) => found.set(defect, [...(found.get(defect) ?? []), where]);
  await photographed({ [`${scene.name}-${language}`]: { page, wire: complaints } }, async () => {
    if (!scene.gone) await settled(frame);
    await inSchemes(entered, schemes, async (scheme, width) => {
      for (const defect of await defects(frame, own)) note(defect, `${scheme} ${width}`);
      if (width !== 1024) for (const one of await violations(frame)) note(one, `${scheme} ${width}`);
    });
    const told = complaints.filter((text) => !(scene.gone ? LINE : scene.who ? NEVER : STRANGER).test(text));
    for (const text of told) note(text, 'console');
    const lines = [...found].map(([defect, where]) => `${defect} [${where.join(', ')}]`);
    assert.deepEqual(lines, [], `${scene.name} in ${language}`);
  });
  await context.close();
}

test('every screen is whole, translated and within reach of everybody', async (t) => {
  for (const [at, scene] of (await scenes(stand)).entries()) {
    if (!scene.name.includes(WANTED)) continue;
    const { languages, schemes } = asked(at);
    await t.test(scene.name, async () => {
      for (const language of scene.only ? [scene.only] : languages) await examine(scene, language, schemes);
    });
  }
});
