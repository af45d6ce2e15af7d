/** One open conversation: its lines, what is new in them, and the marks that tell the server what was seen. */

import {
  type Cancel,
  type ConversationState,
  conversationOf,
  type DeskClient,
  type DeskState,
  type Failure,
  type HeldCommand,
  ITEMS_PAGE,
  isMessage,
  StoreModel,
  type Timers,
  type Typist,
} from '@frontdesk/client/desk';
import { toldWithCode } from '@frontdesk/desk/told';
import type { AgentHead, AgentItem, AgentMessage, Viewer } from '@frontdesk/protocol';
import type { Texts } from '../i18n/en';
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
      /** Colleagues who have it on their screens. */
      viewers: readonly Viewer[];
      /** Everything that is here, for the log of events. */
      items: readonly AgentItem[];
      /** Messages of others that came while the reader was further up. */
      below: number;
      /** Where the reader asked to be taken; another object for each time. */
      target: { readonly seq: number } | null;
    };

export interface ConversationPorts {
  readonly timers: Timers;
  readonly attention: Attention;
  readonly toasts: ToastsModel;
  /** A name for the day of a moment, in the reader's own time. */
  readonly dayOf: (at: number) => string;
}

/** Items that stay when the reader goes elsewhere: enough to come back to at once. */
export const KEEP_ITEMS = 300;
/** Items past `KEEP_ITEMS` that may gather before they are let go of, so that it is not done with every message. */
export const TRIM_SLACK = 100;
/** Somebody who turned to another window for so long looks at this no more. */
export const LOOKS_FOR_MS = 30_000;
/** Items a page while an earlier place is looked for; the server's bound. */
const LARGE_PAGE = 200;
/** How much larger each page is than the one before while a reader goes on upwards: few stop after two. */
const PAGE_GROWS = 2;

/** At most one mark so often: a burst of messages is one mark. */
export const READ_EVERY_MS = 1_000;

const NOBODY: readonly never[] = [];

export class ConversationModel extends StoreModel<DeskState, ConversationSnapshot> {
  private filter: Filter = 'all';
  private events = false;
  private loadingOlder = false;
  private nextPage = ITEMS_PAGE;
  private shown = false;
  private atEnd = true;
  private made: { readonly of: readonly unknown[]; readonly entries: readonly Entry[] } | null = null;
  private goWhenReady: number | null = null;
  private target: { readonly seq: number } | null = null;
  private newFrom: number | null = null;
  /** Everything up to here stood before the reader's eyes. */
  private seen: number | null = null;
  /** The newest sequence when it was last looked whether too much is held. */
  private trimmedAt = 0;
  /** While an earlier place is looked for, what was read for it must stay. */
  private goingBack = false;
  private watching = false;
  private marked = 0;
  private pendingMark: Cancel | null = null;
  private lookingAway: Cancel | null = null;
  /** Failures up to here were told, or are older than this page; null until the conversation is here. */
  private toldTo: number | null = null;

  constructor(
    readonly id: string,
    private readonly client: DeskClient,
    private readonly ports: ConversationPorts,
  ) {
    super(client.store);
    this.own(this.subscribe(() => this.look()));
    this.own(this.subscribe(() => this.trim()));
    this.own(this.subscribe(() => this.tellFailures()));
    this.own(ports.attention.subscribe(() => this.attentionChanged()));
    this.own(() => this.pendingMark?.());
    this.own(() => this.lookAway());
  }

  /** What could not be delivered is told at the upper right as it happens, wherever the agent looks (S1-54). */
  private tellFailures(): void {
    const now = this.conversation();
    if (!now) return;
    const { seq, items, head } = now;
    const told = this.toldTo ?? seq;
    this.toldTo = seq;
    if (told >= seq) return;
    for (const item of items) {
      if (item.kind !== 'activity' || item.seq <= told || item.activity.what !== 'delivery_failed') continue;
      const { text, code } = item.activity;
      const say = (t: Texts) => t.social.late.failed(head.end_user.name, toldWithCode(text, code));
      this.ports.toasts.show({ what: 'said', text: say, tone: 'bad', undo: null });
    }
  }

  /** Whether this is the conversation on the screen. */
  show(shown: boolean): void {
    if (this.shown === shown) return;
    this.shown = shown;
    this.attentionChanged();
    if (!shown) this.client.store.apply({ type: 'local_trim', conversation: this.id, keep: KEEP_ITEMS });
  }

  /** Whether the newest message is in sight: what the reader has not scrolled to is not read. */
  readonly setAtEnd = (atEnd: boolean): void => {
    if (this.atEnd === atEnd) return;
    this.atEnd = atEnd;
    this.goingBack = false;
    if (atEnd) this.nextPage = ITEMS_PAGE;
    this.look();
    this.changed();
  };

