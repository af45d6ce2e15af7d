/** What the reader has seen of one conversation: where what is new begins, and the marks that tell the server. */

import {
  type Cancel,
  type ConversationState,
  conversationOf,
  type DeskClient,
  type Timers,
} from '@frontdesk/client/desk';
import type { AgentMessage } from '@frontdesk/protocol';
import type { Attention } from '../ports/attention';

/** Somebody who turned to another window for so long looks at this no more. */
export const LOOKS_FOR_MS = 30_000;
/** At most one mark so often: a burst of messages is one mark. */
export const READ_EVERY_MS = 1_000;

export interface ReaderPorts {
  readonly timers: Timers;
  readonly attention: Attention;
}

export class Reader {
  private onScreen = false;
  private nearEnd = true;
  private first: number | null = null;
  /** Everything up to here stood before the reader's eyes. */
  private seen: number | null = null;
  private watching = false;
  private marked = 0;
  private pendingMark: Cancel | null = null;
  private lookingAway: Cancel | null = null;

  constructor(
    private readonly id: string,
    private readonly client: DeskClient,
    private readonly ports: ReaderPorts,
    private readonly changed: () => void,
  ) {}

  /** Whether this is the conversation on the screen. */
  get shown(): boolean {
    return this.onScreen;
  }

  /** Whether the newest message is in sight. */
  get atEnd(): boolean {
    return this.nearEnd;
  }

  /** The first message that nobody has looked at, for as long as it stands out; null where all is old. */
  get newFrom(): number | null {
    return this.first;
  }

  show(shown: boolean): void {
    this.onScreen = shown;
    this.attentionChanged();
  }

  scrolled(atEnd: boolean): void {
    this.nearEnd = atEnd;
    this.look();
  }

  /** Messages of others that came while the reader was further up. */
  below({ items }: ConversationState): number {
    if (this.nearEnd) return 0;
    const me = this.client.store.state.desk?.me.id;
    const foreign = ({ author }: AgentMessage) => author.kind !== 'agent' || author.id !== me;
    let count = 0;
    for (let at = items.length - 1; at >= 0; at -= 1) {
      const item = items[at];
      if (!item || item.seq <= (this.seen ?? item.seq)) break;
      if (item.kind === 'message' && foreign(item)) count += 1;
    }
    return count;
  }

  attentionChanged(): void {
    const looks = this.onScreen && this.ports.attention.has();
    this.lookingAway?.();
    this.lookingAway = null;
    if (looks) this.client.look(this.id);
    else if (!this.onScreen) this.lookAway();
    else this.lookingAway = this.ports.timers.after(LOOKS_FOR_MS, () => this.lookAway());
    if (this.watching && !looks) {
      // What was new when the reader came has been read; what comes from here on is new.
      this.first = null;
      this.changed();
    }
    this.look();
  }

  /** Follows what has come: draws the line above the first message that nobody looked at, and marks as read. */
  look(): void {
    const now = this.conversation();
    // Before the desk is known, nobody can say whose conversation it is.
    if (!now || !this.client.store.state.desk) return;
    // A conversation that no agent has read yet is new from end to end: no line is needed to say so.
    this.seen ??= this.isMine(now) && now.marks.agent_read > 0 ? now.marks.agent_read : now.seq;
    const watched = this.watched();
    const first = watched && this.watching ? null : firstNew(now, this.seen);
    this.watching = watched;
    if (watched) {
      this.seen = now.seq;
      this.mark(now);
    }
    if (this.first === null && first !== null) {
      this.first = first;
      this.changed();
    }
  }

  dispose(): void {
    this.pendingMark?.();
    this.lookAway();
  }

  private lookAway(): void {
    this.lookingAway?.();
    this.lookingAway = null;
    this.client.lookAwayFrom(this.id);
  }

  private conversation(): ConversationState | null {
    return conversationOf(this.client.store.state, this.id);
  }

  private watched(): boolean {
    return this.onScreen && this.nearEnd && this.ports.attention.has();
  }

  private isMine(now: ConversationState): boolean {
    const me = this.client.store.state.desk?.me.id;
    return me !== undefined && now.head.ticket?.assignee === me;
  }

  private mark(now: ConversationState): void {
    const newest = newestOfEndUser(now);
    if (!this.isMine(now) || newest <= Math.max(now.marks.agent_read, this.marked)) return;
    this.pendingMark ??= this.ports.timers.after(READ_EVERY_MS, () => {
      this.pendingMark = null;
      const latest = this.conversation();
      if (!latest || !this.watched() || !this.isMine(latest)) return;
      this.marked = newestOfEndUser(latest);
      void this.client.run({ do: 'read', conversation: this.id, seq: this.marked });
    });
  }
}

function newestOfEndUser(now: ConversationState): number {
  return now.items.findLast((item) => item.kind === 'message' && item.author.kind === 'end_user')?.seq ?? 0;
}

function firstNew(now: ConversationState, after: number): number | null {
  const item = now.items.find(
    (candidate) =>
      candidate.seq > after && candidate.kind === 'message' && candidate.author.kind === 'end_user',
  );
  return item?.seq ?? null;
}
