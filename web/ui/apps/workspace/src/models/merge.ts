/** Making one customer of two: who stays is looked for, and confirmed before anything is done. */

import {
  type Cancel,
  type DeskClient,
  type Failure,
  failureOf,
  type Timers,
  ViewModel,
} from '@frontdesk/client/desk';
import type { Customer, Person } from '@frontdesk/protocol';
import { FILTER_AFTER_MS } from './lists';

/** People that one search shows. */
const MOST = 8;

export interface MergeSnapshot {
  readonly words: string;
  readonly found: readonly Person[] | null;
  readonly searching: boolean;
  /** Who is to stay. */
  readonly into: Person | null;
  /** Everything known of both, so that two of one name are told apart; null while it is on its way. */
  readonly both: { readonly from: Customer; readonly into: Customer } | null;
  readonly busy: boolean;
  readonly failure: Failure | null;
}

export class MergeModel extends ViewModel<MergeSnapshot> {
  private words = '';
  private found: readonly Person[] | null = null;
  private searching = false;
  private into: Person | null = null;
  private both: MergeSnapshot['both'] = null;
  private busy = false;
  private failure: Failure | null = null;
  private waiting: Cancel | null = null;
  private asked = 0;

  constructor(
    readonly from: number,
    private readonly client: DeskClient,
    private readonly timers: Timers,
  ) {
    super();
    this.own(() => this.waiting?.());
  }

  readonly search = (words: string): void => {
    this.words = words;
    this.waiting?.();
    this.waiting = null;
    this.searching = words.trim() !== '';
    if (this.searching) this.waiting = this.timers.after(FILTER_AFTER_MS, () => void this.find());
    else this.found = null;
    this.changed();
  };

  readonly choose = (into: Person | null): void => {
    this.into = into;
    this.both = null;
    this.failure = null;
    if (into) void this.read(into.id);
    this.changed();
  };

  /** Who stayed; `null` where it was not done. */
  readonly merge = async (): Promise<Customer | null> => {
    if (!this.into || this.busy) return null;
    this.busy = true;
    this.failure = null;
    this.changed();
    try {
      return await this.client.rest.merge(this.from, this.into.id);
    } catch (thrown) {
      this.failure = this.client.failed(failureOf(thrown));
      return null;
    } finally {
      this.busy = false;
      this.changed();
    }
  };

  protected compute(): MergeSnapshot {
    const { words, found, searching, into, both, busy, failure } = this;
    return { words, found, searching, into, both, busy, failure };
  }

  private async read(id: number): Promise<void> {
    const { rest } = this.client;
    try {
      const [from, into] = await Promise.all([rest.customer(this.from), rest.customer(id)]);
      if (this.into?.id !== id) return;
      this.both = { from, into };
    } catch (thrown) {
      if (this.into?.id !== id) return;
      this.failure = this.client.failed(failureOf(thrown));
    }
    this.changed();
  }

  private async find(): Promise<void> {
    this.asked += 1;
    const { asked } = this;
    try {
      const { people } = await this.client.rest.people(this.words.trim(), 0, MOST);
      if (asked !== this.asked) return;
      this.found = people.filter(({ id }) => id !== this.from);
      this.failure = null;
    } catch (thrown) {
      if (asked !== this.asked) return;
      this.failure = this.client.failed(failureOf(thrown));
    }
    this.searching = false;
    this.changed();
  }
}
