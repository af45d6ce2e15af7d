import type { WidgetConversationRow } from '@frontdesk/protocol';
import { fromOtherSide } from './apply.ts';
import type { State } from './state.ts';

/** What others said in the conversation that is open and nobody has seen. */
export function unreadHere(state: State): number {
  return state.items.filter((item) => item.seq > state.marks.end_user_read && fromOtherSide(item)).length;
}

/** The row of the conversation that is open, from what is known of it; `null` while nothing was said in it. */
export function ownRow(state: State): WidgetConversationRow | null {
  const { conversation, head, items } = state;
  if (conversation === null || head === null) return null;
  const known = state.rows?.find((row) => row.id === conversation);
  const last = items.findLast((item) => item.kind === 'message') ?? null;
  const first = items[0]?.at ?? 0;
  return {
    id: conversation,
    started_at: known?.started_at ?? first,
    last_at: last?.at ?? known?.last_at ?? first,
    last: last ?? known?.last ?? null,
    unread: unreadHere(state),
    head,
  };
}

/** All that are known, the one with the newest message first. The open one is as its own frames have it. */
export function rowsOf(state: State): readonly WidgetConversationRow[] {
  const own = ownRow(state);
  const others = (state.rows ?? []).filter((row) => row.id !== own?.id);
  return (own ? [own, ...others] : others).toSorted((a, b) => b.last_at - a.last_at);
}

/** What is unread in all conversations; `seen`: somebody looks at the open one. */
export function unreadOf(state: State, seen: boolean): number {
  const elsewhere = (state.rows ?? []).filter((row) => row.id !== state.current);
  const sum = elsewhere.reduce((count, row) => count + row.unread, 0);
  return sum + (seen ? 0 : unreadHere(state));
}
