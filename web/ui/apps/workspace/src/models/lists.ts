/** The lists of tickets: two that live in the store, and two that are read page by page. */

import {
  type DeskClient,
  type DeskState,
  type Failure,
  failureOf,
  type ListName,
  StoreModel,
} from '@frontdesk/client/desk';
import type { Counts, TicketRow } from '@frontdesk/protocol';

export interface ListsSnapshot {
  readonly list: ListName;
  readonly counts: Counts;
  /** How many of the first rows ask something of me; the rest waits for others. Null where the list does not tell. */
  readonly mineToDo: number | null;
  /** New work of mine, or work that nobody has: the red dot. */
  readonly dots: Readonly<Record<'unassigned' | 'mine', boolean>>;
  readonly rows:
    | { is: 'loading' }
    | { is: 'failed'; failure: Failure }
    | { is: 'ready'; rows: readonly TicketRow[]; more: 'none' | 'some' | 'loading' };
}

type Pages =
  | { is: 'none' }
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | { is: 'read'; rows: readonly TicketRow[]; more: boolean; loading: boolean };

export class ListsModel extends StoreModel<DeskState, ListsSnapshot> {
  private list: ListName;
  private pages: Pages = { is: 'none' };
  /** Answers to questions of a list that was left are dropped. */
  private visit = 0;

  constructor(
    private readonly client: DeskClient,
    first: ListName = 'mine',
  ) {
    super(client.store);
    this.list = first;
  }

  readonly choose = (list: ListName): void => {
    this.list = list;
    this.pages = isLive(list) ? { is: 'none' } : { is: 'loading' };
    this.visit += 1;
    this.changed();
    if (!isLive(list)) void this.read(null);
  };

  readonly loadMore = (): void => {
    const now = this.snapshot().rows;
    if (now.is !== 'ready' || now.more !== 'some') return;
    const oldest = Math.min(...now.rows.map((row) => row.ticket));
    if (this.pages.is === 'read') this.pages = { ...this.pages, loading: true };
    else this.pages = { is: 'read', rows: [], more: true, loading: true };
    this.changed();
    void this.read(oldest);
  };

  readonly retry = (): void => this.choose(this.list);

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.rows, state.desk?.counts, state.desk?.me.id];
  }

  protected compute(): ListsSnapshot {
    const desk = this.client.store.state.desk;
    const me = desk?.me.id ?? null;
    const all = [...(desk?.rows.values() ?? [])];
    const unassigned = all.filter((row) => row.assignee === null && row.status !== 'closed');
    const mine = all.filter((row) => row.assignee === me && row.status !== 'closed');
    return {
      list: this.list,
      mineToDo: this.list === 'mine' ? mine.filter(isOurTurn).length : null,
      counts: desk?.counts ?? { unassigned: 0, mine: 0 },
      dots: {
        unassigned: unassigned.some((row) => row.waiting_since !== null),
        mine: mine.some((row) => row.unread > 0),
      },
      rows: desk ? this.rows(unassigned, mine, desk.counts) : { is: 'loading' },
    };
  }

  private rows(unassigned: TicketRow[], mine: TicketRow[], counts: Counts): ListsSnapshot['rows'] {
    switch (this.list) {
      case 'unassigned':
        return this.live(unassigned.sort(byWaiting), counts.unassigned);
      case 'mine':
        return this.live(mine.sort(byNews), counts.mine);
      case 'open':
      case 'closed':
        return this.paged();
    }
  }

  private live(rows: readonly TicketRow[], count: number): ListsSnapshot['rows'] {
    const seen = new Set(rows.map((row) => row.ticket));
    const older = this.pages.is === 'read' ? this.pages.rows.filter((row) => !seen.has(row.ticket)) : [];
    const all = [...rows, ...older];
    const loading = this.pages.is === 'read' && this.pages.loading;
    const exhausted = this.pages.is === 'read' && !this.pages.more;
    const more = loading ? 'loading' : count > all.length && !exhausted && all.length > 0 ? 'some' : 'none';
    return { is: 'ready', rows: all, more };
  }

  private paged(): ListsSnapshot['rows'] {
    const { pages } = this;
    if (pages.is === 'none' || pages.is === 'loading') return { is: 'loading' };
    if (pages.is === 'failed') return pages;
    const live = this.client.store.state.desk?.rows;
    const rows = pages.rows.map((row) => live?.get(row.ticket) ?? row);
    return { is: 'ready', rows, more: pages.loading ? 'loading' : pages.more ? 'some' : 'none' };
  }

  private async read(before: number | null): Promise<void> {
    const { visit, list } = this;
    try {
      const page = await this.client.rest.tickets(list, before);
      if (visit !== this.visit) return;
      const earlier = this.pages.is === 'read' ? this.pages.rows : [];
      this.pages = { is: 'read', rows: [...earlier, ...page.rows], more: page.more, loading: false };
    } catch (thrown) {
      const failure = this.client.failed(failureOf(thrown));
      if (visit !== this.visit) return;
      if (this.pages.is === 'read') this.pages = { ...this.pages, loading: false };
      else this.pages = { is: 'failed', failure };
    }
    this.changed();
  }
}

function isLive(list: ListName): list is 'unassigned' | 'mine' {
  return list === 'unassigned' || list === 'mine';
}

/** S1-34: New and Open are the agent's turn. */
function isOurTurn(row: TicketRow): boolean {
  return row.status === 'new' || row.status === 'open';
}

/** Who has waited longest comes first. */
function byWaiting(a: TicketRow, b: TicketRow): number {
  return (a.waiting_since ?? a.created_at) - (b.waiting_since ?? b.created_at) || a.ticket - b.ticket;
}

/** What asks something of us before what waits for the customer; the newest first in both. */
function byNews(a: TicketRow, b: TicketRow): number {
  return Number(isOurTurn(b)) - Number(isOurTurn(a)) || b.updated_at - a.updated_at || b.ticket - a.ticket;
}
