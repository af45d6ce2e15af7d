/**
 * A list that is too long to hold: pages of it round the place where somebody looks, read from the server. What was
 * read stays on the screen while it is read anew, so that nothing flickers.
 */
import { type Cancel, type Failure, failureOf, type Timers } from '@frontdesk/client/desk';
import type { TicketRow, Tickets } from '@frontdesk/protocol';

export const WINDOW_PAGE = 100;
/** Pages that are held: enough for a fast scroll, little enough that memory stays flat. */
const MOST_PAGES = 24;
/** Changes are gathered for so long before the pages in sight are read anew. */
export const REFRESH_AFTER_MS = 1_500;
/** A list of everybody's tickets changes without our being told. */
export const REFRESH_EVERY_MS = 10_000;

export type ReadPage = (offset: number, limit: number) => Promise<Tickets>;

export class ListWindow {
  private readonly pages = new Map<number, readonly TicketRow[]>();
  private readonly reading = new Set<number>();
  private wanted: readonly number[] = [0];
  private known: number | null = null;
  private failed: Failure | null = null;
  private soon: Cancel | null = null;
  private over = false;

  constructor(
    private readonly read: ReadPage,
    private readonly timers: Timers,
    private readonly changed: () => void,
    /** Whether the rows may move now. */
    private readonly free: () => boolean,
  ) {}

  /** Null before the first page. */
  get total(): number | null {
    return this.known;
  }

  get failure(): Failure | null {
    return this.failed;
  }

  at(index: number): TicketRow | null {
    return this.pages.get(Math.floor(index / WINDOW_PAGE))?.[index % WINDOW_PAGE] ?? null;
  }

  /** The first rows that are here, for whoever wants only those. */
  first(most: number): readonly TicketRow[] {
    return (this.pages.get(0) ?? []).slice(0, most);
  }

  /** These rows are in sight, or soon will be. */
  want(from: number, to: number): void {
    const first = Math.max(0, Math.floor(from / WINDOW_PAGE));
    const last = Math.max(first, Math.floor(to / WINDOW_PAGE));
    this.wanted = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    for (const page of this.wanted) if (!this.pages.has(page)) void this.load(page);
  }

  refresh(): void {
    for (const page of this.wanted) void this.load(page);
  }

  refreshSoon(after = REFRESH_AFTER_MS): void {
    this.soon ??= this.timers.after(after, () => {
      this.soon = null;
      if (this.free()) this.refresh();
      else this.refreshSoon();
    });
  }

  dispose(): void {
    this.over = true;
    this.soon?.();
  }

  private async load(page: number): Promise<void> {
    if (this.reading.has(page)) return;
    this.reading.add(page);
    try {
      const answer = await this.read(page * WINDOW_PAGE, WINDOW_PAGE);
      if (this.over) return;
      this.failed = null;
      this.known = answer.total ?? (answer.rows.length > 0 ? page * WINDOW_PAGE + answer.rows.length : 0);
      this.pages.set(page, answer.rows);
      this.makeRoom();
    } catch (thrown) {
      if (this.over) return;
      this.failed = failureOf(thrown);
    } finally {
      this.reading.delete(page);
    }
    this.changed();
  }

  private makeRoom(): void {
    const middle = this.wanted[Math.floor(this.wanted.length / 2)] ?? 0;
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, Math.max(0, this.pages.size - MOST_PAGES))) this.pages.delete(page);
  }
}
