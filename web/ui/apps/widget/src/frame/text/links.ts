/** Divides a text into words and links. Only `http`, `https` and `mailto` ever become links. */

export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

const CANDIDATE = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;
/** What ends a sentence and not an address. */
const TRAILING = /[.,;:!?)\]}»”’…]$/;
/** Letters that change the order of others can make an address read as another one. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const address = trimmed(match[0]);
    const href = safeUrl(address);
    if (href === null) continue;
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    found.push({ kind: 'link', text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

/** The address in its normal form, or `null` where it may not be followed. */
export function safeUrl(address: string): string | null {
  if (REORDERING.test(address)) return null;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol === 'mailto:') return url.pathname.includes('@') ? url.href : null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  // `https://bank.example@evil.example` is made to be misread.
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}

function trimmed(candidate: string): string {
  let address = candidate;
  while (TRAILING.test(address)) {
    const last = address.at(-1);
    // A closing bracket belongs to the address when it opened inside it.
    if (last === ')' && count(address, '(') >= count(address, ')')) break;
    if (last === ']' && count(address, '[') >= count(address, ']')) break;
    address = address.slice(0, -1);
  }
  return address;
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
