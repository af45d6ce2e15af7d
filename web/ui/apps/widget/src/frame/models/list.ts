import type { WidgetConversationRow } from '@frontdesk/protocol';
import type { Desk } from '../desk/desk.ts';
import { rowsOf, unreadOf } from '../store/rows.ts';
import { initials } from '../text/names.ts';
import { plain, speakerOf } from '../text/plain.ts';
import { daysBetween, type Times } from '../text/times.ts';
import type { Words } from '../words/words.ts';
import { ViewModel } from './view_model.ts';

export interface ListedRow {
  readonly id: string;
  readonly face: { who: 'bot' | 'agent' | 'you' | 'nobody'; initials: string };
  /** When it began. */
  readonly title: string;
  readonly preview: string;
  readonly time: string;
  readonly unread: number;
  readonly ended: boolean;
}

export interface ListSnapshot {
  /** Whether the end user may have several conversations at all. */
  readonly several: boolean;
  /** What is on the screen. */
  readonly place: 'list' | 'thread';
  readonly rows: readonly ListedRow[];
  readonly more: 'none' | 'idle' | 'loading' | 'failed';
  /** Unread in the conversations besides the open one. */
  readonly unreadElsewhere: number;
  /** Whether the open conversation has ended, so that one goes on in another. */
  readonly over: boolean;
  /** The conversation that one came from, for the keyboard to be there again. */
  readonly from: string | null;
}

/** The end user's conversations, and whether one looks at them or into one. */
export class ListModel extends ViewModel<ListSnapshot> {
  private place: 'list' | 'thread' = 'thread';
  /** Whether the place is the end user's own choice by now. */
  private chosen = false;
  private loading: 'idle' | 'loading' | 'failed' = 'idle';

  constructor(
    private readonly desk: Desk,
    private words: Words,
    private times: Times,
  ) {
    super();
    this.atEnd(desk.store.subscribe(() => this.storeChanged()));
  }

  speak(words: Words, times: Times): void {
    this.words = words;
    this.times = times;
    this.changed();
  }

  open(id: string): void {
    this.go('thread');
    this.desk.course.enter(id);
  }

  startAnew(): void {
    this.go('thread');
    this.desk.course.startAnew();
  }

  back(): void {
    this.go('list');
  }

  async loadMore(): Promise<void> {
    if (this.loading === 'loading' || !this.desk.store.state.moreRows) return;
    this.setLoading('loading');
    try {
      await this.desk.course.loadRows();
      this.setLoading('idle');
    } catch {
      this.setLoading('failed');
    }
  }

  protected compute(): ListSnapshot {
    const { state } = this.desk.store;
    const { several } = this.desk.course;
    const now = Date.now() + state.clockAhead;
    return {
      several,
      place: several ? this.place : 'thread',
      rows: several ? rowsOf(state).map((row) => this.row(row, now)) : [],
      more: state.moreRows ? this.loading : 'none',
      unreadElsewhere: unreadOf(state, true),
      over: several && (state.head?.ended ?? false),
      from: state.conversation,
    };
  }

  private row(row: WidgetConversationRow, now: number): ListedRow {
    const { last, head } = row;
    return {
      id: row.id,
      face: this.face(row),
      title: this.times.momentOf(row.started_at),
      preview: last ? `${speakerOf(last, this.words)}: ${plain(last.content, this.words)}` : '',
      time:
        daysBetween(row.last_at, now) === 0
          ? this.times.timeOf(row.last_at)
          : this.times.dayOf(row.last_at, now),
      unread: row.unread,
      ended: head.ended,
    };
  }

  /** Of whoever spoke last, and of who answers where that was oneself. */
  private face({ last, head }: WidgetConversationRow): ListedRow['face'] {
    const author = last?.author ?? null;
    if (author !== null && author.kind !== 'end_user')
      return { who: author.kind, initials: initials(author.name) };
    const { answering } = head;
    if (answering.who === 'waiting') return { who: 'nobody', initials: '' };
    return { who: answering.who, initials: initials(answering.name) };
  }

  /** The first time one is led to what is going on: the newest conversation that has not ended, or the list. */
  private storeChanged(): void {
    const { state } = this.desk.store;
    if (!this.chosen && this.desk.course.several && state.welcomed && state.rows !== null) {
      this.chosen = true;
      const rows = rowsOf(state);
      const open = rows.find((row) => !row.head.ended);
      if (open) this.desk.course.enter(open.id);
      else if (rows.length > 0) this.place = 'list';
    }
    this.changed();
  }

  private go(place: 'list' | 'thread'): void {
    this.chosen = true;
    this.place = place;
    this.changed();
  }

  private setLoading(loading: 'idle' | 'loading' | 'failed'): void {
    this.loading = loading;
    this.changed();
  }
}
