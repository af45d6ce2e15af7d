/** The log of events in words: one row for everything that happened, messages included. */

import type { Formats } from '@frontdesk/desk/formats';
import type { AgentHead, AgentItem } from '@frontdesk/protocol';
import { isSocialChannel } from '../models/channels';
import { activityText } from './activity';
import { messageText } from './content';
import type { Texts } from './en';

export interface EventRow {
  readonly key: string;
  readonly at: number;
  readonly kind: 'message' | 'note' | 'event' | 'failure';
  readonly text: string;
  /** What was said; null for what is no message. */
  readonly said: string | null;
}

export function eventRows(
  t: Texts,
  f: Formats,
  items: readonly AgentItem[],
  head: AgentHead,
  wanted: string,
): readonly EventRow[] {
  const words = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rows = items.map((item) => rowOf(t, f, item, head));
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = `${row.text} ${row.said ?? ''} ${f.moment(row.at)}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function rowOf(t: Texts, f: Formats, item: AgentItem, head: AgentHead): EventRow {
  const key = String(item.seq);
  if (item.kind === 'activity') {
    const kind = item.activity.what === 'delivery_failed' ? 'failure' : 'event';
    return { key, at: item.at, kind, text: activityText(t, f, item.activity), said: null };
  }
  const w = t.talk.events;
  const channel = t.channels[item.channel];
  const said = messageText(t, item);
  const row = { key, at: item.at, said };
  if (item.author.kind === 'end_user')
    return { ...row, kind: 'message', text: w.received(head.end_user.name, channel) };
  if (item.internal) return { ...row, kind: 'note', text: w.noted(item.author.name) };
  // An attempt was made; what came of it is a line of its own (S1-57).
  const text = isSocialChannel(item.channel)
    ? t.social.attempt(item.author.name, channel)
    : w.sent(item.author.name, channel);
  return { ...row, kind: 'message', text };
}
