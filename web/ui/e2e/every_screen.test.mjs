/** Every screen of every face, in three languages, three sizes and four schemes: whole, translated, within reach. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SCHEMES, shownIn, violations } from './src/axe.mjs';
import { defects } from './src/defects.mjs';
import { photographed } from './src/photographed.mjs';
import { enter, resized, scenes } from './src/scenes/all.mjs';
import { build } from './src/scenes/stand.mjs';
import { foreign, LANGUAGES, texts, words } from './src/words.mjs';

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

async function inEveryScheme(entered, sizes, look) {
  for (const scheme of Object.keys(SCHEMES)) {
    await shownIn(entered.page, scheme, entered.frame);
    for (const [width, height] of sizes) {
      await resized(entered.page, width, height);
      await look(scheme, width);
    }
  }
}

async function examine(scene, language) {
  const entered = await enter(stand, scene, language);
  const { page, frame, context, complaints, sizes } = entered;
  const own = scene.face === 'demo' ? {} : { ours: texts(await words(scene.face, language)) };
  if (own.ours && language !== 'en') own.foreign = await foreign(scene.face, language);
  const found = new Map();
  const note = (defect, where) => found.set(defect, [...(found.get(defect) ?? []), where]);
  await photographed({ [`${scene.name}-${language}`]: { page, wire: complaints } }, async () => {
    await inEveryScheme(entered, sizes, async (scheme, width) => {
      for (const defect of await defects(frame, own)) note(defect, `${scheme} ${width}`);
      // What axe sees differs by size and by scheme, and not by language.
      if (language === 'en' && width !== 1024)
        for (const one of await violations(frame)) note(one, `${scheme} ${width}`);
    });
    const told = complaints.filter((text) => !(scene.gone ? LINE : scene.who ? NEVER : STRANGER).test(text));
    for (const text of told) note(text, 'console');
    const lines = [...found].map(([defect, where]) => `${defect} [${where.join(', ')}]`);
    assert.deepEqual(lines, [], `${scene.name} in ${language}`);
  });
  await context.close();
}

test('every screen is whole, translated and within reach of everybody', async (t) => {
  for (const scene of await scenes(stand))
    await t.test(scene.name, async () => {
      for (const language of LANGUAGES) await examine(scene, language);
    });
});
