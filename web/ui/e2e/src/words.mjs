/** The catalogues of the faces as the pages have them, so that a test can press what is written in another language. */
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

/** Said by the demo's bot, whose words are the company's and not ours. */
const OF_THE_DEMO = ['Talk to a human'];

/**
 * The English texts that have no business in a page of another language: those that its own catalogue does not have
 * as well, as “Support” or a name may stand in both.
 */
export async function foreign(face, language) {
  const [english, own] = await Promise.all([words(face, 'en'), words(face, language)]);
  const allowed = new Set([...texts(own), ...OF_THE_DEMO]);
  return texts(english).filter((text) => text.length > 2 && !allowed.has(text));
}
