/** The audit log, a page after the other, as the filters ask for it. */
import { type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { Audit, AuditEntry } from '@frontdesk/protocol';

export const PERIODS = ['day', 'week', 'month', 'ever'] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;
const LASTS: Record<Period, number | null> = {
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  ever: null,
};
const PAGE = 50;

export interface AuditFilter {
  /** What was changed; empty: everything. */
  readonly kind: string;
  /** Who did it: a number; empty: everybody. */
  readonly by: string;
  readonly period: Period;
}

export interface AuditState {
  readonly filter: AuditFilter;
  readonly entries: readonly AuditEntry[];
  readonly more: boolean;
  readonly busy: boolean;
  /** Nothing came yet. */
  readonly first: boolean;
  readonly failure: Failure | null;
}

export interface AuditPorts {
  readonly get: (path: string) => Promise<Audit>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class AuditModel extends ViewModel<AuditState> {
  private filter: AuditFilter = { kind: '', by: '', period: 'ever' };
  private entries: readonly AuditEntry[] = [];
  private next: string | null = null;
  private busy = false;
  private first = true;
  private failure: Failure | null = null;
  /** An answer to filters that were changed meanwhile is thrown away. */
  private asked = 0;

  constructor(private readonly ports: AuditPorts) {
    super();
    void this.read(null);
  }

  readonly choose = (filter: Partial<AuditFilter>): void => {
    this.filter = { ...this.filter, ...filter };
    void this.read(null);
  };

  readonly again = (): void => void this.read(this.entries.length > 0 ? this.next : null);

  readonly more = (): void => {
    if (!this.busy && this.next !== null) void this.read(this.next);
  };

  protected compute(): AuditState {
    const { filter, entries, busy, first, failure } = this;
    return { filter, entries, more: this.next !== null, busy, first, failure };
  }

  private async read(before: string | null): Promise<void> {
    const asked = ++this.asked;
    this.busy = true;
    this.failure = null;
    this.changed();
    try {
      const page = await this.ports.get(this.path(before));
      if (asked !== this.asked) return;
      this.entries = before === null ? page.entries : [...this.entries, ...page.entries];
      this.next = page.next;
      this.first = false;
    } catch (thrown) {
      if (asked !== this.asked) return;
      this.failure = failureOf(thrown);
    }
    this.busy = false;
    this.changed();
  }

  private path(before: string | null): string {
    const asked = new URLSearchParams({ limit: String(PAGE) });
    const { kind, by, period } = this.filter;
    if (kind !== '') asked.set('kind', kind);
    if (by !== '') asked.set('by', by);
    const lasts = LASTS[period];
    if (lasts !== null) asked.set('since', String(this.ports.now() - lasts));
    if (before !== null) asked.set('before', before);
    return `audit?${asked}`;
  }
}
