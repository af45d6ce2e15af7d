/**
 * One's own message until the server's copy of it is here, with its marks read. The server's reader decides; this one
 * knows the common ones, so that no asterisks flash by in each message that is sent.
 */

import type { Span, SpanStyle } from '@frontdesk/protocol';

const TOKEN = new RegExp(
  [
    String.raw`\\(?<plain>[*_~\x60[\]])`,
    String.raw`(?<address>(?:https?:\/\/|www\.|[^\s@[(]+@)[^\s\]<>"]*[^\s\]<>"*_~.,:;!?])`,
    String.raw`(?<tick>\x60)(?<code>[^\x60\n]+)\x60`,
    String.raw`(?<mark>\*\*|__|~~|\*|_)(?=\S)(?<inner>(?:(?!\n\n)[^])*?\S)\k<mark>(?![*_~])`,
    String.raw`\[(?<label>[^[\]\n]+)\]\((?<url>(?:https?:\/\/|mailto:|tel:)[^\s()<>"\\]+)\)`,
  ].join('|'),
  'gu',
);
const STYLES: Readonly<Record<string, SpanStyle>> = {
  '**': 'bold',
  __: 'bold',
  '*': 'italic',
  _: 'italic',
  '~~': 'strike',
};
const WORD = /[\p{L}\p{N}]/u;

export interface PendingText {
  readonly text: string;
  readonly spans: readonly Span[];
}

export function pendingText(source: string): PendingText {
  const said: string[] = [];
  const spans: Span[] = [];
  const say = (words: string) => said.push(...Array.from(words));
  const set = (style: SpanStyle, words: string, url?: string) => {
    const span: Span = { start: said.length, end: 0, style, ...(url === undefined ? {} : { url }) };
    spans.push(span);
    if (style === 'code') say(words);
    else read(words);
    span.end = said.length;
  };
  const read = (words: string) => {
    const token = new RegExp(TOKEN);
    let at = 0;
    for (let found = token.exec(words); found; found = token.exec(words)) {
      const { plain, address, code, mark, inner, label, url, tick } = found.groups ?? {};
      const end = found.index + found[0].length;
      const free = !WORD.test(words[found.index - 1] ?? '') && !WORD.test(words[end] ?? '');
      const opening = mark ?? tick;
      say(words.slice(at, found.index));
      at = end;
      if (opening !== undefined && !free) {
        say(opening);
        at = found.index + opening.length;
        token.lastIndex = at;
      } else if (plain !== undefined) say(plain);
      else if (address !== undefined) say(address);
      else if (code !== undefined) set('code', code);
      else if (label !== undefined) set('link', label, url);
      else set(STYLES[mark ?? ''] ?? 'bold', inner ?? '');
    }
    say(words.slice(at));
  };
  read(source.replace(/^([ \t]*)[-*](?=[ \t]+\S)/gmu, '$1•'));
  return { text: said.join(''), spans };
}
