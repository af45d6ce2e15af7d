/**
 * The lists of tickets. A list whose rows are all here is sorted here and moves by itself; a longer one is read from
 * the server, a window at a time, with what is known better laid over it.
 */
import {
  type Cancel,
  type DeskClient,
  type DeskState,
  type Failure,
  LIST_NAMES,
  type ListName,
  type ListOrder,
  type Shelf,
  type SortBy,
  StoreModel,
  type Timers,
} from '@frontdesk/client/desk';
import type { Counts, TicketRow } from '@frontdesk/protocol';
import { type ConnectionModel, LOST_AFTER_MS } from './connection';
import {
  badgeOf,
  DEFAULT_ORDER,
  holds,
  inOrder,
  isIn,
  isOurTurn,
  isTold,
  ourTurnFirst,
  totalOf,
  wordsOf,
} from './list_rows';
import { ListWindow, REFRESH_EVERY_MS } from './list_window';

export interface ReadyRows {
  readonly is: 'ready';
  readonly total: number;
  /** Null while it is on its way. */
  at(index: number): TicketRow | null;
  /** The rows that are here, in order: of a long list only those that are held. */
  find(ticket: number): number;
  /** Tickets that left the list under somebody's pointer: shown pale until it moves on. */
  readonly gone: ReadonlySet<number>;
}

export interface ListsSnapshot {
  readonly list: ListName;
  readonly counts: Counts;
  readonly badges: Readonly<Record<ListName, number | null>>;
  /** How many of the first rows ask something of me; the rest waits for others. Null where the list does not tell. */
  readonly mineToDo: number | null;
  /** New work of mine, or work that nobody has: the red dot. */
  readonly dots: Readonly<Record<'unassigned' | 'mine', boolean>>;
  readonly order: ListOrder;
  readonly sortable: boolean;
  readonly words: string;
  readonly rows: { is: 'loading' } | { is: 'failed'; failure: Failure } | ReadyRows;
}

/** How long rows stand still after a pointer moved over them. */
export const HOLD_MS = 2_000;
/** Frames may come fifty times a second; nobody reads faster than this. */
export const DRAW_EVERY_MS = 100;
/** Words that are being typed are looked for once typing stops. */
export const FILTER_AFTER_MS = 150;
/** How long the first news of the desk is waited for before it is said that the server is not reached. */
export const FIRST_NEWS_MS = 10_000;

const NO_COUNTS: Counts = {
  unassigned: 0,
  mine: 0,
  mine_all: 0,
  groups: 0,
  open: 0,
  solved: 0,
  social_mine: 0,
  social_unassigned: 0,
  social_new: 0,
};

export class ListsModel extends StoreModel<DeskState, ListsSnapshot> {
  private list: ListName;
  private readonly orders = new Map<ListName, ListOrder>();
  private words = '';
  /** The words that a long list is asked for: `words`, once typing stopped. */
  private asked = '';
  private window: { key: string; source: ListWindow } | null = null;
  /** Windows of lists that were looked at before: shown at once when somebody comes back. */
  private readonly earlier = new Map<string, ListWindow>();
  private frozen: readonly TicketRow[] | null = null;
  private holding: Cancel | null = null;
  private typing: Cancel | null = null;
  private drawing: Cancel | null = null;
  private waiting: Cancel | null = null;
  private late = false;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private shown: readonly TicketRow[] = [];

  constructor(
    private readonly client: DeskClient,
    private readonly timers: Timers,
    private readonly shelf: Shelf,
    private readonly connection: ConnectionModel,
  ) {
    super(client.store);
    this.list = LIST_NAMES.find((name) => name === shelf.getItem(this.key)) ?? 'mine';
    let again = timers.after(REFRESH_EVERY_MS, () => tick());
    const tick = () => {
      this.window?.source.refreshSoon(0);
      again = timers.after(REFRESH_EVERY_MS, () => tick());
    };
    this.awaitDesk(FIRST_NEWS_MS);
    this.own(connection.subscribe(() => this.lineMoved()));
    this.own(() => {
      again();
      this.waiting?.();
      this.holding?.();
      this.typing?.();
      this.drawing?.();
      for (const source of this.earlier.values()) source.dispose();
    });
  }

