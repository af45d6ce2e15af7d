/** Finds addresses in plain text. Only http, https and mailto become links: anything else stays the text it is. */

export type Segment = { is: 'text'; text: string } | { is: 'link'; text: string; href: string };

/** The scheme or `www.` must begin a word; `<`, `>` and quotes never belong to an address. */
const CANDIDATE =
  /(?<![\p{L}\p{N}_@/])(?:https?:\/\/|www\.|mailto:)[^\s<>"'`\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]+|(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

export function linkify(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const found = withoutTail(match[0]);
    const href = safeHref(found);
    if (href === null) continue;
    if (match.index > end) segments.push({ is: 'text', text: text.slice(end, match.index) });
    segments.push({ is: 'link', text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) segments.push({ is: 'text', text: text.slice(end) });
  return segments;
}

/** The address to follow, or null for what may not be one. */
export function safeHref(written: string): string | null {
  let address = written;
  if (/^www\./i.test(written)) address = `https://${written}`;
  else if (!/^[a-z][a-z0-9+.-]*:/i.test(written)) {
    if (!/^[^\s@]+@[^\s@]+$/.test(written)) return null;
    address = `mailto:${written}`;
  }
  try {
    const url = new URL(address);
    if (!SCHEMES.has(url.protocol)) return null;
    if (url.protocol === 'mailto:') return url.pathname.includes('@') ? url.href : null;
    // A name before "@" makes an address look like another site's.
    return url.username || url.password || !url.hostname ? null : url.href;
  } catch {
    return null;
  }
}

/** The full stop of the sentence and the bracket around it are not part of an address. */
function withoutTail(found: string): string {
  let address = found;
  for (;;) {
    const last = address.at(-1) ?? '';
    const opens = { ')': '(', ']': '[', '}': '{' }[last];
    const unmatched = opens !== undefined && count(address, last) > count(address, opens);
    if (!unmatched && !'.,;:!?…·»”’*_'.includes(last)) return address;
    if (last === '') return address;
    address = address.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
