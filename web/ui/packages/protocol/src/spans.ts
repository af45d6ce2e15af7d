/** How a text with spans is cut up: pure data, which each face shows with elements of its own. Never markup. */

import type { Span, SpanStyle } from './wire';

export type Run =
  | { readonly is: 'text'; readonly text: string }
  | {
      readonly is: 'set';
      readonly style: SpanStyle;
      /** Where a link leads; null for what is none, and for one that may not be followed. */
      readonly href: string | null;
      readonly runs: readonly Run[];
    };

/** The text in order, nothing lost. Spans that cross others or lie outside are cut to where they fit. */
export function runsOf(text: string, spans: readonly Span[] = []): readonly Run[] {
  if (spans.length === 0) return text === '' ? [] : [{ is: 'text', text }];
  // Offsets count code points; a string's own count the halves of rare letters singly.
  const characters = Array.from(text);
  return within(characters, 0, characters.length, spans);
}

function within(characters: readonly string[], from: number, to: number, spans: readonly Span[]): Run[] {
  const runs: Run[] = [];
  let at = from;
  const words = (end: number) => {
    if (end > at) runs.push({ is: 'text', text: characters.slice(at, end).join('') });
    at = end;
  };
  for (const [index, span] of spans.entries()) {
    const start = Math.max(span.start, at);
    const end = Math.min(span.end, to);
    if (start >= end) continue;
    words(start);
    const inner = spans.slice(index + 1).filter((other) => other.start < end);
    const href = span.style === 'link' ? safeAddress(span.url ?? '') : null;
    runs.push({ is: 'set', style: span.style, href, runs: within(characters, start, end, inner) });
    at = end;
  }
  words(to);
  return runs;
}

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
/** Letters that change the order of others can make an address read as another one. */
const REORDERING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** The server checked it; whoever draws a link checks again. */
function safeAddress(address: string): string | null {
  if (REORDERING.test(address)) return null;
  try {
    const url = new URL(address);
    // `https://bank.example@evil.example` is made to be misread.
    return SCHEMES.has(url.protocol) && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}
