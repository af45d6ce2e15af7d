import type { Author, Content, WidgetItem, WidgetMessage } from '@frontdesk/protocol';
import { assertNever } from '../assert_never.ts';
import type { Desk } from '../desk/desk.ts';
import type { Pending, State } from '../store/state.ts';
import { appOf } from '../text/apps.ts';
import { initials } from '../text/names.ts';
import { daysBetween, type Times } from '../text/times.ts';
import { reason, type Words } from '../words/words.ts';
import { noteText } from './announcer.ts';
import { liveQuestion } from './question.ts';
import { ViewModel } from './view_model.ts';

/** How far one's own message has come. */
export type Mark =
  | { is: 'sending' | 'waiting' | 'sent' | 'delivered' | 'seen' }
  | { is: 'failed'; reason: string; command: string };

export interface Speaker {
  readonly who: 'you' | 'bot' | 'agent';
  readonly name: string;
  readonly initials: string;
}

export interface MessageRow {
  readonly kind: 'message';
  readonly key: string;
  /** `null` while it is pending. */
  readonly id: string | null;
  readonly speaker: Speaker;
  readonly content: Content;
  readonly time: string;
  /** Through which other app it went (S0-17); `null`: through none. */
  readonly via: string | null;
  /** First and last of what one speaker said in a row. */
  readonly first: boolean;
  readonly last: boolean;
  readonly mark: Mark | null;
  /** Whether its options, cards or form can be answered now. */
  readonly live: boolean;
}

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly text: string }
  | { readonly kind: 'note'; readonly key: string; readonly text: string }
  | MessageRow;

export type Older = 'none' | 'idle' | 'loading' | 'failed';

export type ThreadSnapshot =
  | { readonly is: 'loading' }
  | { readonly is: 'empty' }
  | {
      readonly is: 'ready';
      readonly rows: readonly Row[];
      readonly typing: { name: string; initials: string } | null;
      readonly older: Older;
    };

/** Messages of one speaker within this span stand together. */
const TOGETHER_MS = 300_000;

/** The messages as they stand on the page. */
export class ThreadModel extends ViewModel<ThreadSnapshot> {
  private older: Exclude<Older, 'none'> = 'idle';

  constructor(
    private readonly desk: Desk,
    private words: Words,
    private times: Times,
  ) {
    super();
    this.atEnd(desk.store.subscribe(() => this.changed()));
  }

  speak(words: Words, times: Times): void {
    this.words = words;
    this.times = times;
    this.changed();
  }

  async loadOlder(): Promise<void> {
    if (this.older === 'loading' || !this.desk.store.state.more) return;
    this.setOlder('loading');
    try {
      await this.desk.loadOlder();
      this.setOlder('idle');
    } catch {
      this.setOlder('failed');
    }
  }

  retry(command: string): void {
    this.desk.retry(command);
  }

  discard(command: string): void {
    this.desk.drop(command);
  }

  choose(message: string, option: string, label: string): void {
    this.desk.say({ type: 'choose', message, option }, { type: 'chosen', message, option, label });
  }

  fillForm(message: string, answers: readonly { name: string; label: string; value: string }[]): void {
    this.desk.say(
      { type: 'fill_form', message, answers: answers.map(({ name, value }) => ({ name, value })) },
      { type: 'form_filled', message, answers: answers.map(({ label, value }) => ({ label, value })) },
    );
  }

  protected compute(): ThreadSnapshot {
    const { state } = this.desk.store;
    const bubbles = state.pending.some((one) => one.content !== null && isHere(one, state));
    if (state.items.length === 0 && !bubbles) {
      return state.welcomed || !this.desk.knownVisitor ? { is: 'empty' } : { is: 'loading' };
    }
    return {
      is: 'ready',
      rows: this.rows(state),
      typing: state.typing === null ? null : { name: state.typing, initials: initials(state.typing) },
      older: state.more ? this.older : 'none',
    };
  }

