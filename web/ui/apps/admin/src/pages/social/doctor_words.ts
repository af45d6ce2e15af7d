/** The doctor's findings in sentences: what it is, and what to do. */
import { toldWithCode } from '@frontdesk/desk/told';
import type { ChannelLine } from '@frontdesk/protocol';
import type { Words } from '../../words';

export function lineTitle({ t }: Words, { name, asked }: ChannelLine): string {
  const { lines, checks } = t.social.doctor;
  if (asked) return find(checks, name) ?? checks.other(name);
  return find(lines, name) ?? name;
}

export function lineText(words: Words, line: ChannelLine): string {
  return line.asked ? askedText(words, line) : ownText(words, line);
}

function askedText({ t }: Words, { name, verdict, text, code }: ChannelLine): string {
  const { told, inOrder, said } = t.social.doctor;
  const theirs = text === '' ? '' : told(toldWithCode(text, code));
  if (verdict === 'right') return theirs || inOrder;
  return [theirs, find(said.checks, name) ?? said.checks.other].filter(Boolean).join(' ');
}

function ownText(words: Words, line: ChannelLine): string {
  const { t, f } = words;
  const { said, told } = t.social.doctor;
  const { name, verdict, code, text } = line;
  const at = line.at === null ? '' : f.moment(line.at);
  switch (name) {
    case 'connected':
      return code === 'other_key' || code === 'not_connected' ? said.connected[code] : said.connected.right;
    case 'address':
      return verdict === 'right' ? said.address.right(text) : said.address.not_https(text);
    case 'standing':
      if (code === 'waiting') return said.standing.waiting(at, text);
      return code === 'paused' ? said.standing.paused(at, text) : said.standing.working;
    case 'arriving':
      if (code === 'never') return said.arriving.never;
      return code === 'handshake_only' ? said.arriving.handshake_only(at) : said.arriving.right(at);
    case 'refused':
      return verdict === 'right' ? said.refused.right : refusedText(words, code, at);
    case 'sending':
      if (verdict === 'right') return said.sending.right(at);
      if (code === 'never') return said.sending.never;
      return `${verdict === 'wrong' ? said.sending.failed(at) : said.sending.mended(at)} ${told(toldWithCode(text, code))}`;
    case 'alert':
      return `${said.alert(at)} ${told(toldWithCode(text, code))}`;
    case 'token_end':
      return said.token_end[verdict](at);
    case 'unread':
      return verdict === 'right' ? said.unread.right : said.unread.doubtful(Number(text));
    case 'dead_letters':
      return verdict === 'right' ? said.dead_letters.right : said.dead_letters.doubtful(Number(text));
    default:
      return text;
  }
}

function refusedText({ t }: Words, code: string, at: string): string {
  const { right: _, ...reasons } = t.social.doctor.said.refused;
  const say = (reasons as Readonly<Record<string, ((at: string) => string) | undefined>>)[code];
  return (say ?? reasons.malformed)(at);
}

/** A word by a name that a newer server may have made up. */
function find(words: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const found = words[name];
  return typeof found === 'string' ? found : undefined;
}