  /** Takes the reader to an earlier place, however far back it is. */
  readonly goTo = async (seq: number): Promise<void> => {
    this.filter = 'all';
    this.events = false;
    this.goingBack = true;
    for (;;) {
      const now = this.conversation();
      if (!now) {
        this.goWhenReady = seq;
        this.goingBack = false;
        return;
      }
      if (!now.more || (now.items[0]?.seq ?? 0) <= seq) break;
      const failure = await this.client.loadOlder(this.id, LARGE_PAGE);
      if (failure) {
        this.ports.toasts.failure(failure);
        break;
      }
    }
    this.target = { seq };
    this.changed();
  };

  /** Has a message sent once more that the channel did not take. */
  readonly retryDelivery = (message: string): void => this.runAbout('retry', message);

  /** Has a message that failed elsewhere for good sent to the widget. */
  readonly sendInWidget = (message: string): void => this.runAbout('send_in_widget', message);

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
    const failure = await this.client.loadOlder(this.id, this.nextPage);
    if (!failure) this.nextPage = Math.min(LARGE_PAGE, this.nextPage * PAGE_GROWS);
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

  private runAbout(what: 'retry' | 'send_in_widget', message: string): void {
    void this.client.run({ do: what, conversation: this.id, message }).then(this.ports.toasts.answered);
  }

  protected select(state: DeskState): readonly unknown[] {
    return [
      state.conversations.get(this.id),
      state.typing.get(this.id),
      state.desk?.me.id,
      state.viewers?.conversation === this.id ? state.viewers : null,
      state.commands
        .filter(({ command }) => isMessage(command) && command.conversation === this.id)
        .map(({ id, phase }) => `${id} ${phase.is}`)
        .join(),
    ];
  }

  protected compute(): ConversationSnapshot {
    const { conversations, commands, typing, viewers } = this.client.store.state;
    const slot = conversations.get(this.id);
    if (!slot || slot.is === 'loading') return { is: 'loading' };
    if (slot.is === 'failed') return slot;
    const { conversation } = slot;
    return {
      is: 'ready',
      head: conversation.head,
      entries: this.entries(conversation, commands),
      older: this.loadingOlder ? 'loading' : conversation.more ? 'some' : 'none',
      filter: this.filter,
      events: this.events,
      typists: typing.get(this.id) ?? NOBODY,
      viewers: viewers?.conversation === this.id ? viewers.agents : NOBODY,
      items: conversation.items,
      below: this.atEnd ? 0 : this.countBelow(conversation),
      target: this.target,
    };
  }

  /** Lines keep their identity while nothing that they are made of changed: with thousands of them that saves a frame. */
  private entries(conversation: ConversationState, commands: readonly HeldCommand[]): readonly Entry[] {
    const { items, marks } = conversation;
    const of = [items, marks, commands, this.filter, this.newFrom];
    if (!this.made || this.made.of.some((value, at) => value !== of[at])) {
      const reading = { filter: this.filter, events: false, newFrom: this.newFrom };
      this.made = { of, entries: entriesOf(conversation, commands, reading, this.ports.dayOf) };
    }
    return this.made.entries;
  }

  private conversation(): ConversationState | null {
    return conversationOf(this.client.store.state, this.id);
  }

  private watched(): boolean {
    return this.shown && this.atEnd && this.ports.attention.has();
  }

  private countBelow({ items }: ConversationState): number {
    const me = this.client.store.state.desk?.me.id;
    const foreign = ({ author }: AgentMessage) => author.kind !== 'agent' || author.id !== me;
    let count = 0;
    for (let at = items.length - 1; at >= 0; at -= 1) {
      const item = items[at];
      if (!item || item.seq <= (this.seen ?? item.seq)) break;
      if (item.kind === 'message' && foreign(item)) count += 1;
    }
    return count;
  }

  private attentionChanged(): void {
    const looks = this.shown && this.ports.attention.has();
    this.lookingAway?.();
    this.lookingAway = null;
    if (looks) this.client.look(this.id);
    else if (!this.shown) this.lookAway();
    else this.lookingAway = this.ports.timers.after(LOOKS_FOR_MS, () => this.lookAway());
    if (this.watching && !looks) {
      // What was new when the reader came has been read; what comes from here on is new.
      this.newFrom = null;
      this.changed();
    }
    this.look();
  }

  private lookAway(): void {
    this.lookingAway?.();
    this.lookingAway = null;
    this.client.lookAwayFrom(this.id);
  }

  /** Follows what has come: draws the line above the first message that nobody looked at, and marks as read. */
  private look(): void {
    const now = this.conversation();
    if (now && this.goWhenReady !== null) {
      const seq = this.goWhenReady;
      this.goWhenReady = null;
      void this.goTo(seq);
    }
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

  /** A conversation that goes on all day lets go of its oldest messages, unless somebody reads there. */
  private trim(): void {
    const now = this.conversation();
    const news = now !== null && now.seq > this.trimmedAt;
    if (!now || !news || now.items.length <= KEEP_ITEMS + TRIM_SLACK) return;
    const reads = !this.atEnd || this.goingBack || this.events || this.filter !== 'all';
    if (this.shown && reads) return;
    this.trimmedAt = now.seq;
    this.client.store.apply({ type: 'local_trim', conversation: this.id, keep: KEEP_ITEMS });
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
