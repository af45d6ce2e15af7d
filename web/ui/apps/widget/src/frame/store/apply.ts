/**
 * The law of the store: a state and a frame make a state. Pure; the only code that makes one.
 */

import type {
  Marks,
  WidgetConversation,
  WidgetConversationFrame,
  WidgetConversationRow,
  WidgetItem,
  WidgetServerFrame,
} from '@frontdesk/protocol';
import { assertNever } from '../assert_never.ts';
import { EMPTY, type Frame, type Outcome, type Pending, type State } from './state.ts';

export interface Applied {
  readonly state: State;
  readonly outcome: Outcome;
}

export function apply(state: State, frame: Frame): Applied {
  switch (frame.type) {
    case 'welcome':
      return applied(welcome(state, frame));
    case 'conversation':
      return conversation(state, frame);
    case 'conversations':
      return applied({ ...state, rows: listed(state, frame.conversations), moreRows: frame.more });
    case 'listed':
      return applied({ ...state, rows: listed(state, [frame.row]) });
    case 'queue':
      return applied({ ...state, position: frame.position });
    case 'typing':
      return applied({ ...state, typing: frame.active ? frame.name : null });
    case 'done':
      return applied(
        settle(
          withPending(state, frame.id, (one) => ({ ...one, phase: { is: 'recorded', seq: frame.seq } })),
        ),
      );
    case 'refused': {
      const { id, error } = frame;
      if (id === null) return ignored(state);
      return applied(
        withPending(state, id, (one) => ({ ...one, phase: { is: 'refused', code: error.code } })),
      );
    }
    case 'link_ready':
    case 'closing':
    case 'pong':
      return ignored(state);
    default:
      return applied(local(state, frame));
  }
}

function local(state: State, frame: Exclude<Frame, WidgetServerFrame>): State {
  switch (frame.type) {
    case 'local_line':
      return lineChanged(state, frame.line);
    case 'local_settings':
      return { ...state, settings: frame.settings };
    case 'local_restored':
      return settle({ ...state, pending: [...frame.pending, ...state.pending] });
    case 'local_queued':
      return { ...state, pending: [...state.pending, frame.pending] };
    case 'local_sent':
      return withPending(state, frame.id, (one) => ({ ...one, phase: { is: 'sent' } }));
    case 'local_waiting':
      return withPending(state, frame.id, (one) => ({ ...one, phase: { is: 'waiting' } }));
    case 'local_dropped':
      return { ...state, pending: state.pending.filter((one) => one.id !== frame.id) };
    case 'local_read':
      return { ...state, marks: later(state.marks, { ...state.marks, end_user_read: frame.seq }) };
    case 'local_older':
      if (frame.conversation !== state.conversation) return state;
      return { ...state, items: union(frame.items, state.items), more: frame.more };
    case 'local_clock':
      return { ...state, clockAhead: frame.ahead };
    case 'local_unknown_widget':
      return { ...state, unknownWidget: true };
    case 'local_typing_over':
      return { ...state, typing: null };
    case 'local_enter':
      return { ...state, ...ELSEWHERE, current: frame.conversation };
    case 'local_rows':
      return { ...state, rows: listed(state, frame.rows), moreRows: frame.more };
    case 'local_someone_else':
      return {
        ...EMPTY,
        settings: state.settings,
        line: state.line,
        pending: state.pending.map((one) => ({ ...one, conversation: null })),
        clockAhead: state.clockAhead,
      };
    default:
      return assertNever(frame);
  }
}

/** What of the state is of one conversation, before anything is known of it. */
const ELSEWHERE = {
  conversation: null,
  seq: 0,
  head: null,
  marks: EMPTY.marks,
  items: [],
  more: false,
  typing: null,
  position: null,
  welcomed: false,
} as const satisfies Partial<State>;

function listed(state: State, rows: readonly WidgetConversationRow[]): readonly WidgetConversationRow[] {
  const ids = new Set(rows.map((row) => row.id));
  return [...rows, ...(state.rows ?? []).filter((row) => !ids.has(row.id))];
}

function lineChanged(state: State, line: State['line']): State {
  if (line === 'online') return { ...state, line };
  // What was on its way may have been lost with the line: it waits again, under the same id.
  const pending = state.pending.map(
    (one): Pending => (one.phase.is === 'sent' ? { ...one, phase: { is: 'waiting' } } : one),
  );
  return { ...state, line, pending, typing: null };
}

