import type { WidgetClientFrame } from '@frontdesk/protocol';
import { fromOtherSide } from '../store/apply.ts';
import type { Store } from '../store/store.ts';

/**
 * At most one receipt of a kind in this span; the newest is the one that counts. Who reads must look for as long:
 * a glance at a panel that opens and closes again has read nothing.
 */
const SPAN_MS = 1_000;

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
    this.delivered = new Receipt(newest, (seq) => send({ type: 'delivered', seq }), false);
    this.read = new Receipt(
      () => (seen() ? newest() : 0),
      (seq) => {
        const sent = send({ type: 'read', seq });
        if (sent) store.apply({ type: 'local_read', seq });
        return sent;
      },
      true,
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
    /** Whether what is wanted must stay so for the span before it is given. */
    private readonly dwells: boolean,
  ) {}

  consider(): void {
    const seq = this.wanted();
    if (this.timer !== null || seq <= this.given) return;
    if (this.dwells) this.wait(() => this.tell(Math.min(seq, this.wanted())));
    else if (this.tell(seq)) this.wait(() => true);
  }

  repeat(): void {
    this.given = 0;
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private tell(seq: number): boolean {
    // Without a line there is nothing to wait for: the next `welcome` asks again.
    if (seq <= this.given || !this.give(seq)) return false;
    this.given = seq;
    return true;
  }

  private wait(then: () => boolean): void {
    this.timer = setTimeout(() => {
      this.timer = null;
      if (then()) this.consider();
    }, SPAN_MS);
  }
}
