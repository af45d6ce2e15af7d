import { isToLoader, type ToFrame } from '../bridge.ts';
import { keep, kept } from './kept.ts';
import { Launcher } from './launcher.ts';
import type { Settings } from './settings.ts';
import { style } from './style.ts';

const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

type Listener = (detail: unknown) => void;

/** The bubble, the panel and this end of the bridge. The frame itself is fetched when the page is idle. */
export class Widget {
  private readonly host = document.createElement('frontdesk-widget');
  private readonly panel = document.createElement('div');
  private readonly launcher: Launcher;
  private readonly listeners = new Map<string, Set<Listener>>();
  private frame: HTMLIFrameElement | null = null;
  /** Whether the frame has answered: before that it knows nothing of us. */
  private ready = false;
  private open = false;
  private meta: ToFrame & { frontdesk: 'meta' } = { frontdesk: 'meta', meta: { fields: [], tags: [] } };
  private pageOverflow = '';

  constructor(private readonly settings: Settings) {
    this.launcher = new Launcher(settings.locale || navigator.language, () => this.show(!this.open));
    const root = this.host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    this.panel.className = 'shut';
    root.append(this.launcher.element, this.panel);
    this.paint(settings.color, '#ffffff');
    addEventListener('message', this.hear);
    for (const event of ['resize', 'scroll']) window.visualViewport?.addEventListener(event, this.fit);
    const begin = () => {
      document.body.append(this.host);
      const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1500));
      idle(() => this.load());
    };
    if (document.readyState === 'complete') begin();
    else addEventListener('load', begin, { once: true });
  }

  show(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    if (open) this.load();
    this.panel.className = open ? '' : 'shut';
    this.launcher.expanded(open);
    this.lockPage(open);
    this.fit();
    if (open) this.frame?.focus();
    else if (document.activeElement === this.host) this.launcher.element.focus();
    this.tell({ frontdesk: 'shown', open });
    this.emit(open ? 'open' : 'close', null);
  }

  listen(command: 'on' | 'off', event: string, listener: Listener): void {
    const all = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, all);
    if (command === 'on') all.add(listener);
    else all.delete(listener);
  }

  /** What the page says about its visitor. The frame brings it into bounds; the server trusts none of it. */
  describe(meta: { fields: unknown[]; tags: unknown[] }): void {
    // A copy through JSON: functions and the like could not cross the bridge.
    this.meta = { frontdesk: 'meta', meta: JSON.parse(JSON.stringify(meta)) };
    this.tell(this.meta);
  }

  destroy(): void {
    if (this.open) this.lockPage(false);
    removeEventListener('message', this.hear);
    for (const event of ['resize', 'scroll']) window.visualViewport?.removeEventListener(event, this.fit);
    this.listeners.clear();
    this.host.remove();
  }

  private load(): void {
    if (this.frame) return;
    const { origin, integration, locale } = this.settings;
    const frame = document.createElement('iframe');
    this.frame = frame;
    frame.title = 'Messaging';
    frame.src = `${origin}/widget/frame?${new URLSearchParams(locale ? { integration, locale } : { integration })}`;
    // On the server's own pages a sandbox could be left by its inmate and only makes the browser warn.
    if (origin !== location.origin) frame.setAttribute('sandbox', SANDBOX);
    frame.allow = 'autoplay; clipboard-write';
    frame.onload = () =>
      this.post({ frontdesk: 'hello', open: this.open, meta: this.meta.meta, kept: kept(integration) });
    this.panel.append(frame);
  }

  private tell(message: ToFrame): void {
    if (this.ready) this.post(message);
  }

  private post(message: ToFrame): void {
    this.frame?.contentWindow?.postMessage(message, this.settings.origin);
  }

  private readonly hear = (event: MessageEvent<unknown>): void => {
    if (event.source === null || event.source !== this.frame?.contentWindow) return;
    if (event.origin !== this.settings.origin || !isToLoader(event.data)) return;
    const message = event.data;
    if (message.frontdesk === 'ready') {
      this.ready = true;
      // Between our `hello` and this the launcher may have been pressed and the page have said more.
      this.post(this.meta);
      this.post({ frontdesk: 'shown', open: this.open });
      this.emit('ready', null);
    } else if (message.frontdesk === 'close') {
      this.show(false);
      this.launcher.element.focus();
    } else if (message.frontdesk === 'keep') {
      keep(this.settings.integration, message.token);
    } else if (message.frontdesk === 'unread') {
      this.launcher.unread(message.count);
      this.emit('unread', message.count);
    } else {
      this.paint(message.fill, message.ink);
    }
  };

  private paint(fill: string, ink: string): void {
    this.host.style.setProperty('--fill', fill);
    this.host.style.setProperty('--ink', ink);
  }

  /** On a phone the panel covers the page, which must not scroll behind it. */
  private lockPage(lock: boolean): void {
    const { style } = document.documentElement;
    if (!lock) style.overflow = this.pageOverflow;
    else this.pageOverflow = style.overflow;
    if (lock && matchMedia('(max-width:480px)').matches) style.overflow = 'hidden';
  }

  /** What the on-screen keyboard leaves is ours; the frame itself cannot see that. */
  private readonly fit = (): void => {
    const view = window.visualViewport;
    if (!view) return;
    this.host.style.setProperty('--height', `${view.height}px`);
    this.host.style.setProperty('--top', `${view.offsetTop}px`);
  };

  private emit(event: string, detail: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) {
      try {
        listener(detail);
      } catch (error) {
        // The page's own mistake must not stop the widget; it is reported as any other.
        reportError(error);
      }
    }
  }
}
