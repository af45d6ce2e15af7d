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
  onConnected: () => void = () => {};
  private shown = false;
  private origin: string | null = null;
  /** What was told last, by kind: the host is told of changes only. */
  private readonly told = new Map<string, string>();

  constructor() {
    addEventListener('message', (event) => this.hear(event));
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
    if (!this.embedded || event.source !== window.parent) return;
    if (this.origin !== null && event.origin !== this.origin) return;
    // A page without an origin of its own (a sandbox, a file) could not be told from any other.
    if (event.origin === 'null' || !isToFrame(event.data)) return;
    const message = event.data;
    if (message.frontdesk === 'hello') {
      this.origin = event.origin;
      this.onMeta(boundedMeta(message.meta));
      this.tell({ frontdesk: 'ready' });
      this.onConnected();
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
