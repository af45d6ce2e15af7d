/** The open tickets in the top bar, and which page is on the screen. */

import {
  conversationOf,
  type DeskClient,
  type DeskState,
  type Shelf,
  StoreModel,
} from '@frontdesk/client/desk';
import type { AgentHead, AgentItem, AgentMessage, ChannelKind, TicketRow } from '@frontdesk/protocol';
import type { Address, Place } from '../ports/address';
import type { Room } from './room';
import { type KeptTab, readTabs, writeTabs } from './tab_shelf';

export type Dot = 'new' | 'active' | 'away' | 'none';

export interface Tab {
  readonly conversation: string;
  readonly title: string | null;
  readonly ticket: number | null;
  readonly channel: ChannelKind | null;
  readonly dot: Dot;
  readonly typing: boolean;
  /** What was said last, in public; null where nothing is known of it. */
  readonly last: AgentMessage | null;
}

export interface TabsSnapshot {
  readonly place: Place;
  readonly tabs: readonly Tab[];
}

/** More than anybody keeps in mind; past it the one that was left longest ago is closed. */
export const MOST_TABS = 200;
/** Conversations that are kept up to date: the rest of the tabs shows what the lists tell, and is read when opened. */
export const MOST_ROOMS = 24;
const MOST_CLOSED = 20;

export class TabsModel extends StoreModel<DeskState, TabsSnapshot> {
  private readonly rooms = new Map<string, Room>();
  /** The order in the bar. */
  private order: readonly string[] = [];
  /** The order of use, latest last. */
  private used: readonly string[] = [];
  private closed: readonly { conversation: string; at: number }[] = [];
  private readonly names = new Map<string, KeptTab>();
  private place: Place = { at: 'home' };
  private made: TabsSnapshot | null = null;

  constructor(
    private readonly client: DeskClient,
    private readonly address: Address,
    private readonly shelf: Shelf,
    private readonly makeRoom: (conversation: string) => Room,
  ) {
    super(client.store);
    for (const kept of readTabs(shelf, client.me.id).slice(-MOST_TABS)) {
      this.names.set(kept.conversation, kept);
      this.order = [...this.order, kept.conversation];
    }
    this.used = this.order;
    // The last few are at hand at once.
    for (const conversation of this.order.slice(-MOST_ROOMS)) this.warm(conversation);
    this.go(address.read());
    this.own(address.subscribe(() => this.go(address.read())));
    this.own(() => {
      for (const room of this.rooms.values()) room.dispose();
    });
  }

  room(conversation: string): Room | null {
    return this.rooms.get(conversation) ?? null;
  }

  readonly open = (conversation: string): void => this.go({ at: 'conversation', conversation });

  readonly home = (): void => this.go({ at: 'home' });

  readonly people = (): void => this.go({ at: 'people' });

  readonly person = (person: number): void => this.go({ at: 'person', person });

  readonly close = (conversation: string): void => {
    const at = this.order.indexOf(conversation);
    if (at < 0) return;
    this.closed = [...this.closed, { conversation, at }].slice(-MOST_CLOSED);
    this.leave(conversation);
    const next = this.order[Math.min(at, this.order.length - 1)];
    if (this.place.at !== 'conversation' || this.place.conversation !== conversation) this.changed();
    else if (next) this.open(next);
    else this.home();
  };

  get canReopen(): boolean {
    return this.closed.length > 0;
  }

  /** Brings back what was closed last, or this one, at its place in the bar. */
  readonly reopen = (conversation?: string): void => {
    const last = this.closed.findLast((one) => !conversation || one.conversation === conversation);
    if (!last) return;
    this.closed = this.closed.filter((one) => one !== last);
    if (!this.order.includes(last.conversation)) this.order = insert(this.order, last.conversation, last.at);
    this.keep();
    this.open(last.conversation);
  };

  /** Puts a tab before another place in the bar; counted without the tab itself. */
  readonly move = (conversation: string, to: number): void => {
    const rest = this.order.filter((other) => other !== conversation);
    if (rest.length === this.order.length) return;
    this.order = insert(rest, conversation, to);
    this.keep();
    this.changed();
  };

  /** One place to the left or to the right. */
  readonly shift = (conversation: string, by: 1 | -1): void =>
    this.move(conversation, Math.max(0, this.order.indexOf(conversation) + by));

  /** `1` is the next tab, `-1` the one before; round the end. */
  readonly step = (by: 1 | -1): void => {
    if (this.order.length === 0) return;
    const at =
      this.place.at === 'conversation' ? this.order.indexOf(this.place.conversation) : by > 0 ? -1 : 0;
    const next = this.order[(at + by + this.order.length) % this.order.length];
    if (next) this.open(next);
  };

  /** Latest first. */
  recent(most: number): readonly Tab[] {
    const tabs = new Map(this.snapshot().tabs.map((tab) => [tab.conversation, tab]));
    const latest = this.used.toReversed().slice(0, most);
    return latest.flatMap((conversation) => tabs.get(conversation) ?? []);
  }

