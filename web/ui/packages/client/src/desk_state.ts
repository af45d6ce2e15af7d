/** Everything that the client knows of the server, and what may change it. */
import type {
  AgentCommand,
  AgentConversation,
  AgentHead,
  AgentItem,
  AgentServerFrame,
  Colleague,
  Counts,
  Done,
  ErrorBody,
  FieldDefinition,
  Group,
  Offer,
  OfferGone,
  Policy,
  Shortcut,
  TicketRow,
  Viewer,
} from '@frontdesk/protocol';
import type { ConversationState } from './conversation';
import type { Failure } from './failure';

export type Slot =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  /** `stale`: of an epoch that is over; still shown while the new snapshot is fetched. */
  | { is: 'ready'; conversation: ConversationState; stale: boolean };

export interface Typist {
  /** Null is the end user. */
  readonly agent: number | null;
  readonly name: string;
}

export type CommandPhase =
  | { is: 'waiting' }
  | { is: 'done'; done: Done }
  | { is: 'refused'; error: ErrorBody };

/** A command of ours that is not finished yet, or whose refusal still wants to be seen. */
export interface HeldCommand {
  readonly id: string;
  readonly command: AgentCommand;
  /** This device's clock, milliseconds since the epoch. */
  readonly at: number;
  readonly phase: CommandPhase;
}

export interface Desk {
  readonly me: Colleague;
  readonly agents: ReadonlyMap<number, Colleague>;
  readonly groups: readonly Group[];
  readonly fields: readonly FieldDefinition[];
  readonly rows: ReadonlyMap<number, TicketRow>;
  readonly counts: Counts;
  /** Oldest first. */
  readonly offers: readonly Offer[];
  readonly policy: Policy;
}

export interface DeskState {
  /** Null before the first `welcome`. */
  readonly epoch: number | null;
  /** The server's clock minus ours, milliseconds. */
  readonly clockOffset: number;
  /** Null before the first `desk` frame. */
  readonly desk: Desk | null;
  readonly conversations: ReadonlyMap<string, Slot>;
  readonly typing: ReadonlyMap<string, readonly Typist[]>;
  /** Who else looks at the conversation on our screen; null while nothing was told of it. */
  readonly viewers: { readonly conversation: string; readonly agents: readonly Viewer[] } | null;
  /** Canned replies that we may use, by number; null before they were fetched. */
  readonly shortcuts: ReadonlyMap<number, Shortcut> | null;
  /** In the order in which they were given. */
  readonly commands: readonly HeldCommand[];
}

/** A conversation that is here, be it of an epoch that is over; null while it is not. */
export function conversationOf(state: DeskState, id: string): ConversationState | null {
  const slot = state.conversations.get(id);
  return slot?.is === 'ready' ? slot.conversation : null;
}

/** What stands above the conversation, while it is here. */
export function headOf(state: DeskState, id: string): AgentHead | null {
  return conversationOf(state, id)?.head ?? null;
}

/** What this browser itself does to the state: it goes through `apply` like a frame. */
export type LocalChange =
  | { type: 'local_loading'; conversation: string }
  | { type: 'local_failed'; conversation: string; failure: Failure }
  | { type: 'local_snapshot'; snapshot: AgentConversation }
  | { type: 'local_older'; conversation: string; items: readonly AgentItem[]; more: boolean }
  | { type: 'local_trim'; conversation: string; keep: number }
  | { type: 'local_shortcuts'; shortcuts: readonly Shortcut[] }
  | { type: 'local_look'; conversation: string | null }
  | { type: 'local_forget'; conversation: string }
  | { type: 'local_command'; id: string; command: AgentCommand; at: number }
  | { type: 'local_discard'; id: string }
  | { type: 'local_reset' };

export type Change = AgentServerFrame | LocalChange;

/** What the store cannot do itself, because it does no I/O. */
export type Need =
  | { need: 'watch'; conversation: string; seq: number }
  | { need: 'snapshot'; conversation: string };

/** An offer that ended, with what was known of it. */
export interface EndedOffer {
  readonly offer: Offer;
  readonly end: OfferGone;
}

export const EMPTY: DeskState = {
  epoch: null,
  clockOffset: 0,
  desk: null,
  conversations: new Map(),
  typing: new Map(),
  viewers: null,
  shortcuts: null,
  commands: [],
};
