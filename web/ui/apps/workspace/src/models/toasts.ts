/** Short words at the upper right, for what did not go as asked. */

import { type Cancel, type Failure, type Timers, ViewModel } from '@frontdesk/client/desk';
import type { ErrorBody } from '@frontdesk/protocol';

export type Toast =
  | { what: 'refused'; error: ErrorBody }
  | { what: 'unreachable' }
  | { what: 'offer_gone'; requester: string; winner: string | null }
  | { what: 'offer_missed'; requester: string }
  | { what: 'file_refused'; name: string; why: 'too_large' | 'type' | 'too_many' | 'empty' };

export interface ShownToast {
  readonly id: number;
  readonly toast: Toast;
}

export const TOAST_LASTS_MS = 8_000;
const MOST = 4;

export class ToastsModel extends ViewModel<readonly ShownToast[]> {
  private toasts: readonly ShownToast[] = [];
  private next = 1;
  private readonly ends = new Map<number, Cancel>();

  constructor(private readonly timers: Timers) {
    super();
    this.own(() => {
      for (const cancel of this.ends.values()) cancel();
    });
  }

  show(toast: Toast): void {
    const id = this.next++;
    this.toasts = [...this.toasts, { id, toast }].slice(-MOST);
    this.ends.set(
      id,
      this.timers.after(TOAST_LASTS_MS, () => this.dismiss(id)),
    );
    this.changed();
  }

  failure(failure: Failure): void {
    this.show(failure.is === 'refused' ? { what: 'refused', error: failure.error } : { what: 'unreachable' });
  }

  readonly dismiss = (id: number): void => {
    this.ends.get(id)?.();
    this.ends.delete(id);
    this.toasts = this.toasts.filter((shown) => shown.id !== id);
    this.changed();
  };

  protected compute(): readonly ShownToast[] {
    return this.toasts;
  }
}