  readonly choose = (list: ListName): void => {
    if (list === this.list) {
      this.window?.source.refresh();
      return;
    }
    this.list = list;
    this.words = '';
    this.asked = '';
    this.shelf.setItem(this.key, list);
    this.release();
  };

  /** By the column that it is sorted by already: the other way round. */
  readonly sort = (by: SortBy): void => {
    const now = this.orderOf(this.list);
    const descending = now.by === by ? !now.descending : by !== 'requester' && by !== 'waiting';
    this.orders.set(this.list, { by, descending });
    this.release();
  };

  readonly filter = (words: string): void => {
    this.words = words;
    this.typing?.();
    this.typing = this.timers.after(FILTER_AFTER_MS, () => {
      this.asked = words;
      this.release();
    });
    this.changed();
  };

  /** These rows are in sight. */
  readonly want = (from: number, to: number): void => this.window?.source.want(from, to);

  readonly retry = (): void => {
    this.client.tryNow();
    if (this.client.store.state.desk) this.window?.source.refresh();
    this.awaitDesk(this.isLost() ? LOST_AFTER_MS : FIRST_NEWS_MS);
    this.changed();
  };

  /** Somebody points at a row: for a moment none moves away from under the pointer. */
  readonly hold = (): void => {
    this.holding?.();
    this.frozen ??= this.shown;
    this.holding = this.timers.after(HOLD_MS, this.release);
  };

