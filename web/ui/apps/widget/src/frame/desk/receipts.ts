import type { WidgetClientFrame } from '@frontdesk/protocol';
import { fromOtherSide } from '../store/apply.ts';
import type { Store } from '../store/store.ts';

/** At most one receipt of a kind in this span; the newest is the one that counts. */
const THROTTLE_MS = 1_000;

/** Tells the server what reached this device and what was seen. */
export class Receipts {
  private readonly delivered: Receipt;
  private readonly read: Receipt;

  constructor(
    store: Store,
    send: (frame: WidgetClientFrame) => boolean,
    /** Whether somebody can be looking: panel open and page visible. */
    seen: () => boolean,
  ) {
    // Only what the other side said asks for a receipt.
    const newest = () => store.state.items.findLast(fromOtherSide)?.seq ?? 0;
    this.delivered = new Receipt(newest, (seq) => send({ type: 'delivered', seq }));
    this.read = new Receipt(
      () => (seen() ? newest() : 0),
      (seq) => {
        const sent = send({ type: 'read', seq });
        if (sent) store.apply({ type: 'local_read', seq });
        return sent;
      },
    );
  }

  /** Called whenever something arrived, or somebody may have begun to look. */
  consider(): void {
    this.delivered.consider();
    this.read.consider();
  }

  /** After a new `hello`: the last ones may have been lost with the line. The server's marks only grow. */
  repeat(): void {
    this.delivered.repeat();
    this.read.repeat();
  }

  dispose(): void {
    this.delivered.dispose();
    this.read.dispose();
  }
}

class Receipt {
  private given = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly wanted: () => number,
    private readonly give: (seq: number) => boolean,
  ) {}

  consider(): void {
    const seq = this.wanted();
    // Without a line there is nothing to wait for: the next `welcome` asks again.
    if (this.timer !== null || seq <= this.given || !this.give(seq)) return;
    this.given = seq;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.consider();
    }, THROTTLE_MS);
  }

  repeat(): void {
    this.given = 0;
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
