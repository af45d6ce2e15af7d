/** Short words at the edge of the screen: what was done, or why it was not. */
import { type Cancel, type Timers, ViewModel } from '@frontdesk/client/desk';
import type { SayWith } from './say';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly say: SayWith;
}

export const GOOD_LASTS_MS = 4_000;
/** Longer: it has to be read, and something has to be done about it. */
export const BAD_LASTS_MS = 10_000;
const MOST = 4;

export class ToastsModel extends ViewModel<readonly Toast[]> {
  private toasts: readonly Toast[] = [];
  private next = 1;
  private readonly ends = new Map<number, Cancel>();

  constructor(private readonly timers: Timers) {
    super();
    this.own(() => {
      for (const cancel of this.ends.values()) cancel();
    });
  }

  readonly good = (say: SayWith): void => this.show('good', say, GOOD_LASTS_MS);

  readonly bad = (say: SayWith): void => this.show('bad', say, BAD_LASTS_MS);

  readonly dismiss = (id: number): void => {
    this.ends.get(id)?.();
    this.ends.delete(id);
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
    this.changed();
  };

  protected compute(): readonly Toast[] {
    return this.toasts;
  }

  private show(tone: Toast['tone'], say: SayWith, lastsMs: number): void {
    const id = this.next++;
    const kept = [...this.toasts, { id, tone, say }];
    for (const { id: old } of kept.slice(0, -MOST)) this.ends.get(old)?.();
    this.toasts = kept.slice(-MOST);
    this.ends.set(
      id,
      this.timers.after(lastsMs, () => this.dismiss(id)),
    );
    this.changed();
  }
}