  private rows(state: State): Row[] {
    const now = Date.now() + state.clockAhead;
    const live = liveQuestion(state);
    const replaced = replacedIn(state.items);
    const items = state.items.flatMap((item) => this.entry(item, live, replaced));
    const entries = [...items, ...this.pending(state)];
    const lastOwn = entries.findLast(
      (entry) => entry.row.kind === 'message' && entry.row.id !== null && entry.own,
    );
    const rows: Row[] = [];
    entries.forEach((entry, index) => {
      const before = entries[index - 1];
      const after = entries[index + 1];
      if (!before || daysBetween(before.at, entry.at) !== 0) {
        rows.push({ kind: 'day', key: `day-${entry.row.key}`, text: this.times.dayOf(entry.at, now) });
      }
      if (entry.row.kind !== 'message') {
        rows.push(entry.row);
        return;
      }
      const mark = entry === lastOwn && entry.item ? sentMark(entry.item, state) : entry.row.mark;
      rows.push({ ...entry.row, mark, first: !together(before, entry), last: !together(entry, after) });
    });
    return rows;
  }

  private entry(item: WidgetItem, live: string | null, replaced: ReadonlySet<string>): readonly Entry[] {
    if (item.kind === 'note') {
      if (item.note.what === 'replaced') return [];
      const row: Row = { kind: 'note', key: `note-${item.seq}`, text: noteText(item.note, this.words) };
      return [{ row, at: item.at, own: false, item: null }];
    }
    if (replaced.has(item.id)) return [];
    const row: Row = {
      kind: 'message',
      key: this.keyOf(item),
      id: item.id,
      speaker: this.speaker(item.author),
      content: item.content,
      time: this.times.timeOf(item.at),
      via: item.channel ? this.words.links.via(appOf(item.channel)) : null,
      first: true,
      last: true,
      mark: null,
      live: item.id === live,
    };
    return [{ row, at: item.at, own: item.author.kind === 'end_user', item }];
  }

  /**
   * The command as key of what it made: the bubble that was pending becomes the real one without being drawn anew.
   * What the bot answers in the same step names the same command, and is not meant.
   */
  private keyOf(item: WidgetMessage): string {
    return item.author.kind === 'end_user' && item.command !== null ? item.command : item.id;
  }

  private pending(state: State): Entry[] {
    return state.pending.flatMap((one) => {
      if (one.content === null || !isHere(one, state)) return [];
      const row: Row = {
        kind: 'message',
        key: one.id,
        id: null,
        speaker: this.speaker({ kind: 'end_user' }),
        content: one.content,
        time: this.times.timeOf(one.at),
        via: null,
        first: true,
        last: true,
        mark: this.pendingMark(one, state),
        live: false,
      };
      return [{ row, at: one.at, own: true, item: null }];
    });
  }

  private pendingMark(one: Pending, state: State): Mark {
    switch (one.phase.is) {
      case 'waiting':
        return { is: state.line === 'online' ? 'sending' : 'waiting' };
      case 'sent':
        return { is: 'sending' };
      case 'recorded':
        return { is: 'sent' };
      case 'refused':
        return { is: 'failed', reason: reason(this.words, one.phase.code), command: one.id };
      default:
        return assertNever(one.phase);
    }
  }

  private speaker(author: Author): Speaker {
    switch (author.kind) {
      case 'end_user':
        return { who: 'you', name: this.words.you, initials: '' };
      case 'agent':
      case 'bot':
        return { who: author.kind, name: author.name, initials: initials(author.name) };
      default:
        return assertNever(author);
    }
  }

  private setOlder(older: Exclude<Older, 'none'>): void {
    this.older = older;
    this.changed();
  }
}

/** What did not arrive in another app and was sent here once more is shown once. */
function replacedIn(items: readonly WidgetItem[]): ReadonlySet<string> {
  const replaced = new Set<string>();
  for (const item of items)
    if (item.kind === 'note' && item.note.what === 'replaced') replaced.add(item.note.message);
  return replaced;
}

/** Whether a pending message belongs to the conversation that is open. */
function isHere(one: Pending, state: State): boolean {
  return one.conversation === null || one.conversation === state.current;
}

interface Entry {
  readonly row: Row;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly own: boolean;
  readonly item: WidgetMessage | null;
}

function together(before: Entry | undefined, after: Entry | undefined): boolean {
  if (before?.row.kind !== 'message' || after?.row.kind !== 'message') return false;
  const [a, b] = [before.row.speaker, after.row.speaker];
  return (
    a.who === b.who &&
    a.name === b.name &&
    before.row.via === after.row.via &&
    after.at - before.at < TOGETHER_MS &&
    daysBetween(before.at, after.at) === 0
  );
}

function sentMark(item: WidgetMessage, state: State): Mark {
  if (state.marks.agent_read >= item.seq || item.delivery.state === 'read') return { is: 'seen' };
  return { is: item.delivery.state === 'delivered' ? 'delivered' : 'sent' };
}
