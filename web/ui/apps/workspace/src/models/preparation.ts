/** What macros prepared in one composer, until it is submitted or discarded; kept over a reload. */
import type { Drafts } from '@frontdesk/client/desk';
import type { AppliedMacro } from '@frontdesk/protocol';
import { type Prepared, prepare, preparedFrom } from './prepared';
import type { WrittenMode } from './ways';

/** What is to stand in a box. */
export interface Writing {
  readonly mode: WrittenMode;
  readonly text: string;
}

export class Preparation {
  private held: Prepared | null;
  /** The box before and after a macro wrote into it: discarding brings the former back, if it is still the latter. */
  private written: { mode: WrittenMode; before: string; after: string } | null = null;

  constructor(
    private readonly conversation: string,
    private readonly shelf: Drafts,
    private readonly textOf: (mode: WrittenMode) => string,
  ) {
    this.held = preparedFrom(shelf.readWaiting(conversation));
  }

  get now(): Prepared | null {
    return this.held;
  }

  /** Holds a macro's changes; its words go below what stands in the box. */
  add(applied: AppliedMacro): Writing | null {
    this.set(prepare(this.held, applied));
    const { reply } = applied;
    if (!reply) return null;
    const mode = reply.internal ? 'note' : 'reply';
    const before = this.textOf(mode);
    const after = before.trim() === '' ? reply.text : `${before.trimEnd()}\n${reply.text}`;
    this.written = { mode, before: this.written?.after === before ? this.written.before : before, after };
    return { mode, text: after };
  }

  /** Prepares nothing any more; gives what stood in the box before, where nobody wrote since. */
  discard(): Writing | null {
    const { written } = this;
    this.settle();
    if (!written || this.textOf(written.mode) !== written.after) return null;
    return { mode: written.mode, text: written.before };
  }

  /** It was submitted. */
  settle(): void {
    this.set(null);
    this.written = null;
  }

  /** What was refused is to be submitted again, unless something else was prepared meanwhile. */
  holdAgain(prepared: Prepared): void {
    this.set(this.held ?? prepared);
  }

  private set(prepared: Prepared | null): void {
    this.held = prepared;
    this.shelf.writeWaiting(this.conversation, prepared);
  }
}
