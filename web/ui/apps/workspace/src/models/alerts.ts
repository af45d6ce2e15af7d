/**
 * Calls the agent: a sound until an offer is taken, the browser's notification, a count in the tab's title, and a word
 * when work comes without an offer.
 */
import {
  type Cancel,
  type DeskClient,
  type DeskState,
  StoreModel,
  type Timers,
  type ViewModel,
} from '@frontdesk/client/desk';
import type { TicketRow } from '@frontdesk/protocol';
import type { Attention } from '../ports/attention';
import type { Bell } from '../ports/bell';
import type { Herald } from '../ports/herald';
import type { AcceptState } from './accept';
import type { Preferences } from './preferences';
import type { ToastsModel } from './toasts';

export const RING_EVERY_MS = 4_000;
/** How long after one's own Accept or Take a ticket that arrives is no surprise. */
const OWN_DEED_MS = 10_000;
const MOST_DEEDS = 50;

export interface AlertWords {
  offerTitle(requester: string): string;
  offerBody: string;
  assignedTitle(requester: string): string;
  assignedBody: string;
  product: string;
}

export interface AlertPorts {
  readonly attention: Attention;
  readonly bell: Bell;
  readonly herald: Herald;
  readonly timers: Timers;
  readonly words: () => AlertWords;
}

export interface AlertDeeds {
  readonly toasts: ToastsModel;
  readonly open: (conversation: string) => void;
}

export class AlertsModel extends StoreModel<DeskState, { waiting: number }> {
  private ringing: Cancel | null = null;
  /** The offer that was heard last, for those who want to hear each once. */
  private heard: string | null = null;
  private noticed = new Map<string, () => void>();
  private title: string | null = null;
  private unread = 0;
  /** The tickets that were mine when it was last looked; null before the first desk. */
  private mine: ReadonlySet<number> | null = null;
  /** Conversations that I asked for myself, and when. */
  private readonly deeds = new Map<string, number>();

  constructor(
    private readonly client: DeskClient,
    private readonly accept: ViewModel<AcceptState>,
    private readonly preferences: ViewModel<Preferences>,
    private readonly ports: AlertPorts,
    private readonly say: AlertDeeds,
  ) {
    super(client.store);
    this.unread = this.unreadNow();
    this.own(accept.subscribe(() => this.offersChanged()));
    this.own(preferences.subscribe(() => this.offersChanged()));
    this.own(client.store.subscribe(() => this.rememberDeeds()));
    this.own(this.subscribe(() => this.rowsChanged()));
    this.own(() => {
      this.ringing?.();
      for (const close of this.noticed.values()) close();
      this.ports.herald.title(this.ports.words().product);
      this.ports.herald.badge(0);
    });
    this.offersChanged();
    this.tellTitle();
  }

  /** As it would be heard, for whoever sets the volume. */
  readonly test = (): void => this.ports.bell.ring('offer', this.preferences.snapshot().volume);

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.rows, state.desk?.offers];
  }

  protected compute(): { waiting: number } {
    const offers = this.client.store.state.desk?.offers.length ?? 0;
    return { waiting: this.unreadNow() + offers };
  }

  private offersChanged(): void {
    const now = this.accept.snapshot();
    const { sound } = this.preferences.snapshot();
    const offer = now.is === 'offered' && !now.busy ? now.offer : null;
    if (!offer || sound !== 'repeat') this.hush();
    if (offer && sound === 'repeat' && !this.ringing) this.ring();
    if (offer && sound === 'once' && this.heard !== offer.id) this.test();
    this.heard = offer?.id ?? this.heard;
    this.notify(now);
  }

  private ring(): void {
    this.test();
    this.ringing = this.ports.timers.after(RING_EVERY_MS, () => this.ring());
  }

  private hush(): void {
    this.ringing?.();
    this.ringing = null;
  }

  private notify(now: AcceptState): void {
    const current = now.is === 'offered' ? now.offer : null;
    for (const [id, close] of this.noticed) {
      if (id === current?.id) continue;
      close();
      this.noticed.delete(id);
    }
    if (!current || this.noticed.has(current.id)) return;
    if (this.ports.attention.has()) return;
    const words = this.ports.words();
    const close = this.ports.herald.notify(
      `offer-${current.id}`,
      words.offerTitle(current.requester),
      words.offerBody,
      () => {},
    );
    this.noticed.set(current.id, close);
  }

  private rowsChanged(): void {
    const unread = this.unreadNow();
    const { sound, volume } = this.preferences.snapshot();
    if (unread > this.unread && !this.ports.attention.has() && sound !== 'off')
      this.ports.bell.ring('message', volume);
    this.unread = unread;
    this.tellArrivals();
    this.tellTitle();
  }

  /** Work that became mine though I did not ask for it: by auto-accept, or by a colleague's transfer. */
  private tellArrivals(): void {
    const desk = this.client.store.state.desk;
    if (!desk) return;
    const before = this.mine;
    const mine = [...desk.rows.values()].filter((row) => row.assignee === desk.me.id);
    this.mine = new Set(mine.map((row) => row.ticket));
    if (!before) return;
    for (const row of mine) if (!before.has(row.ticket) && !this.isOwnDeed(row)) this.arrived(row);
  }

  private arrived(row: TicketRow): void {
    const { requester, channel, conversation } = row;
    const open = () => this.say.open(conversation);
    this.say.toasts.show({ what: 'assigned', requester, channel, open });
    if (this.preferences.snapshot().sound !== 'off') this.test();
    if (this.ports.attention.has()) return;
    const words = this.ports.words();
    this.ports.herald.notify(
      `assigned-${row.ticket}`,
      words.assignedTitle(requester),
      words.assignedBody,
      open,
    );
  }

  private rememberDeeds(): void {
    for (const { command, at } of this.client.store.state.commands)
      if (command.do === 'accept' || command.do === 'take' || command.do === 'reply') {
        this.deeds.delete(command.conversation);
        this.deeds.set(command.conversation, at);
      }
    const [oldest] = this.deeds.keys();
    if (this.deeds.size > MOST_DEEDS && oldest !== undefined) this.deeds.delete(oldest);
  }

  private isOwnDeed(row: TicketRow): boolean {
    const at = this.deeds.get(row.conversation);
    return at !== undefined && this.ports.timers.now() - at < OWN_DEED_MS;
  }

  /** Told when it is another: rows change with each message, and what is outside the page costs more than they do. */
  private tellTitle(): void {
    const { waiting } = this.snapshot();
    const { product } = this.ports.words();
    const title = waiting > 0 ? `(${waiting}) ${product}` : product;
    if (title === this.title) return;
    this.title = title;
    this.ports.herald.title(title);
    this.ports.herald.badge(waiting);
  }

  private unreadNow(): number {
    const desk = this.client.store.state.desk;
    let unread = 0;
    for (const row of desk?.rows.values() ?? []) if (row.assignee === desk?.me.id) unread += row.unread;
    return unread;
  }
}
