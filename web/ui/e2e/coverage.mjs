/**
 * Holds the list of requirements against the names of the tests: `node coverage.mjs` tells what is missing, and the
 * browser tests fail on it.
 */
import { readdir, readFile } from 'node:fs/promises';

const HERE = new URL('./', import.meta.url);
const ROOT = new URL('../../../', HERE);
const CRATES = ['model', 'channels', 'storage', 'actors', 'web', 'src', 'tests'];

/** What is wrong, a line each: nothing when every requirement has its tests. */
export async function gaps() {
  const list = JSON.parse(await readFile(new URL('requirements.json', HERE), 'utf8'));
  const [browser, rust] = await Promise.all([browserTests(), rustTests()]);
  const named = new Set(browser.flatMap(idsOf));
  return [
    ...list.browser.filter((id) => !named.has(id)).map((id) => `${id}: no browser test names it`),
    ...Object.entries(list.rust)
      .filter(([, test]) => !rust.has(test))
      .map(([id, test]) => `${id}: there is no Rust test ${test}`),
    ...Object.keys({ ...list.rust, ...list.partly })
      .filter((id) => !list.browser.includes(id))
      .map((id) => `${id}: is not in the list`),
  ];
}

/** `S3_9_T_7_one_button…` names S3-9 and T-7. */
function idsOf(name) {
  return [...name.matchAll(/(?<![A-Za-z0-9])(S\d+|T)_(\d+)(?=_)/g)].map(
    ([, part, number]) => `${part}-${number}`,
  );
}

async function browserTests() {
  const folder = new URL('tests/', HERE);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.test.mjs'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  // Names that are put together hold their id before what is put in.
  return texts.flatMap((text) => [...text.matchAll(/\btest\(\s*['"`]([^'"`]+)/g)].map(([, name]) => name));
}

async function rustTests() {
  const found = new Set();
  for (const crate of CRATES) {
    const folder = new URL(`${crate}/`, ROOT);
    const names = await readdir(folder, { recursive: true });
    const sources = names.filter((name) => name.endsWith('.rs') && !name.includes('node_modules'));
    for (const name of sources)
      for (const [, test] of (await readFile(new URL(name, folder), 'utf8')).matchAll(/\bfn (\w+)/g))
        found.add(test);
  }
  return found;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const missing = await gaps();
  console.log(missing.length === 0 ? 'every requirement has its tests' : missing.join('\n'));
  process.exitCode = missing.length === 0 ? 0 : 1;
}