  protected select(state: DeskState): readonly unknown[] {
    return [
      state.desk?.rows,
      ...this.order.map((conversation) => state.conversations.get(conversation)),
      ...this.order.map((conversation) => state.typing.get(conversation)),
    ];
  }

  /** What did not change keeps its identity, down to the whole snapshot: with many tabs most frames concern none. */
  protected compute(): TabsSnapshot {
    const before = new Map(this.made?.tabs.map((tab) => [tab.conversation, tab]));
    const rows = this.rows();
    const tabs = this.order.map((conversation) => {
      const fresh = this.tab(conversation, rows.get(conversation));
      const known = before.get(conversation);
      return known && sameTab(known, fresh) ? known : fresh;
    });
    const same =
      this.made?.place === this.place &&
      this.made.tabs.length === tabs.length &&
      this.made.tabs.every((tab, at) => tab === tabs[at]);
    if (!same || !this.made) this.made = { place: this.place, tabs };
    return this.made;
  }

  private rows(): Map<string, TicketRow> {
    const wanted = new Set(this.order);
    const rows = new Map<string, TicketRow>();
    for (const row of this.client.store.state.desk?.rows.values() ?? [])
      if (wanted.has(row.conversation)) rows.set(row.conversation, row);
    return rows;
  }

  private tab(conversation: string, row: TicketRow | undefined): Tab {
    const { state } = this.client.store;
    const here = conversationOf(state, conversation);
    const head = here?.head ?? null;
    const kept = this.names.get(conversation);
    const title = head?.end_user.name ?? row?.requester ?? kept?.title ?? null;
    const ticket = head?.ticket?.id ?? row?.ticket ?? kept?.ticket ?? null;
    const channel = head?.channel ?? row?.channel ?? kept?.channel ?? null;
    if (title !== null && (kept?.title !== title || kept.ticket !== ticket))
      this.remember({ conversation, title, ticket, channel });
    return {
      conversation,
      title,
      ticket,
      channel,
      dot: dotOf(head, row, state.desk?.me.id ?? null),
      typing: (state.typing.get(conversation) ?? []).some((typist) => typist.agent === null),
      last: here && lastOf(here.items),
    };
  }

  private go(place: Place): void {
    if (place.at === 'conversation') this.enter(place.conversation);
    this.place = place;
    this.address.write(place);
    for (const room of this.rooms.values())
      room.conversation.show(place.at === 'conversation' && room.id === place.conversation);
    this.changed();
  }

  private enter(conversation: string): void {
    this.used = [...this.used.filter((other) => other !== conversation), conversation];
    this.warm(conversation);
    if (this.order.includes(conversation)) return;
    this.order = [...this.order, conversation];
    const oldest = this.used[0];
    if (this.order.length > MOST_TABS && oldest !== undefined) this.leave(oldest);
    this.keep();
  }

  /** Keeps its conversation up to date, in the place of the one that was left longest ago; drafts are kept apart. */
  private warm(conversation: string): void {
    if (this.rooms.has(conversation)) return;
    this.rooms.set(conversation, this.makeRoom(conversation));
    if (this.rooms.size <= MOST_ROOMS) return;
    const cold = this.used.find((other) => other !== conversation && this.rooms.has(other));
    if (cold !== undefined) this.cool(cold);
  }

  private cool(conversation: string): void {
    this.rooms.get(conversation)?.dispose();
    this.rooms.delete(conversation);
  }

  private leave(conversation: string): void {
    this.cool(conversation);
    this.order = this.order.filter((other) => other !== conversation);
    this.used = this.used.filter((other) => other !== conversation);
    this.keep();
  }

  private remember(kept: KeptTab): void {
    this.names.set(kept.conversation, kept);
    this.keep();
  }

  private keep(): void {
    const tabs = this.order.map(
      (conversation) =>
        this.names.get(conversation) ?? { conversation, title: null, ticket: null, channel: null },
    );
    writeTabs(this.shelf, this.client.me.id, tabs);
  }
}

function insert(order: readonly string[], conversation: string, at: number): readonly string[] {
  return [...order.slice(0, at), conversation, ...order.slice(at)];
}

function sameTab(a: Tab, b: Tab): boolean {
  return (
    a.title === b.title &&
    a.ticket === b.ticket &&
    a.channel === b.channel &&
    a.dot === b.dot &&
    a.typing === b.typing &&
    a.last === b.last
  );
}

function dotOf(head: AgentHead | null, row: TicketRow | undefined, me: number | null): Dot {
  if (row && row.assignee === me && row.unread > 0) return 'new';
  const session = head?.session ?? null;
  if (session === 'active' || session === 'queued') return 'active';
  if (session === 'inactive') return 'away';
  return session === null && row?.active ? 'active' : 'none';
}

function lastOf(items: readonly AgentItem[]): AgentMessage | null {
  const last = items.findLast((item) => item.kind === 'message' && !item.internal);
  return last?.kind === 'message' ? last : null;
}
