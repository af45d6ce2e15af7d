/** Calls the agent: a sound until an offer is taken, the browser's notification, and a count in the tab's title. */
import {
  type Cancel,
  type DeskClient,
  type DeskState,
  StoreModel,
  type Timers,
  type ViewModel,
} from '@frontdesk/client/desk';
import type { Attention } from '../ports/attention';
import type { Bell } from '../ports/bell';
import type { Herald } from '../ports/herald';
import type { AcceptState } from './accept';
import type { Preferences } from './preferences';

export const RING_EVERY_MS = 4_000;

export interface AlertWords {
  offerTitle(requester: string): string;
  offerBody: string;
  product: string;
}

export interface AlertPorts {
  readonly attention: Attention;
  readonly bell: Bell;
  readonly herald: Herald;
  readonly timers: Timers;
  readonly words: () => AlertWords;
}

export class AlertsModel extends StoreModel<DeskState, { waiting: number }> {
  private ringing: Cancel | null = null;
  private noticed = new Map<string, () => void>();
  private unread = 0;

  constructor(
    private readonly client: DeskClient,
    private readonly accept: ViewModel<AcceptState>,
    private readonly preferences: ViewModel<Preferences>,
    private readonly ports: AlertPorts,
  ) {
    super(client.store);
    this.unread = this.unreadNow();
    this.own(accept.subscribe(() => this.offersChanged()));
    this.own(preferences.subscribe(() => this.offersChanged()));
    this.own(this.subscribe(() => this.rowsChanged()));
    this.own(() => {
      this.ringing?.();
      for (const close of this.noticed.values()) close();
      this.ports.herald.title(this.ports.words().product);
    });
    this.offersChanged();
    this.tellTitle();
  }

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.rows, state.desk?.offers];
  }

  protected compute(): { waiting: number } {
    const offers = this.client.store.state.desk?.offers.length ?? 0;
    return { waiting: this.unreadNow() + offers };
  }

  private offersChanged(): void {
    const now = this.accept.snapshot();
    const wanted = now.is === 'offered' && !now.busy && this.preferences.snapshot().sound;
    if (!wanted) {
      this.ringing?.();
      this.ringing = null;
    } else if (!this.ringing) this.ring();
    this.notify(now);
  }

  private ring(): void {
    this.ports.bell.ring('offer');
    this.ringing = this.ports.timers.after(RING_EVERY_MS, () => this.ring());
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
    if (unread > this.unread && !this.ports.attention.has() && this.preferences.snapshot().sound)
      this.ports.bell.ring('message');
    this.unread = unread;
    this.tellTitle();
  }

  private tellTitle(): void {
    const { waiting } = this.snapshot();
    const { product } = this.ports.words();
    this.ports.herald.title(waiting > 0 ? `(${waiting}) ${product}` : product);
  }

  private unreadNow(): number {
    const desk = this.client.store.state.desk;
    let unread = 0;
    for (const row of desk?.rows.values() ?? []) if (row.assignee === desk?.me.id) unread += row.unread;
    return unread;
  }
}
