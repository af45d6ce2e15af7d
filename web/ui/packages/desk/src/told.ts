/** What a provider says of a failure, with its code once: many write it into their text. */
export function toldWithCode(text: string, code: string): string {
  return code === '' || text.includes(code) ? text : `${text} (${code})`;
}
