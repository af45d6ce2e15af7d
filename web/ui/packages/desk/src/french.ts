/** French as it is set: its signs never stand alone at the beginning or the end of a line. */

const NO_BREAK = '\u00a0';

/** The same catalogue with spaces that do not break before `: ; ! ? » %` and after `«`. */
export function french<Texts extends object>(texts: Texts): Texts {
  return spaced(texts) as Texts;
}

function spaced(words: unknown): unknown {
  if (typeof words === 'string') return words.replace(/ (?=[:;!?»%])|(?<=«) /g, NO_BREAK);
  if (typeof words === 'function') {
    const said = (...given: unknown[]) => spaced(words(...given));
    // Whoever reads a catalogue asks a text how many values it takes.
    return Object.defineProperty(said, 'length', { value: words.length });
  }
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return words;
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, spaced(value)]));
}
