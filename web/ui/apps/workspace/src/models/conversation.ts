/** One open conversation: its lines, how far back they go, and what the reader asked to see of them. */

import {
  type ConversationState,
  conversationOf,
  type DeskClient,
  type DeskState,
  type Failure,
  type HeldCommand,
  ITEMS_PAGE,
  isMessage,
  StoreModel,
  type Typist,
} from '@frontdesk/client/desk';
import type { AgentHead, AgentItem, Viewer } from '@frontdesk/protocol';
import { type Entry, entriesOf, type Filter } from './entries';
import { LateFailures } from './late_failures';
import { Reader, type ReaderPorts } from './reader';
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

export interface ConversationPorts extends ReaderPorts {
  readonly toasts: ToastsModel;
  /** A name for the day of a moment, in the reader's own time. */
  readonly dayOf: (at: number) => string;
}

/** Items that stay when the reader goes elsewhere: enough to come back to at once. */
export const KEEP_ITEMS = 300;
/** Items past `KEEP_ITEMS` that may gather before they are let go of, so that it is not done with every message. */
export const TRIM_SLACK = 100;
/** Items a page while an earlier place is looked for; the server's bound. */
const LARGE_PAGE = 200;
/** How much larger each page is than the one before while a reader goes on upwards: few stop after two. */
const PAGE_GROWS = 2;

const NOBODY: readonly never[] = [];

export class ConversationModel extends StoreModel<DeskState, ConversationSnapshot> {
  private filter: Filter = 'all';
  private events = false;
  private loadingOlder = false;
  private nextPage = ITEMS_PAGE;
  private readonly reader: Reader;
  private readonly failures: LateFailures;
  private made: { readonly of: readonly unknown[]; readonly entries: readonly Entry[] } | null = null;
  private goWhenReady: number | null = null;
  private target: { readonly seq: number } | null = null;
  /** The newest sequence when it was last looked whether too much is held. */
  private trimmedAt = 0;
  /** While an earlier place is looked for, what was read for it must stay. */
  private goingBack = false;

  constructor(
    readonly id: string,
    private readonly client: DeskClient,
    private readonly ports: ConversationPorts,
  ) {
    super(client.store);
    this.reader = new Reader(id, client, ports, () => this.changed());
    this.failures = new LateFailures(ports.toasts);
    this.own(this.subscribe(() => this.follow()));
    this.own(ports.attention.subscribe(() => this.reader.attentionChanged()));
    this.own(() => this.reader.dispose());
  }

  /** Whether this is the conversation on the screen. */
  show(shown: boolean): void {
    if (this.reader.shown === shown) return;
    this.reader.show(shown);
    if (!shown) this.client.store.apply({ type: 'local_trim', conversation: this.id, keep: KEEP_ITEMS });
  }

  /** Whether the newest message is in sight: what the reader has not scrolled to is not read. */
  readonly setAtEnd = (atEnd: boolean): void => {
    if (this.reader.atEnd === atEnd) return;
    this.goingBack = false;
    if (atEnd) this.nextPage = ITEMS_PAGE;
    this.reader.scrolled(atEnd);
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
      below: this.reader.below(conversation),
      target: this.target,
    };
  }

  /** Lines keep their identity while nothing that they are made of changed: with thousands of them that saves a frame. */
  private entries(conversation: ConversationState, commands: readonly HeldCommand[]): readonly Entry[] {
    const { items, marks } = conversation;
    const { newFrom } = this.reader;
    const of = [items, marks, commands, this.filter, newFrom];
    if (!this.made || this.made.of.some((value, at) => value !== of[at])) {
      const reading = { filter: this.filter, events: false, newFrom };
      this.made = { of, entries: entriesOf(conversation, commands, reading, this.ports.dayOf) };
    }
    return this.made.entries;
  }

  private conversation(): ConversationState | null {
    return conversationOf(this.client.store.state, this.id);
  }

  /** Something came, or is shown in another way. */
  private follow(): void {
    const now = this.conversation();
    if (!now) return;
    if (this.goWhenReady !== null) {
      const seq = this.goWhenReady;
      this.goWhenReady = null;
      void this.goTo(seq);
    }
    this.reader.look();
    this.trim();
    this.failures.look(now);
  }

  /** A conversation that goes on all day lets go of its oldest messages, unless somebody reads there. */
  private trim(): void {
    const now = this.conversation();
    const news = now !== null && now.seq > this.trimmedAt;
    if (!now || !news || now.items.length <= KEEP_ITEMS + TRIM_SLACK) return;
    const reads = !this.reader.atEnd || this.goingBack || this.events || this.filter !== 'all';
    if (this.reader.shown && reads) return;
    this.trimmedAt = now.seq;
    this.client.store.apply({ type: 'local_trim', conversation: this.id, keep: KEEP_ITEMS });
  }
}
