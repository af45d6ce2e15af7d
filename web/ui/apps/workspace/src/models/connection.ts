/** Whether the line is lost, told only when it was lost for longer than a hiccup. */
import { type Cancel, type DeskClient, type Timers, ViewModel } from '@frontdesk/client/desk';

export type Connection = 'fine' | 'lost' | 'outdated';

export const LOST_AFTER_MS = 1_500;

export class ConnectionModel extends ViewModel<Connection> {
  private late = false;
  private cancel: Cancel | null = null;

  constructor(
    private readonly client: DeskClient,
    private readonly timers: Timers,
  ) {
    super();
    this.own(client.onLine(() => this.check()));
    this.own(() => this.cancel?.());
    this.check();
  }

  protected compute(): Connection {
    // A server that does not understand our frames is newer or older than this page.
    if (this.client.lineStopped === 'protocol') return 'outdated';
    return this.late && this.client.lineState !== 'online' ? 'lost' : 'fine';
  }

  private check(): void {
    if (this.client.lineState === 'online') {
      this.cancel?.();
      this.cancel = null;
      this.late = false;
    } else {
      this.cancel ??= this.timers.after(LOST_AFTER_MS, () => {
        this.late = true;
        this.changed();
      });
    }
    this.changed();
  }
}
