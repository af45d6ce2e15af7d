import type { Meta } from '@frontdesk/protocol';
import { isToFrame, type ToLoader } from '../bridge.ts';
import { boundedMeta } from './text/meta.ts';

/**
 * The frame's end of the bridge to the host page.
 *
 * Only the parent window is heard. Its first `hello` fixes the origin that is spoken to and listened to from then
 * on; before it nothing is said at all. Opened by itself, without a host, the frame is always open.
 */
export class Host {
  readonly embedded = window.parent !== window;
  onShown: (open: boolean) => void = () => {};
  onMeta: (meta: Meta) => void = () => {};
  private shown = false;
  private origin: string | null = null;
  /** What was told last, by kind: the host is told of changes only. */
  private readonly told = new Map<string, string>();

  /** `begin` runs once, when there is somebody to show the frame to, with the token that the host kept for us. */
  constructor(private readonly begin: (host: Host, kept: string | null) => void) {
    if (this.embedded) addEventListener('message', (event) => this.hear(event));
    else begin(this, null);
  }

  get open(): boolean {
    return this.shown || !this.embedded;
  }

  tell(message: ToLoader): void {
    if (this.origin === null) return;
    const text = JSON.stringify(message);
    if (this.told.get(message.frontdesk) === text) return;
    this.told.set(message.frontdesk, text);
    window.parent.postMessage(message, this.origin);
  }

  askToClose(): void {
    this.told.delete('close');
    this.tell({ frontdesk: 'close' });
  }

  private hear(event: MessageEvent<unknown>): void {
    if (event.source !== window.parent) return;
    if (this.origin !== null && event.origin !== this.origin) return;
    // A page without an origin of its own (a sandbox, a file) could not be told from any other.
    if (event.origin === 'null' || !isToFrame(event.data)) return;
    const message = event.data;
    if (message.frontdesk === 'hello') {
      if (this.origin === null) {
        this.origin = event.origin;
        this.begin(this, message.kept);
        this.tell({ frontdesk: 'ready' });
      }
      this.onMeta(boundedMeta(message.meta));
      this.show(message.open);
    } else if (this.origin === null) {
      return;
    } else if (message.frontdesk === 'meta') {
      this.onMeta(boundedMeta(message.meta));
    } else {
      this.show(message.open);
    }
  }

  private show(open: boolean): void {
    this.shown = open;
    this.onShown(open);
  }
}
