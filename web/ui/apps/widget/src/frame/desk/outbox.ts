import type { Surroundings } from '@frontdesk/client';
import type {
  Content,
  ErrorBody,
  ErrorCode,
  Meta,
  Say,
  WidgetClientFrame,
  WidgetServerFrame,
} from '@frontdesk/protocol';
import { drawCommandId } from '../store/command_id.ts';
import type { Pending } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { type Keep, UNSENT_LIMIT } from './keep.ts';

/** A line that is up and gives no answer for so long has lost it; the next line gets the message again. */
const ANSWER_LIMIT_MS = 20_000;
/** How often a message that met a busy server is tried again by itself, and after how long where it does not say. */
const BUSY_RETRIES = 8;
const BUSY_WAIT_MS = 2_000;
const BUSY: ReadonlySet<ErrorCode> = new Set([
  'too_many_requests',
  'busy',
  'draining',
  'storage_unavailable',
]);

export interface Way {
  send(frame: WidgetClientFrame): boolean;
  /** Gives up on the present connection for a new one. */
  renew(): void;
}

/**
 * What the end user said and the server has not recorded yet. It outlives line and page and keeps its command id
 * however often it is sent. One at a time is under way: a server that is busy with one cannot mix up their order.
 */
export class Outbox {
  /** The ids that lie in storage by our hand; those of other tabs are theirs to forget. */
  private readonly kept = new Set<string>();
  private readonly tries = new Map<string, number>();
  private underWay: { id: string; cancel: () => void } | null = null;
  private hold: (() => void) | null = null;

  constructor(
    private readonly store: Store,
    private readonly keep: Keep,
    private readonly way: Way,
    private readonly around: Surroundings,
  ) {
    const pending = keep.unsent();
    for (const one of pending) this.kept.add(one.id);
    if (pending.length > 0) store.apply({ type: 'local_restored', pending });
  }

  /** Shows it at once and sends it as soon as there is a line. `false`: too much is waiting already. */
  add(say: Say, content: Content | null, meta: Meta): boolean {
    if (this.store.state.pending.length >= UNSENT_LIMIT) return false;
    const pending: Pending = {
      id: drawCommandId(),
      say,
      meta,
      conversation: this.store.state.current,
      content,
      at: this.around.now() + this.store.state.clockAhead,
      phase: { is: 'waiting' },
    };
    this.keep.keepUnsent(pending);
    this.kept.add(pending.id);
    this.store.apply({ type: 'local_queued', pending });
    this.flush();
    return true;
  }

  /** A refused message once more, under its old id: the server may have done more than it could say. */
  retry(id: string): void {
    this.tries.delete(id);
    this.store.apply({ type: 'local_waiting', id });
    this.flush();
  }

  /** Everything that waits, for good. */
  forget(): void {
    this.lineLost();
    for (const { id } of this.store.state.pending) this.drop(id);
  }

  drop(id: string): void {
    this.store.apply({ type: 'local_dropped', id });
    this.forgetSettled();
  }

  /** After the store has applied the frame. */
  hear(frame: WidgetServerFrame): void {
    if (frame.type === 'welcome') this.keepPlaces();
    if (frame.type === 'done') this.answered(frame.id);
    if (frame.type === 'refused' && frame.id !== null) this.refused(frame.id, frame.error);
    this.forgetSettled();
    this.flush();
  }

  /** The line is gone, and with it the answer that was still to come. */
  lineLost(): void {
    this.hold?.();
    this.hold = null;
    this.underWay?.cancel();
    this.underWay = null;
  }

  private flush(): void {
    if (this.hold || this.underWay) return;
    const next = this.store.state.pending.find((one) => one.phase.is === 'waiting');
    // In which conversation we are comes with the welcome.
    if (!next || next.conversation === null) return;
    const { id, say, meta, conversation } = next;
    if (!this.way.send({ type: 'send', id, say, meta, conversation })) return;
    const cancel = this.around.after(ANSWER_LIMIT_MS, () => this.way.renew());
    this.underWay = { id: next.id, cancel };
    this.store.apply({ type: 'local_sent', id: next.id });
  }

  /** Where each message belongs is known now; another visit must not take it elsewhere. */
  private keepPlaces(): void {
    for (const one of this.store.state.pending) if (this.kept.has(one.id)) this.keep.keepUnsent(one);
  }

  private answered(id: string): void {
    this.tries.delete(id);
    if (this.underWay?.id !== id) return;
    this.underWay.cancel();
    this.underWay = null;
  }

  /** A server that is busy says when to come again; everything else is for the end user to decide. */
  private refused(id: string, error: ErrorBody): void {
    const tries = this.tries.get(id) ?? 0;
    this.answered(id);
    if (BUSY.has(error.code) && tries < BUSY_RETRIES) {
      this.tries.set(id, tries + 1);
      this.store.apply({ type: 'local_waiting', id });
      this.waitFor(error.retry_after_ms ?? BUSY_WAIT_MS);
    } else if (this.store.state.pending.some((one) => one.id === id && one.content === null)) {
      // What has no bubble has no Retry either; its button is there again.
      this.store.apply({ type: 'local_dropped', id });
    }
  }

  private waitFor(ms: number): void {
    this.hold?.();
    this.hold = this.around.after(ms, () => {
      this.hold = null;
      this.flush();
    });
  }

  /** What the server has recorded needs no keeping. */
  private forgetSettled(): void {
    const unsettled = new Set(
      this.store.state.pending.filter((one) => one.phase.is !== 'recorded').map((one) => one.id),
    );
    if (this.underWay && !unsettled.has(this.underWay.id)) this.answered(this.underWay.id);
    for (const id of this.kept) {
      if (unsettled.has(id)) continue;
      this.kept.delete(id);
      this.keep.forgetUnsent(id);
    }
  }
}
