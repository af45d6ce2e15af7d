/** The open tickets in the top bar, and which of them is on the screen. */

import { type DeskClient, type DeskState, type Shelf, type Slot, StoreModel } from '@frontdesk/client/desk';
import type { AgentItem, ChannelKind, Content, TicketRow } from '@frontdesk/protocol';
import type { Address, Place } from '../ports/address';
import type { Room } from './room';

export type Dot = 'new' | 'active' | 'away' | 'none';

export interface Tab {
  readonly conversation: string;
  readonly title: string | null;
  readonly ticket: number | null;
  readonly channel: ChannelKind | null;
  readonly dot: Dot;
  readonly typing: boolean;
  /** What was said last, in public; null where nothing is known of it. */
  readonly last: Content | null;
}

export interface TabsSnapshot {
  readonly place: Place;
  readonly tabs: readonly Tab[];
}

/** Each open tab keeps a conversation alive on both sides; past it the one that was left longest ago is closed. */
export const MOST_TABS = 20;

export class TabsModel extends StoreModel<DeskState, TabsSnapshot> {
  private readonly rooms = new Map<string, Room>();
  /** The order in the bar. */
  private order: readonly string[] = [];
  /** The order of use, latest last. */
  private used: readonly string[] = [];
  private place: Place = { at: 'home' };

  constructor(
    private readonly client: DeskClient,
    private readonly address: Address,
    private readonly shelf: Shelf,
    private readonly makeRoom: (conversation: string) => Room,
  ) {
    super(client.store);
    for (const conversation of this.kept()) this.enter(conversation);
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

  readonly close = (conversation: string): void => {
    const at = this.order.indexOf(conversation);
    this.leave(conversation);
    const next = this.order[Math.min(at, this.order.length - 1)];
    if (this.place.at !== 'conversation' || this.place.conversation !== conversation) this.changed();
    else if (next) this.open(next);
    else this.home();
  };

  /** `1` is the next tab, `-1` the one before; round the end. */
  readonly step = (by: 1 | -1): void => {
    if (this.order.length === 0) return;
    const at =
      this.place.at === 'conversation' ? this.order.indexOf(this.place.conversation) : by > 0 ? -1 : 0;
    const next = this.order[(at + by + this.order.length) % this.order.length];
    if (next) this.open(next);
  };

  protected select(state: DeskState): readonly unknown[] {
    return [
      state.desk?.rows,
      ...this.order.map((conversation) => state.conversations.get(conversation)),
      ...this.order.map((conversation) => state.typing.get(conversation)),
    ];
  }

  protected compute(): TabsSnapshot {
    const { desk, conversations, typing } = this.client.store.state;
    const rows = new Map([...(desk?.rows.values() ?? [])].map((row) => [row.conversation, row]));
    const tabs = this.order.map((conversation): Tab => {
      const slot = conversations.get(conversation);
      const row = rows.get(conversation);
      const head = slot?.is === 'ready' ? slot.conversation.head : null;
      return {
        conversation,
        title: head?.end_user.name ?? row?.requester ?? null,
        ticket: head?.ticket?.id ?? row?.ticket ?? null,
        channel: head?.channel ?? row?.channel ?? null,
        dot: dotOf(slot, row, desk?.me.id ?? null),
        typing: (typing.get(conversation) ?? []).some((typist) => typist.agent === null),
        last: slot?.is === 'ready' ? lastOf(slot.conversation.items) : null,
      };
    });
    return { place: this.place, tabs };
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
    if (this.rooms.has(conversation)) return;
    this.rooms.set(conversation, this.makeRoom(conversation));
    this.order = [...this.order, conversation];
    const oldest = this.used[0];
    if (this.order.length > MOST_TABS && oldest !== undefined) this.leave(oldest);
    this.keep();
  }

  private leave(conversation: string): void {
    this.rooms.get(conversation)?.dispose();
    this.rooms.delete(conversation);
    this.order = this.order.filter((other) => other !== conversation);
    this.used = this.used.filter((other) => other !== conversation);
    this.keep();
  }

  private kept(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(this.shelf.getItem(this.key) ?? '[]');
      if (!Array.isArray(kept)) return [];
      return kept.filter((id): id is string => typeof id === 'string').slice(0, MOST_TABS);
    } catch {
      return [];
    }
  }

  private keep(): void {
    this.shelf.setItem(this.key, JSON.stringify(this.order));
  }

  private get key(): string {
    return `frontdesk.tabs.${this.client.me.id}`;
  }
}

function dotOf(slot: Slot | undefined, row: TicketRow | undefined, me: number | null): Dot {
  if (row && row.assignee === me && row.unread > 0) return 'new';
  const session = slot?.is === 'ready' ? slot.conversation.head.session : null;
  if (session === 'active' || session === 'queued') return 'active';
  if (session === 'inactive') return 'away';
  return session === null && row?.active ? 'active' : 'none';
}

function lastOf(items: readonly AgentItem[]): Content | null {
  const last = items.findLast((item) => item.kind === 'message' && !item.internal);
  return last?.kind === 'message' ? last.content : null;
}
