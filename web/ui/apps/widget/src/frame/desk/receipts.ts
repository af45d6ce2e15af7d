import type { WidgetClientFrame } from '@frontdesk/protocol';
import { fromOtherSide } from '../store/apply.ts';
import type { Store } from '../store/store.ts';

/** At most one receipt of a kind in this span; the newest is the one that counts. */
const THROTTLE_MS = 1_000;

/** Tells the server what reached this device and what was seen. */
export class Receipts {
  private delivered = 0;
  private read = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly store: Store,
    private readonly send: (frame: WidgetClientFrame) => boolean,
    /** Whether somebody can be looking: panel open and page visible. */
    private readonly seen: () => boolean,
  ) {}

  /** Called whenever something arrived, or somebody may have begun to look. */
  consider(): void {
    if (this.timer === null && this.due()) this.give();
  }

  /** After a new `hello`: the last ones may have been lost with the line. The server's marks only grow. */
  repeat(): void {
    this.delivered = 0;
    this.read = 0;
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private due(): boolean {
    const newest = this.newest();
    return newest > this.delivered || (newest > this.read && this.seen());
  }

  private give(): void {
    const newest = this.newest();
    if (newest > this.delivered && this.send({ type: 'delivered', seq: newest })) this.delivered = newest;
    if (this.seen() && newest > this.read && this.send({ type: 'read', seq: newest })) {
      this.read = newest;
      this.store.apply({ type: 'local_read', seq: newest });
    }
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.due()) this.give();
    }, THROTTLE_MS);
  }

  /** The newest sequence that the other side has a right to hear about. */
  private newest(): number {
    return this.store.state.items.findLast(fromOtherSide)?.seq ?? 0;
  }
}
