import type { Meta } from '@frontdesk/protocol';
import { type Arrived, type Fault, isToFrame, type ToFrame, type ToLoader } from '../bridge.ts';
import { boundedMeta } from './text/meta.ts';

/** What the host knew when it said hello. */
export interface Greeting {
  /** The token that the host kept for us. */
  readonly kept: string | null;
  /** Whether it will say who its visitor is. */
  readonly identifies: boolean;
}

/** A level, told when it is another than before. */
type Level = Extract<ToLoader, { frontdesk: 'unread' | 'brand' | 'keep' }>;

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
  onLocale: (locale: string, reader?: string) => void = () => {};
  onIdentity: (jwt: string | null) => void = () => {};
  onLogout: () => void = () => {};
  private shown = false;
  private origin: string | null = null;
  private readonly told = new Map<string, string>();

  /** `begin` runs once, when there is somebody to show the frame to. */
  constructor(private readonly begin: (host: Host, greeting: Greeting) => void) {
    if (this.embedded) addEventListener('message', (event) => this.hear(event));
    else begin(this, { kept: null, identifies: false });
  }

  /** The origin of the page that the widget stands on: this one's own where it stands by itself. */
  get page(): string {
    return this.origin ?? location.origin;
  }

  get open(): boolean {
    return this.shown || !this.embedded;
  }

  tell(message: Level): void {
    const text = JSON.stringify(message);
    if (this.origin === null || this.told.get(message.frontdesk) === text) return;
    this.told.set(message.frontdesk, text);
    this.say(message);
  }

  askToClose(): void {
    this.say({ frontdesk: 'close' });
  }

  wantIdentity(): void {
    this.say({ frontdesk: 'identity_wanted' });
  }

  identified(verified: boolean): void {
    this.say({ frontdesk: 'identified', verified });
  }

  arrived(message: Arrived): void {
    this.say({ frontdesk: 'message', message });
  }

  failed(code: Fault): void {
    this.say({ frontdesk: 'error', code });
  }

  private say(message: ToLoader): void {
    if (this.origin !== null) window.parent.postMessage(message, this.origin);
  }

  private hear(event: MessageEvent<unknown>): void {
    if (event.source !== window.parent) return;
    if (this.origin !== null && event.origin !== this.origin) return;
    // A page without an origin of its own (a sandbox, a file) could not be told from any other.
    if (event.origin === 'null' || !isToFrame(event.data)) return;
    if (event.data.frontdesk === 'hello') this.greeted(event.data, event.origin);
    else if (this.origin !== null) this.heed(event.data);
  }

  private greeted(hello: Extract<ToFrame, { frontdesk: 'hello' }>, origin: string): void {
    if (this.origin === null) {
      this.origin = origin;
      this.begin(this, { kept: hello.kept, identifies: hello.identifies });
      this.say({ frontdesk: 'ready' });
    }
    this.onMeta(boundedMeta(hello.meta));
    this.show(hello.open);
  }

  private heed(message: Exclude<ToFrame, { frontdesk: 'hello' }>): void {
    switch (message.frontdesk) {
      case 'shown':
        this.show(message.open);
        break;
      case 'meta':
        this.onMeta(boundedMeta(message.meta));
        break;
      case 'locale':
        this.onLocale(message.locale, message.reader);
        break;
      case 'identity':
        this.onIdentity(message.jwt);
        break;
      case 'logout':
        this.told.clear();
        this.onLogout();
        break;
    }
  }

  private show(open: boolean): void {
    this.shown = open;
    this.onShown(open);
  }
}