  readonly release = (): void => {
    this.holding?.();
    this.holding = null;
    this.frozen = null;
    this.draw();
  };

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.rows, state.desk?.counts, state.desk?.me.id, state.desk?.me.groups];
  }

  protected override sourceMoved(): void {
    this.window?.source.refreshSoon();
    const wait = this.drawnAt + DRAW_EVERY_MS - this.timers.now();
    if (wait <= 0) this.draw();
    else this.drawing ??= this.timers.after(wait, () => this.draw());
  }

  protected compute(): ListsSnapshot {
    const desk = this.client.store.state.desk;
    const counts = desk?.counts ?? NO_COUNTS;
    const badges = Object.fromEntries(LIST_NAMES.map((name) => [name, badgeOf(name, counts)]));
    const rows = desk ? this.rows(counts, desk.me.id) : this.withoutDesk();
    const turn = this.list === 'mine' && this.isUsual() && this.window === null;
    return {
      list: this.list,
      counts,
      badges: badges as ListsSnapshot['badges'],
      mineToDo: turn ? this.shown.filter(isOurTurn).length : null,
      dots: {
        unassigned: this.some((row) => row.assignee === null && row.waiting_since !== null),
        mine: this.some((row) => row.assignee === desk?.me.id && row.unread > 0),
      },
      order: this.orderOf(this.list),
      sortable: this.list !== 'done',
      words: this.words,
      rows,
    };
  }

  private withoutDesk(): ListsSnapshot['rows'] {
    return this.late ? { is: 'failed', failure: { is: 'unreachable' } } : { is: 'loading' };
  }

  private awaitDesk(most: number): void {
    this.late = false;
    this.waiting?.();
    this.waiting = this.timers.after(most, () => {
      this.late = true;
      this.changed();
    });
  }

  /** Once it is known that the line is cut nobody waits for what comes by it. */
  private lineMoved(): void {
    if (this.isLost()) this.late = true;
    else this.awaitDesk(FIRST_NEWS_MS);
    this.changed();
  }

  private isLost(): boolean {
    return this.connection.snapshot() === 'lost';
  }

  private rows(counts: Counts, me: number): ListsSnapshot['rows'] {
    const words = wordsOf(this.words);
    const all = [...(this.client.store.state.desk?.rows.values() ?? [])];
    const here = isTold(this.list) ? all.filter((row) => isIn(this.list, row, me)) : [];
    if (isTold(this.list) && here.length >= (totalOf(this.list, counts) ?? 0)) {
      this.leaveWindow();
      return this.local(here.filter((row) => holds(row, words)));
    }
    return this.windowed();
  }

  private local(rows: readonly TicketRow[]): ReadyRows {
    const compare = inOrder(this.orderOf(this.list));
    const usual = this.list === 'mine' && this.isUsual();
    const sorted = [...rows].sort(usual ? ourTurnFirst(compare) : compare);
    const gone = new Set<number>();
    this.shown = this.frozen ? stillThere(this.frozen, rows, gone) : sorted;
    const shown = this.shown;
    return {
      is: 'ready',
      total: shown.length,
      at: (index) => shown[index] ?? null,
      find: (ticket) => shown.findIndex((row) => row.ticket === ticket),
      gone,
    };
  }

  private windowed(): ListsSnapshot['rows'] {
    const { source } = this.enterWindow();
    this.shown = [];
    const { total } = source;
    if (total === null) {
      if (source.failure) return { is: 'failed', failure: source.failure };
      return this.isLost() ? this.withoutDesk() : { is: 'loading' };
    }
    const live = this.client.store.state.desk?.rows;
    const at = (index: number) => {
      const row = source.at(index);
      return row && (live?.get(row.ticket) ?? row);
    };
    const find = (ticket: number) => {
      for (let index = 0; index < total; index += 1) if (source.at(index)?.ticket === ticket) return index;
      return -1;
    };
    return { is: 'ready', total, at, find, gone: new Set() };
  }

  private enterWindow(): { source: ListWindow } {
    const order = this.orderOf(this.list);
    const key = JSON.stringify([this.list, order, this.asked]);
    if (this.window?.key === key) return this.window;
    this.window = { key, source: this.earlier.get(key) ?? this.makeWindow(this.list, order, this.asked) };
    this.earlier.delete(key);
    this.earlier.set(key, this.window.source);
    const [oldest] = this.earlier.keys();
    if (this.earlier.size > LIST_NAMES.length && oldest !== undefined) {
      this.earlier.get(oldest)?.dispose();
      this.earlier.delete(oldest);
    }
    this.window.source.want(0, 0);
    this.window.source.refresh();
    return this.window;
  }

  private leaveWindow(): void {
    this.window = null;
  }

  private makeWindow(list: ListName, order: ListOrder, words: string): ListWindow {
    const read = (offset: number, limit: number) =>
      this.client.rest.tickets({ list, order, words, offset, limit });
    return new ListWindow(
      read,
      this.timers,
      () => this.draw(),
      () => this.holding === null,
    );
  }

  private draw(): void {
    this.drawing?.();
    this.drawing = null;
    this.drawnAt = this.timers.now();
    this.changed();
  }

  private orderOf(list: ListName): ListOrder {
    return this.orders.get(list) ?? DEFAULT_ORDER[list];
  }

  private isUsual(): boolean {
    return !this.orders.has(this.list);
  }

  private some(which: (row: TicketRow) => boolean): boolean {
    for (const row of this.client.store.state.desk?.rows.values() ?? []) if (which(row)) return true;
    return false;
  }

  private get key(): string {
    return `frontdesk.list.${this.client.me.id}`;
  }
}

/** The rows as they stood, each as it is now; what left stays where it was. */
function stillThere(
  frozen: readonly TicketRow[],
  now: readonly TicketRow[],
  gone: Set<number>,
): readonly TicketRow[] {
  const there = new Map(now.map((row) => [row.ticket, row]));
  return frozen.map((row) => {
    const known = there.get(row.ticket);
    if (!known) gone.add(row.ticket);
    return known ?? row;
  });
}
