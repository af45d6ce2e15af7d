/** What every catalogue of every app has to keep. */

/** Every word with its path; what takes parameters is called with marks that must come out again. */
function words(catalogue: unknown, path = ''): [string, string][] {
  if (typeof catalogue === 'string') return [[path, catalogue]];
  if (typeof catalogue === 'function') {
    const text: unknown = catalogue(...Array.from({ length: catalogue.length }, (_, at) => 7 + at));
    return [[path, String(text)]];
  }
  return Object.entries(catalogue as object).flatMap(([key, value]) => words(value, `${path}.${key}`));
}

const marks = (text: string | undefined) => text?.match(/\d+/g)?.length ?? 0;

/** What is missing, empty, too much, or lost one of its parameters on the way from English. */
export function gapsOf(catalogue: object, english: object): string[] {
  const own = new Map(words(catalogue));
  const model = new Map(words(english));
  const gaps: string[] = [];
  for (const [path, text] of model) {
    const ours = own.get(path);
    if (ours === undefined) gaps.push(`${path} is missing`);
    else if (ours.trim() === '' || ours.includes('undefined')) gaps.push(`${path} is empty: ${ours}`);
    else if (marks(ours) !== marks(text)) gaps.push(`${path} lost a parameter: ${ours}`);
  }
  for (const path of own.keys()) if (!model.has(path)) gaps.push(`${path} is not in English`);
  return gaps;
}

/** The words that are the same as in English: each has to be looked at once. */
export function sameAs(catalogue: object, english: object): string[] {
  const model = new Map(words(english));
  return words(catalogue)
    .filter(([path, text]) => text === model.get(path))
    .map(([path]) => path);
}

/** French words whose signs a line may begin or end with: each has a space before or after it that may break, or none. */
export function looseSigns(french: object): string[] {
  const loose = / [:;!?»%]|« |[\p{L}\d][;!?»](?!\p{L})|«[\p{L}\d]/u;
  return words(french).flatMap(([path, text]) => (loose.test(text) ? [`${path}: ${text}`] : []));
}
