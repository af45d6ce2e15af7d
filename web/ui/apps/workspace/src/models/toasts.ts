/** Short words at the upper right: for what did not go as asked, and for what was done and can be undone. */

import { type Cancel, type Failure, type Outcome, type Timers, ViewModel } from '@frontdesk/client/desk';
import type { ChannelKind, ErrorBody } from '@frontdesk/protocol';
import type { Texts } from '../i18n/en';

/** Words in the reader's language: the model does not know which one that is. */
export type Saying = (t: Texts) => string;

export type Toast =
  /** Something was done; with `undo` there is a button that takes it back. */
  | { what: 'said'; text: Saying; tone: 'good' | 'bad'; undo: (() => void) | null }
  | { what: 'refused'; error: ErrorBody }
  | { what: 'unreachable' }
  | { what: 'offer_gone'; requester: string; winner: string | null }
  | { what: 'offer_missed'; requester: string }
  /** Work came without an offer. */
  | { what: 'assigned'; requester: string; channel: ChannelKind; open: () => void }
  | { what: 'file_refused'; name: string; why: 'too_large' | 'type' | 'too_many' | 'empty' };

export interface ShownToast {
  readonly id: number;
  readonly toast: Toast;
}

/** What waits for its end: how long it has left, and since when it counts; null while it is held. */
interface Ending {
  readonly cancel: Cancel | null;
  readonly left: number;
  readonly since: number;
}

export const TOAST_LASTS_MS = 8_000;
const MOST = 4;

export class ToastsModel extends ViewModel<readonly ShownToast[]> {
  private toasts: readonly ShownToast[] = [];
  private next = 1;
  private readonly ends = new Map<number, Ending>();

  constructor(private readonly timers: Timers) {
    super();
    this.own(() => {
      for (const { cancel } of this.ends.values()) cancel?.();
    });
  }

  /** Answers with the way to take it away before its time. */
  show(toast: Toast): () => void {
    const id = this.next++;
    this.toasts = [...this.toasts, { id, toast }];
    for (const { id: oldest } of this.toasts.slice(0, -MOST)) this.dismiss(oldest);
    this.count(id, TOAST_LASTS_MS);
    this.changed();
    return () => this.dismiss(id);
  }

  /** Tells that something was done. */
  readonly say = (text: Saying): (() => void) => this.show({ what: 'said', text, tone: 'good', undo: null });

  /** Tells that something was done, with a button that takes it back; `undo` runs at most once. */
  readonly undo = (text: Saying, undo: () => void): (() => void) =>
    this.show({ what: 'said', text, tone: 'good', undo });

  /** Takes back what was done last, as its button does. */
  readonly undoLatest = (): void => {
    const latest = this.toasts.findLast(({ toast }) => toast.what === 'said' && toast.undo !== null);
    if (latest) this.undoOf(latest.id);
  };

  readonly undoOf = (id: number): void => {
    const shown = this.toasts.find((one) => one.id === id);
    this.dismiss(id);
    if (shown?.toast.what === 'said') shown.toast.undo?.();
  };

  /** Tells why a command was refused; of one that was done its effect tells. */
  readonly answered = (outcome: Outcome): void => {
    if (outcome.is === 'refused') this.show({ what: 'refused', error: outcome.error });
  };

  failure(failure: Failure): void {
    this.show(failure.is === 'refused' ? { what: 'refused', error: failure.error } : { what: 'unreachable' });
  }

  /** While somebody points at a toast or has the focus in it, none goes away. */
  readonly hold = (held: boolean): void => {
    for (const [id, { cancel, left, since }] of this.ends) {
      if (held === (cancel === null)) continue;
      cancel?.();
      if (held) {
        const rest = Math.max(1_000, left - (this.timers.now() - since));
        this.ends.set(id, { cancel: null, left: rest, since });
      } else this.count(id, left);
    }
  };

  readonly dismiss = (id: number): void => {
    this.ends.get(id)?.cancel?.();
    this.ends.delete(id);
    this.toasts = this.toasts.filter((shown) => shown.id !== id);
    this.changed();
  };

  protected compute(): readonly ShownToast[] {
    return this.toasts;
  }

  private count(id: number, left: number): void {
    const cancel = this.timers.after(left, () => this.dismiss(id));
    this.ends.set(id, { cancel, left, since: this.timers.now() });
  }
}
