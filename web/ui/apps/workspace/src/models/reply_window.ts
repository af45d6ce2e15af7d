/** Until when a channel takes replies. It closes by the clock alone: no frame tells of it. */
import { type Cancel, type DeskClient, headOf, type Timers } from '@frontdesk/client/desk';

/** A browser's timer counts in 32 bits: what is further away is looked at then. */
const MOST_MS = 2_147_483_647;

export class ReplyWindow {
  private ends: { at: number; offset: number; cancel: Cancel } | null = null;

  constructor(
    private readonly conversation: string,
    private readonly client: DeskClient,
    private readonly timers: Timers,
    private readonly onClosed: () => void,
  ) {}

  /** By the server's clock; null where the channel always takes replies. */
  get closesAt(): number | null {
    return headOf(this.client.store.state, this.conversation)?.window_closes_at ?? null;
  }

  get isClosed(): boolean {
    const at = this.closesAt;
    return at !== null && at <= this.client.now();
  }

  /** Something may have changed. The clock is right once the server told its own. */
  look(): void {
    const at = this.closesAt;
    const offset = this.client.store.state.clockOffset;
    const known = this.ends;
    if (at === (known?.at ?? null) && (at === null || offset === known?.offset)) return;
    known?.cancel();
    const left = at === null ? 0 : at - this.client.now();
    const cancel = left > 0 ? this.timers.after(Math.min(left, MOST_MS), this.onClosed) : () => undefined;
    this.ends = at === null ? null : { at, offset, cancel };
  }

  dispose(): void {
    this.ends?.cancel();
  }
}
