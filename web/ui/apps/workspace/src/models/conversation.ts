/** One open conversation: its lines, what is new in them, and the marks that tell the server what was seen. */

import {
  type Cancel,
  type ConversationState,
  type DeskClient,
  type DeskState,
  type Failure,
  isMessage,
  StoreModel,
  type Timers,
  type Typist,
} from '@frontdesk/client/desk';
import type { AgentHead } from '@frontdesk/protocol';
import type { Attention } from '../ports/attention';
import { type Entry, entriesOf, type Filter } from './entries';
import type { ToastsModel } from './toasts';

export type ConversationSnapshot =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | {
      is: 'ready';
      head: AgentHead;
      entries: readonly Entry[];
      older: 'none' | 'some' | 'loading';
      filter: Filter;
      events: boolean;
      typists: readonly Typist[];
    };

export interface ConversationPorts {
  readonly timers: Timers;
  readonly attention: Attention;
  readonly toasts: ToastsModel;
  /** A name for the day of a moment, in the reader's own time. */
  readonly dayOf: (at: number) => string;
}

/** At most one mark so often: a burst of messages is one mark. */
export const READ_EVERY_MS = 1_000;

export class ConversationModel extends StoreModel<DeskState, ConversationSnapshot> {
  private filter: Filter = 'all';
  private events = false;
  private loadingOlder = false;
  private shown = false;
  private newFrom: number | null = null;
  /** Everything up to here stood before the reader's eyes. */
  private seen: number | null = null;
  private watching = false;
  private marked = 0;
  private pendingMark: Cancel | null = null;

  constructor(
    readonly id: string,
    private readonly client: DeskClient,
    private readonly ports: ConversationPorts,
  ) {
    super(client.store);
    this.own(this.subscribe(() => this.look()));
    this.own(ports.attention.subscribe(() => this.attentionChanged()));
    this.own(() => this.pendingMark?.());
  }

  /** Whether this is the conversation on the screen. */
  show(shown: boolean): void {
    if (this.shown === shown) return;
    this.shown = shown;
    this.attentionChanged();
  }

  readonly setFilter = (filter: Filter): void => {
    this.filter = filter;
    this.changed();
  };

  readonly setEvents = (events: boolean): void => {
    this.events = events;
    this.changed();
  };

  readonly retry = (): void => this.client.retry(this.id);

  readonly loadOlder = async (): Promise<void> => {
    if (this.loadingOlder || !this.conversation()?.more) return;
    this.loadingOlder = true;
    this.changed();
    const failure = await this.client.loadOlder(this.id);
    this.loadingOlder = false;
    this.changed();
    if (failure) this.ports.toasts.failure(failure);
  };

  /** Sends a refused message again, as a new one. */
  readonly sendAgain = (id: string): void => {
    const held = this.client.store.state.commands.find((command) => command.id === id);
    if (!held) return;
    this.client.discard(id);
    void this.client.run(held.command);
  };

  readonly discard = (id: string): void => this.client.discard(id);

  protected select(state: DeskState): readonly unknown[] {
    return [
      state.conversations.get(this.id),
      state.typing.get(this.id),
      state.desk?.me.id,
      state.commands.filter(({ command }) => isMessage(command) && command.conversation === this.id).length,
      state.commands.find(
        ({ command, phase }) =>
          isMessage(command) && command.conversation === this.id && phase.is === 'refused',
      ),
    ];
  }

  protected compute(): ConversationSnapshot {
    const { conversations, commands, typing } = this.client.store.state;
    const slot = conversations.get(this.id);
    if (!slot || slot.is === 'loading') return { is: 'loading' };
    if (slot.is === 'failed') return slot;
    const { conversation } = slot;
    const reading = { filter: this.filter, events: this.events, newFrom: this.newFrom };
    return {
      is: 'ready',
      head: conversation.head,
      entries: entriesOf(conversation, commands, reading, this.ports.dayOf),
      older: this.loadingOlder ? 'loading' : conversation.more ? 'some' : 'none',
      filter: this.filter,
      events: this.events,
      typists: typing.get(this.id) ?? [],
    };
  }

  private conversation(): ConversationState | null {
    const slot = this.client.store.state.conversations.get(this.id);
    return slot?.is === 'ready' ? slot.conversation : null;
  }

  private watched(): boolean {
    return this.shown && this.ports.attention.has();
  }

  private attentionChanged(): void {
    if (this.watching && !this.watched()) {
      // What was new when the reader came has been read; what comes from here on is new.
      this.newFrom = null;
      this.changed();
    }
    this.look();
  }

  /** Follows what has come: draws the line above the first message that nobody looked at, and marks as read. */
  private look(): void {
    const now = this.conversation();
    // Before the desk is known, nobody can say whose conversation it is.
    if (!now || !this.client.store.state.desk) return;
    // A conversation that no agent has read yet is new from end to end: no line is needed to say so.
    this.seen ??= this.isMine(now) && now.marks.agent_read > 0 ? now.marks.agent_read : now.seq;
    const watched = this.watched();
    const first = watched && this.watching ? null : firstNew(now, this.seen);
    this.watching = watched;
    if (watched) {
      this.seen = now.seq;
      this.mark(now);
    }
    if (this.newFrom === null && first !== null) {
      this.newFrom = first;
      this.changed();
    }
  }

  private isMine(now: ConversationState): boolean {
    const me = this.client.store.state.desk?.me.id;
    return me !== undefined && now.head.ticket?.assignee === me;
  }

  private mark(now: ConversationState): void {
    const newest = newestOfEndUser(now);
    if (!this.isMine(now) || newest <= Math.max(now.marks.agent_read, this.marked)) return;
    this.pendingMark ??= this.ports.timers.after(READ_EVERY_MS, () => {
      this.pendingMark = null;
      const latest = this.conversation();
      if (!latest || !this.watched() || !this.isMine(latest)) return;
      this.marked = newestOfEndUser(latest);
      void this.client.run({ do: 'read', conversation: this.id, seq: this.marked });
    });
  }
}

function newestOfEndUser(now: ConversationState): number {
  return now.items.findLast((item) => item.kind === 'message' && item.author.kind === 'end_user')?.seq ?? 0;
}

function firstNew(now: ConversationState, after: number): number | null {
  const item = now.items.find(
    (candidate) =>
      candidate.seq > after && candidate.kind === 'message' && candidate.author.kind === 'end_user',
  );
  return item?.seq ?? null;
}
