/** A word shorter than this fits a line of the narrowest bubble. */
const LONG = 18;
/** Behind these an address, a path or a name in code may go on in the next line. */
const SEAM = /(?<=[@/\\._?&=:,;+–—-])(?=[^\s@/\\._?&=:,;+–—-])/u;

/** A text cut where a line may end besides at its spaces: at the seams of its long words, so that none breaks amid. */
export function seams(text: string): string[] {
  const parts = [''];
  for (const word of text.split(/(?<=\s)(?=\S)/u)) {
    const [first = '', ...rest] = word.trimEnd().length < LONG ? [word] : word.split(SEAM);
    parts[parts.length - 1] += first;
    parts.push(...rest);
  }
  return parts;
}
