/**
 * Which of the end user's conversations the socket is in, and which it goes to next.
 *
 * Owns: where the next hello goes, and whether it resumes what is here.
 */

import type { WidgetClientFrame } from '@frontdesk/protocol';
import { ownRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Server } from './server.ts';
import type { Session } from './session.ts';

interface Goal {
  readonly start: boolean;
  readonly conversation: string | null;
}

export interface CourseOptions {
  readonly server: Server;
  readonly integration: string;
  /** The origin of the page that the widget stands on. */
  readonly page: string;
  readonly send: (frame: WidgetClientFrame) => boolean;
  /** The conversation on the screen is left for another. */
  readonly onLeave: () => void;
}

export class Course {
  /** Whether the next hello asks for whatever there is instead of resuming. */
  private afresh = false;
  /** Where the next hello goes, besides to where we are. */
  private wanted: Goal | null = null;

  constructor(
    private readonly store: Store,
    private readonly session: Session,
    private readonly options: CourseOptions,
  ) {}

  /** Whether the end user may have several conversations. */
  get several(): boolean {
    return this.store.state.settings?.conversations === 'multi';
  }

  /** Into another of the end user's conversations. */
  enter(conversation: string): void {
    if (conversation === this.store.state.current) return;
    this.go({ start: false, conversation });
  }

  /** Into a new conversation; while nobody has said a word in the newest, into that one. */
  startAnew(): void {
    const { current, conversation } = this.store.state;
    if (current !== null && conversation === null && this.wanted === null) return;
    this.go({ start: true, conversation: null });
  }

  /** Earlier conversations than those that are listed. */
  async loadRows(): Promise<void> {
    const oldest = this.store.state.rows?.reduce((a, b) => (a.id < b.id ? a : b)).id;
    if (oldest === undefined || this.session.token === null) return;
    const page = await this.options.server.conversations(this.session.token, oldest);
    this.store.apply({ type: 'local_rows', rows: page.conversations, more: page.more });
  }

  hello(): WidgetClientFrame {
    const { epoch, seq, current, conversation } = this.store.state;
    const resumes = conversation !== null && !this.afresh && this.wanted === null;
    this.afresh = false;
    return {
      type: 'hello',
      integration: this.options.integration,
      token: this.session.token ?? '',
      conversation: this.wanted ? this.wanted.conversation : resumes || this.several ? current : null,
      epoch: resumes ? epoch : null,
      seq: resumes ? seq : null,
      ...(this.wanted?.start ? { start: true } : {}),
      page: this.options.page,
      locale: this.session.locale,
    };
  }

  /** The server has greeted. */
  welcomed(): void {
    if (this.store.state.welcomed) this.wanted = null;
  }

  /** What was resumed cannot be, or may be what was refused. */
  askAfresh(): void {
    this.afresh = true;
  }

  /** A frame does not follow on what is here. */
  gap(conversation: string): void {
    this.afresh = conversation !== this.store.state.current;
  }

  /** The next one at this computer is somebody else. */
  forget(): void {
    this.wanted = null;
  }

  /** The conversation is gone, or somebody else's by now: to where this one would have begun. */
  beginAgain(): void {
    this.wanted = { start: false, conversation: null };
    this.store.apply({ type: 'local_enter', conversation: null });
    this.options.send(this.hello());
  }

  private go(wanted: Goal): void {
    this.options.onLeave();
    this.keepRow();
    this.wanted = wanted;
    this.store.apply({ type: 'local_enter', conversation: wanted.conversation });
    // Without a line the next hello goes there.
    this.options.send(this.hello());
  }

  /** What is known of the conversation that is left is what its row shows until the server says more. */
  private keepRow(): void {
    const { rows, moreRows } = this.store.state;
    const row = ownRow(this.store.state);
    if (row && rows) this.store.apply({ type: 'local_rows', rows: [row], more: moreRows });
  }
}
