import type { LineState } from '@frontdesk/client';
import type {
  Content,
  ErrorCode,
  Marks,
  Meta,
  Say,
  WidgetConversationFrame,
  WidgetConversationRow,
  WidgetHead,
  WidgetItem,
  WidgetMessage,
  WidgetServerFrame,
  WidgetSettings,
} from '@frontdesk/protocol';

/** Something of one's own that the log does not hold yet. */
export interface Pending {
  /** The command id, which stays the same however often it is sent. */
  readonly id: string;
  readonly say: Say;
  readonly meta: Meta;
  /** Where it belongs; `null` until the server has said in which conversation we are. */
  readonly conversation: string | null;
  /** How it looks until the server's own version arrives; `null` for what makes no bubble. */
  readonly content: Content | null;
  /** Milliseconds since the epoch, by the device's clock. */
  readonly at: number;
  readonly phase: PendingPhase;
}

export type PendingPhase =
  /** Waits for the line. */
  | { is: 'waiting' }
  /** On its way; no answer yet. */
  | { is: 'sent' }
  /** Durable; shown until the log has reached `seq`. */
  | { is: 'recorded'; seq: number }
  | { is: 'refused'; code: ErrorCode };

export interface State {
  readonly epoch: number | null;
  /** The conversation in which we are, whether anything was said in it or not. `null`: the server has not said. */
  readonly current: string | null;
  /** The same, once something was said in it. */
  readonly conversation: string | null;
  /** The sequence up to which everything is included. */
  readonly seq: number;
  readonly head: WidgetHead | null;
  readonly marks: Marks;
  /** Oldest first, each sequence once. */
  readonly items: readonly WidgetItem[];
  /** Whether older items exist on the server. */
  readonly more: boolean;
  /** Who is typing at the other side. */
  readonly typing: string | null;
  /** The place in the queue, from 1; `null`: none, or unknown. */
  readonly position: number | null;
  /** The end user's conversations as the server listed them, in no order; `null` before it did. */
  readonly rows: readonly WidgetConversationRow[] | null;
  /** Whether there are earlier ones. */
  readonly moreRows: boolean;
  readonly settings: WidgetSettings | null;
  readonly pending: readonly Pending[];
  readonly line: LineState;
  /** Whether a `welcome` was ever heard in this visit. */
  readonly welcomed: boolean;
  /** Milliseconds by which the server's clock is ahead of this device's, which may be set to anything. */
  readonly clockAhead: number;
  /** Whether the server says that there is no such widget: nothing will come of waiting. */
  readonly unknownWidget: boolean;
}

/** What changes the store from this side; it enters by the same door as the server's frames. */
export type LocalFrame =
  | { type: 'local_line'; line: LineState }
  | { type: 'local_settings'; settings: WidgetSettings }
  | { type: 'local_restored'; pending: readonly Pending[] }
  | { type: 'local_queued'; pending: Pending }
  | { type: 'local_sent'; id: string }
  | { type: 'local_waiting'; id: string }
  | { type: 'local_dropped'; id: string }
  | { type: 'local_read'; seq: number }
  | { type: 'local_older'; conversation: string; items: readonly WidgetItem[]; more: boolean }
  | { type: 'local_typing_over' }
  /** Into another conversation, or (`null`) into a new one. */
  | { type: 'local_enter'; conversation: string | null }
  | { type: 'local_rows'; rows: readonly WidgetConversationRow[]; more: boolean }
  | { type: 'local_clock'; ahead: number }
  | { type: 'local_unknown_widget' }
  | { type: 'local_someone_else' };

export type Frame = WidgetServerFrame | LocalFrame;

/** `gap`: frames are missing in between, and the connection must be resumed from what the store has. */
export type Outcome = 'applied' | 'ignored' | 'gap';

export type { WidgetConversationFrame, WidgetConversationRow, WidgetItem, WidgetMessage };

export const NO_MARKS: Marks = { end_user_delivered: 0, end_user_read: 0, agent_read: 0 };

export const EMPTY: State = {
  epoch: null,
  current: null,
  conversation: null,
  seq: 0,
  head: null,
  marks: NO_MARKS,
  items: [],
  more: false,
  typing: null,
  position: null,
  rows: null,
  moreRows: false,
  settings: null,
  pending: [],
  line: 'stopped',
  welcomed: false,
  clockAhead: 0,
  unknownWidget: false,
};
