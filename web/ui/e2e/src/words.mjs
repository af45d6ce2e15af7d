/** The catalogues of the faces as the pages have them, so that a test can press what is written in another language. */
import { readdir, readFile } from 'node:fs/promises';
import { runnerImport } from 'vite';

const WHERE = {
  workspace: 'apps/workspace/src/i18n',
  admin: 'apps/admin/src/i18n',
  widget: 'apps/widget/src/frame/words',
};
export const LANGUAGES = ['en', 'fr', 'el'];
const read = new Map();

/** The catalogue of a face in a language. */
export function words(face, language) {
  const path = new URL(`../../${WHERE[face]}/${language}.ts`, import.meta.url).pathname;
  if (!read.has(path))
    read.set(
      path,
      runnerImport(path).then(({ module }) => module[language]),
    );
  return read.get(path);
}

/** Every plain text of a catalogue. */
export function texts(catalogue) {
  if (typeof catalogue === 'string') return [catalogue];
  if (typeof catalogue !== 'object' || catalogue === null) return [];
  return Object.values(catalogue).flatMap(texts);
}

/** What the server keeps as a value, whoever reads it: the bot's name before it was given one, in the audit log. */
const STORED = ['Bot'];

/** Whatever the sample data of the demo says, which is the company's own and not ours to translate. */
async function ofTheDemo() {
  const folder = new URL('../../../../src/demo/', import.meta.url);
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.rs'));
  const written = await Promise.all(sources.map((name) => readFile(new URL(name, folder), 'utf8')));
  return written.flatMap((text) => [...text.matchAll(/"([^"\n]+)"/g)].map(([, words]) => words));
}

/**
 * The English texts that have no business in a page of another language: those that its own catalogue does not have
 * as well, as “Support” or a name may stand in both.
 */
export async function foreign(face, language) {
  const [english, own, sample] = await Promise.all([words(face, 'en'), words(face, language), ofTheDemo()]);
  const allowed = new Set([...texts(own), ...sample, ...STORED]);
  return texts(english).filter((text) => text.length > 2 && !allowed.has(text));
}
