/** A list that an admin searches and sorts. It is read whole: these lists are short, and are searched in the browser. */
import { type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { Listing, Revised } from '@frontdesk/protocol';

export interface ListSort {
  readonly by: string;
  readonly down: boolean;
}

export type ListState<Entry> =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure; busy: boolean }
  | {
      is: 'ready';
      /** What fits the search, in order. */
      shown: readonly Revised<Entry>[];
      /** Of how many. */
      total: number;
      search: string;
      sort: ListSort | null;
      filter: string | null;
    };

export interface ListOptions<Entry> {
  readonly load: () => Promise<Listing<Entry>>;
  /** The words that a search looks into. */
  readonly words: (entry: Entry) => readonly (string | null)[];
  /** What can be sorted by, and what it compares. */
  readonly sorts?: Readonly<Record<string, (entry: Entry) => string | number>>;
  readonly sort?: ListSort;
  /** Parts of the list by name, and the one that is shown first. */
  readonly filters?: Readonly<Record<string, (entry: Entry) => boolean>>;
  readonly filter?: string;
}

export class ListModel<Entry> extends ViewModel<ListState<Entry>> {
  private entries: readonly Revised<Entry>[] | null = null;
  private failure: Failure | null = null;
  private busy = false;
  private wanted = '';
  private sorted: ListSort | null;
  private part: string | null;

  constructor(private readonly options: ListOptions<Entry>) {
    super();
    this.sorted = options.sort ?? null;
    this.part = options.filter ?? null;
    void this.load();
  }

  /** Once more. What is there stays until the answer comes, and stays where none comes. */
  readonly load = async (): Promise<void> => {
    this.busy = true;
    this.changed();
    try {
      this.entries = (await this.options.load()).entries;
      this.failure = null;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
    this.busy = false;
    this.changed();
  };

  readonly search = (text: string): void => {
    this.wanted = text;
    this.changed();
  };

  /** The other way round when it is sorted by that already. */
  readonly sortBy = (by: string): void => {
    this.sorted = { by, down: this.sorted?.by === by && !this.sorted.down };
    this.changed();
  };

  readonly show = (part: string): void => {
    this.part = part;
    this.changed();
  };

  protected compute(): ListState<Entry> {
    if (!this.entries) {
      if (!this.failure) return { is: 'loading' };
      return { is: 'failed', failure: this.failure, busy: this.busy };
    }
    const wanted = folded(this.wanted.trim());
    const fits = ({ entry }: Revised<Entry>) =>
      this.options.words(entry).some((word) => word !== null && folded(word).includes(wanted));
    const within = this.part === null ? undefined : this.options.filters?.[this.part];
    const part = within ? this.entries.filter(({ entry }) => within(entry)) : [...this.entries];
    const shown = wanted === '' ? part : part.filter(fits);
    this.order(shown);
    const { length: total } = this.entries;
    return { is: 'ready', shown, total, search: this.wanted, sort: this.sorted, filter: this.part };
  }

  private order(entries: Revised<Entry>[]): void {
    const { sorted } = this;
    const value = sorted && this.options.sorts?.[sorted.by];
    if (!value) return;
    const sign = sorted.down ? -1 : 1;
    entries.sort((a, b) => sign * compared(value(a.entry), value(b.entry)));
  }
}

function compared(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

/** Whoever searches "helene" finds Hélène, and "Ελενη" finds Ελένη. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
