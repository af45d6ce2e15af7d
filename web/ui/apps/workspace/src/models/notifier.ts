/** The notifier: social messaging tickets that are mine, and those that nobody has. Its rows cannot be sorted (S1-8). */
import {
  type Cancel,
  type DeskClient,
  type DeskState,
  type ListName,
  StoreModel,
  type Timers,
} from '@frontdesk/client/desk';
import type { TicketRow } from '@frontdesk/protocol';
import { DEFAULT_ORDER, inOrder, isIn, totalOf } from './list_rows';
import { DRAW_EVERY_MS } from './lists';

export type NotifierTab = 'mine' | 'unassigned';

/** S1-37: at most so many rows, then "Load more tickets". */
export const MOST_NOTICES = 20;

export interface NotifierSnapshot {
  readonly opened: boolean;
  readonly tab: NotifierTab;
  /** S1-32: something new that nobody has. */
  readonly attention: boolean;
  readonly counts: Readonly<Record<NotifierTab, number>>;
  /** Null while they are read. */
  readonly rows: readonly TicketRow[] | null;
  readonly more: boolean;
}

const LISTS: Readonly<Record<NotifierTab, ListName>> = {
  mine: 'social_mine',
  unassigned: 'social_unassigned',
};

export class NotifierModel extends StoreModel<DeskState, NotifierSnapshot> {
  private opened = false;
  private tab: NotifierTab = 'mine';
  /** What the server answered for each tab, where not all rows are here. */
  private readonly read = new Map<NotifierTab, readonly TicketRow[]>();
  private drawing: Cancel | null = null;

  constructor(
    private readonly client: DeskClient,
    private readonly timers: Timers,
    private readonly onTicket: (conversation: string) => void,
    private readonly onMore: (list: ListName) => void,
  ) {
    super(client.store);
    this.own(() => this.drawing?.());
  }

  /** S1-33: with "Assigned to you" first. */
  readonly open = (opened: boolean): void => {
    this.opened = opened;
    if (opened) this.tab = 'mine';
    this.changed();
    if (opened) for (const tab of ['mine', 'unassigned'] as const) void this.fetch(tab);
  };

  readonly choose = (tab: NotifierTab): void => {
    this.tab = tab;
    this.changed();
  };

  /** S1-45: the pop-up closes, the ticket opens. */
  readonly openTicket = (conversation: string): void => {
    this.open(false);
    this.onTicket(conversation);
  };

  /** S1-38: the pop-up closes, the view of its tab opens. */
  readonly loadMore = (): void => {
    this.open(false);
    this.onMore(LISTS[this.tab]);
  };

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.rows, state.desk?.counts, state.desk?.me.id];
  }

  protected override sourceMoved(): void {
    this.drawing ??= this.timers.after(DRAW_EVERY_MS, () => {
      this.drawing = null;
      this.changed();
    });
  }

  protected compute(): NotifierSnapshot {
    const desk = this.client.store.state.desk;
    const counts = { mine: desk?.counts.social_mine ?? 0, unassigned: desk?.counts.social_unassigned ?? 0 };
    const rows = this.opened ? this.rows() : null;
    return {
      opened: this.opened,
      tab: this.tab,
      attention: (desk?.counts.social_new ?? 0) > 0,
      counts,
      rows,
      more: counts[this.tab] > MOST_NOTICES,
    };
  }

  /** The rows that are here, and what the server told of those that are not. */
  private rows(): readonly TicketRow[] | null {
    const desk = this.client.store.state.desk;
    if (!desk) return null;
    const list = LISTS[this.tab];
    const rows = new Map((this.read.get(this.tab) ?? []).map((row) => [row.ticket, row]));
    for (const row of desk.rows.values()) rows.set(row.ticket, row);
    const total = totalOf(list, desk.counts) ?? 0;
    const there = [...rows.values()].filter((row) => isIn(list, row, desk.me.id));
    if (there.length < Math.min(total, MOST_NOTICES) && !this.read.has(this.tab)) return null;
    return there.sort(inOrder(DEFAULT_ORDER[list])).slice(0, MOST_NOTICES);
  }

  private async fetch(tab: NotifierTab): Promise<void> {
    const list = LISTS[tab];
    const part = { list, order: DEFAULT_ORDER[list], words: '', offset: 0, limit: MOST_NOTICES };
    try {
      this.read.set(tab, (await this.client.rest.tickets(part)).rows);
    } catch {
      // What is here is shown; the strip below the top bar says that the server is not reached.
      this.read.set(tab, this.read.get(tab) ?? []);
    }
    this.changed();
  }
}