function welcome(state: State, frame: Extract<WidgetServerFrame, { type: 'welcome' }>): State {
  // Meanwhile we went elsewhere; the answer to that comes as well.
  if (!state.welcomed && state.current !== null && state.current !== frame.current) return state;
  const several = frame.settings.conversations === 'multi';
  const base: State = {
    ...state,
    settings: frame.settings,
    epoch: frame.epoch,
    welcomed: true,
    current: frame.current,
    pending: state.pending.map((one) => ({
      ...one,
      // Where there is only one, everything belongs there.
      conversation: (several ? one.conversation : null) ?? frame.current,
    })),
  };
  if (frame.conversation) return settle(snapshot(base, frame.conversation, state.epoch === frame.epoch));
  const resumed = state.epoch === null || state.epoch === frame.epoch;
  if (resumed) return base;
  // The server knows no conversation of ours in its new epoch.
  return {
    ...EMPTY,
    settings: base.settings,
    epoch: base.epoch,
    welcomed: true,
    line: state.line,
    current: base.current,
    pending: base.pending,
    clockAhead: state.clockAhead,
  };
}

function snapshot(state: State, fresh: WidgetConversation, sameEpoch: boolean): State {
  const newestKnown = state.items.at(-1)?.seq ?? 0;
  const oldestFresh = fresh.items[0]?.seq ?? Number.POSITIVE_INFINITY;
  // Where the two overlap nothing is missing between them, and what was scrolled to stays where it is.
  const joins = sameEpoch && state.conversation === fresh.id && oldestFresh <= newestKnown;
  return {
    ...state,
    conversation: fresh.id,
    seq: fresh.seq,
    head: fresh.head,
    marks: sameEpoch && state.conversation === fresh.id ? later(state.marks, fresh.marks) : fresh.marks,
    items: joins ? union(state.items, fresh.items) : union(fresh.items, []),
    more: joins ? state.more : fresh.more,
  };
}

function conversation(state: State, frame: WidgetConversationFrame): Applied {
  if (state.current !== null && frame.conversation !== state.current) {
    // What the conversation that was just left has still to say stands in its row.
    return { state, outcome: state.welcomed ? 'gap' : 'ignored' };
  }
  if (!state.welcomed) return ignored(state);
  if (frame.from > state.seq) return { state, outcome: 'gap' };
  const marks = frame.marks ? later(state.marks, frame.marks) : state.marks;
  if (frame.from < state.seq && frame.seq <= state.seq) {
    // Seen before; marks only ever grow, so that they may be taken all the same.
    return marks === state.marks ? ignored(state) : applied({ ...state, marks });
  }
  const added = (frame.items ?? []).filter((item) => item.seq > state.seq || frame.from === state.seq);
  return applied(
    settle({
      ...state,
      conversation: frame.conversation,
      seq: frame.seq,
      head: frame.head ?? state.head,
      marks,
      items: union(state.items, added),
      typing: added.some(fromOtherSide) ? null : state.typing,
    }),
  );
}

/** Takes away what is pending no more: its own message is in the log, or the log has passed it. */
function settle(state: State): State {
  if (state.pending.length === 0) return state;
  const pending = state.pending.filter(
    (one) => !holds(state, one.id) && !(one.phase.is === 'recorded' && isBehind(one, state)),
  );
  return pending.length === state.pending.length ? state : { ...state, pending };
}

/** Whether a message that the server has is below what we have of its conversation, or in one that we are not in. */
function isBehind(one: Pending, state: State): boolean {
  if (one.conversation !== null && one.conversation !== state.current) return true;
  return one.phase.is === 'recorded' && one.phase.seq <= state.seq;
}

/** Whether the log has the message that this command made. */
function holds(state: State, command: string): boolean {
  return state.items.some((item) => item.kind === 'message' && item.command === command);
}

function withPending(state: State, id: string, change: (one: Pending) => Pending): State {
  return { ...state, pending: state.pending.map((one) => (one.id === id ? change(one) : one)) };
}

/** Both lists by sequence; where both have one, `b` is right. */
function union(a: readonly WidgetItem[], b: readonly WidgetItem[]): readonly WidgetItem[] {
  if (b.length === 0 && isOrdered(a)) return a;
  const bySeq = new Map<number, WidgetItem>();
  for (const item of a) bySeq.set(item.seq, item);
  for (const item of b) bySeq.set(item.seq, item);
  return [...bySeq.values()].sort((left, right) => left.seq - right.seq);
}

function isOrdered(items: readonly WidgetItem[]): boolean {
  return items.every((item, index) => index === 0 || (items[index - 1]?.seq ?? 0) < item.seq);
}

function later(a: Marks, b: Marks): Marks {
  const marks: Marks = {
    end_user_delivered: Math.max(a.end_user_delivered, b.end_user_delivered),
    end_user_read: Math.max(a.end_user_read, b.end_user_read),
    agent_read: Math.max(a.agent_read, b.agent_read),
  };
  const same =
    marks.end_user_delivered === a.end_user_delivered &&
    marks.end_user_read === a.end_user_read &&
    marks.agent_read === a.agent_read;
  return same ? a : marks;
}

export function fromOtherSide(item: WidgetItem): boolean {
  return item.kind === 'message' && item.author.kind !== 'end_user';
}

function applied(state: State): Applied {
  return { state, outcome: 'applied' };
}

function ignored(state: State): Applied {
  return { state, outcome: 'ignored' };
}
