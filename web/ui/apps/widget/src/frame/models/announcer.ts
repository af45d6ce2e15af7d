import type { WidgetItem, WidgetNote } from '@frontdesk/protocol';
import { assertNever } from '../assert_never.ts';
import type { Desk } from '../desk/desk.ts';
import { fromOtherSide } from '../store/apply.ts';
import { appOf } from '../text/apps.ts';
import { plain, speakerOf } from '../text/plain.ts';
import { reason, type Words } from '../words/words.ts';
import { ViewModel } from './view_model.ts';

/** Lines that stay; a screen reader has read those before. */
const LINES = 5;

export interface Announcement {
  readonly key: number;
  readonly text: string;
}

/** What a screen reader is told: what is new, and never the history that a visit or a scroll brings in. */
export class AnnouncerModel extends ViewModel<readonly Announcement[]> {
  private lines: readonly Announcement[] = [];
  private conversation: string | null = null;
  /** The newest sequence that is known; what is above it is news. `null` before there is anything to compare with. */
  private told: number | null = null;
  private readonly failed = new Set<string>();
  private nextKey = 1;

  constructor(
    private readonly desk: Desk,
    private words: Words,
  ) {
    super();
    this.atEnd(desk.store.subscribe(() => this.look()));
  }

  speak(words: Words): void {
    this.words = words;
  }

  protected compute(): readonly Announcement[] {
    return this.lines;
  }

  private look(): void {
    const { state } = this.desk.store;
    if (!state.welcomed) return;
    const newest = state.items.at(-1)?.seq ?? 0;
    const news: string[] = [];
    if (this.told !== null && (this.conversation === null || this.conversation === state.conversation)) {
      const { told } = this;
      news.push(...state.items.filter((item) => item.seq > told).flatMap((item) => this.textOf(item)));
    }
    this.told = newest;
    this.conversation = state.conversation;
    for (const { id, phase } of state.pending) {
      if (phase.is !== 'refused') this.failed.delete(id);
      else if (!this.failed.has(id)) {
        this.failed.add(id);
        news.push(`${this.words.notSent}: ${reason(this.words, phase.code)}`);
      }
    }
    if (news.length > 0) this.say(news);
  }

  private textOf(item: WidgetItem): string[] {
    if (item.kind === 'note') return item.note.what === 'replaced' ? [] : [noteText(item.note, this.words)];
    return fromOtherSide(item) ? [`${speakerOf(item, this.words)}: ${plain(item.content, this.words)}`] : [];
  }

  private say(texts: readonly string[]): void {
    const lines = texts.map((text) => ({ key: this.nextKey++, text }));
    this.lines = [...this.lines, ...lines].slice(-LINES);
    this.changed();
  }
}

export function noteText(note: Exclude<WidgetNote, { what: 'replaced' }>, words: Words): string {
  switch (note.what) {
    case 'waiting':
      return words.noteWaiting;
    case 'agent_joined':
      return words.noteJoined(note.name);
    case 'ended':
      return words.noteEnded;
    case 'linked':
      return words.links.noteLinked(appOf(note.channel));
    case 'came_back':
      return words.links.noteCameBack;
    case 'unlinked':
      return words.links.noteUnlinked(appOf(note.channel));
    default:
      return assertNever(note);
  }
}
