/** Everybody who ever wrote, the newest first or by words; and one of them with all their tickets. */
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

export interface PeopleSnapshot {
  readonly words: string;
  readonly people:
    | { is: 'loading' }
    | { is: 'failed'; failure: Failure }
    | { is: 'ready'; people: readonly Person[]; total: number; more: boolean };
}

const PAGE = 100;

export class PeopleModel extends ViewModel<PeopleSnapshot> {
  private words = '';
  private people: PeopleSnapshot['people'] = { is: 'loading' };
  private typing: Cancel | null = null;
  /** Answers to earlier questions are dropped. */
  private asked = 0;

  constructor(
    private readonly client: DeskClient,
    private readonly timers: Timers,
  ) {
    super();
    this.own(() => this.typing?.());
  }

  /** Somebody comes to the page: what was read before stays until the news is here. */
  readonly visit = (): void => void this.read(0);

  readonly filter = (words: string): void => {
    this.words = words;
    this.typing?.();
    this.typing = this.timers.after(FILTER_AFTER_MS, () => void this.read(0));
    this.changed();
  };

  readonly loadMore = (): void => {
    if (this.people.is === 'ready' && this.people.more) void this.read(this.people.people.length);
  };

  protected compute(): PeopleSnapshot {
    return { words: this.words, people: this.people };
  }

  private async read(offset: number): Promise<void> {
    this.asked += 1;
    const { asked } = this;
    const words = this.words.trim();
    try {
      const page = await this.client.rest.people(words, offset, PAGE);
      if (asked !== this.asked) return;
      const before = offset > 0 && this.people.is === 'ready' ? this.people.people : [];
      const people = [...before, ...page.people];
      this.people = { is: 'ready', people, total: page.total, more: people.length < page.total };
    } catch (thrown) {
      const failure = this.client.failed(failureOf(thrown));
      if (asked !== this.asked) return;
      if (this.people.is !== 'ready') this.people = { is: 'failed', failure };
    }
    this.changed();
  }
}

export type PersonSnapshot =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | { is: 'ready'; customer: Customer };

/** Lives as long as the page of this person. */
export class PersonModel extends ViewModel<PersonSnapshot> {
  private now: PersonSnapshot = { is: 'loading' };

  constructor(
    readonly id: number,
    private readonly client: DeskClient,
  ) {
    super();
    void this.read();
  }

  readonly retry = (): void => {
    this.now = { is: 'loading' };
    this.changed();
    void this.read();
  };

  protected compute(): PersonSnapshot {
    return this.now;
  }

  private async read(): Promise<void> {
    try {
      this.now = { is: 'ready', customer: await this.client.rest.customer(this.id) };
    } catch (thrown) {
      this.now = { is: 'failed', failure: this.client.failed(failureOf(thrown)) };
    }
    this.changed();
  }
}
