/** The time as the lists show it: coarse, so that what does not change is not drawn again. */
import { type Cancel, type DeskClient, type Timers, ViewModel } from '@frontdesk/client/desk';

const STEP_MS = 15_000;

export class ClockModel extends ViewModel<number> {
  private cancel: Cancel;

  constructor(
    private readonly client: DeskClient,
    private readonly timers: Timers,
  ) {
    super();
    this.cancel = timers.after(STEP_MS, () => this.step());
    this.own(() => this.cancel());
    // The first `welcome` corrects our clock by the server's.
    this.own(client.onLine(() => this.changed()));
  }

  protected compute(): number {
    return this.client.now();
  }

  private step(): void {
    this.cancel = this.timers.after(STEP_MS, () => this.step());
    this.changed();
  }
}
