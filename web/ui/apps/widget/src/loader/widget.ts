import { type Fault, isToLoader, type ToFrame, type ToLoader } from '../bridge.ts';
import { mistake } from './api.ts';
import type { Face } from './face.ts';
import type { Fetched } from './fetch.ts';
import { keep, kept } from './kept.ts';
import { Page } from './page.ts';
import type { Settings } from './settings.ts';

const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';
/** A frame that has not answered by then came from a server that was away; another is fetched. */
const FRAME_LIMIT_MS = 15_000;

/** Faults after which there is nothing to show. */
const UNSHOWN = {
  unknown_integration: 'it does not exist',
  unknown: 'it does not exist',
  disabled: 'it is switched off',
  origin: 'it may not stand on this page',
} as const;

type Listener = (detail: unknown) => void;

/** A token of the site's own making, or what fetches one: asked again when the last has expired. */
export type Identity = string | (() => string | Promise<string>);

/** The bubble, the panel and this end of the bridge. The frame itself is fetched when the page is idle. */
export class Widget {
  private readonly host = document.createElement('frontdesk-widget');
  private readonly panel = document.createElement('div');
  /** Before it came nothing is seen of us. */
  private face: Face | null = null;
  private launcherShows = true;
  private unread = 0;
  /** Whether the frame is to be fetched as soon as there is a place for it. */
  private wanted = false;
  private gone = false;
  private readonly page = new Page(this.host);
  private readonly listeners = new Map<string, Set<Listener>>();
  private frame: HTMLIFrameElement | null = null;
  private patience: ReturnType<typeof setTimeout> | undefined;
  /** Whether the frame has answered: before that it knows nothing of us. */
  private ready = false;
  private open = false;
  private meta: ToFrame & { frontdesk: 'meta' } = { frontdesk: 'meta', meta: { fields: [], tags: [] } };
  private identity: Identity | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly fetchFace: (settings: Settings, attempt: number) => Promise<Fetched>,
  ) {
    this.host.attachShadow({ mode: 'open' });
    this.panel.role = 'dialog';
    this.dress();
    addEventListener('message', this.hear);
    if (document.readyState === 'complete') this.begin();
    else addEventListener('load', this.begin, { once: true });
    void this.meet(0);
  }

  get isOpen(): boolean {
    return this.open;
  }

  show(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    if (open) this.load();
    this.dress();
    this.face?.expanded(open);
    this.page.covered(open);
    if (open) this.frame?.focus();
    else if (document.activeElement === this.host) this.face?.launcher.element.focus();
    this.tell({ frontdesk: 'shown', open });
    this.emit(open ? 'open' : 'close', null);
  }

  showLauncher(shown: boolean): void {
    this.launcherShows = shown;
    this.face?.shows(shown);
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

  speak(locale: string): void {
    this.settings.locale = locale;
    this.say();
    this.tell({ frontdesk: 'locale', ...this.spoken });
  }

  /** Who the visitor is, in the site's own signed words. */
  identify(identity: Identity): void {
    this.identity = identity;
    if (this.ready) void this.prove();
  }

  /** The next person at this computer is somebody else. */
  logout(): void {
    this.identity = null;
    keep(this.settings.integration, null);
    this.tell({ frontdesk: 'logout' });
  }

  destroy(): void {
    this.gone = true;
    if (this.open) this.page.covered(false);
    removeEventListener('message', this.hear);
    removeEventListener('load', this.begin);
    clearTimeout(this.patience);
    this.listeners.clear();
    this.page.leave();
  }

  /** What is spoken; and what was wished for, where that is another language: it may run the other way. */
  private get spoken(): { locale: string; reader?: string } {
    const { locale } = this;
    const reader = this.settings.locale || navigator.language;
    return reader === locale ? { locale } : { locale, reader };
  }

  private get locale(): string {
    const { locale } = this.settings;
    const wanted = locale ? [locale] : navigator.languages;
    return this.face?.spoken(wanted) ?? wanted[0] ?? 'en';
  }

  /** Asks until the server answers: a page may stay open for longer than a server is away. */
  private async meet(attempt: number): Promise<void> {
    try {
      const { look, Face } = await this.fetchFace(this.settings, attempt);
      if (this.gone) return;
      if ('off' in look) this.failed(look.off);
      else
        this.wear(
          new Face({ ...this.settings, look, host: this.host, panel: this.panel, press: this.press }),
        );
    } catch {
      if (!this.gone) setTimeout(() => this.meet(attempt + 1), FRAME_LIMIT_MS);
    }
  }

  private readonly press = (): void => this.show(!this.open);

  private wear(face: Face): void {
    this.face = face;
    face.shows(this.launcherShows);
    face.expanded(this.open);
    face.launcher.unread(this.unread);
    this.say();
    if (this.wanted) this.load();
  }

  /** The page's own part, in the language of whoever reads it. */
  private say(): void {
    const title = this.face?.speak(this.locale, this.open) ?? '';
    this.panel.ariaLabel = title;
    if (this.frame) this.frame.title = title;
  }

  private readonly begin = (): void => {
    this.page.enter();
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1500));
    idle(() => this.load());
  };

  private load(): void {
    this.wanted = true;
    if (this.frame || !this.face) return;
    const { origin, integration } = this.settings;
    const frame = document.createElement('iframe');
    this.frame = frame;
    frame.title = this.panel.ariaLabel ?? '';
    frame.src = `${origin}/widget/frame?${new URLSearchParams({ integration, ...this.spoken })}`;
    // On the server's own pages a sandbox could be left by its inmate and only makes the browser warn.
    if (origin !== location.origin) frame.setAttribute('sandbox', SANDBOX);
    frame.allow = 'autoplay; clipboard-write';
    frame.onload = () => this.greet();
    this.panel.append(frame);
    this.patience = setTimeout(() => this.fetchAgain(), FRAME_LIMIT_MS);
  }

  /** With each load: a page that moves the widget about in itself makes its frame begin anew. */
  private greet(): void {
    this.ready = false;
    this.dress();
    const { open, meta } = this;
    const identifies = this.identity !== null;
    this.post({
      frontdesk: 'hello',
      open,
      meta: meta.meta,
      kept: kept(this.settings.integration),
      identifies,
    });
  }

  private fetchAgain(): void {
    if (this.ready) return;
    this.frame?.remove();
    this.frame = null;
    if (this.open) this.load();
  }

  private tell(message: ToFrame): void {
    if (this.ready) this.post(message);
  }

  private post(message: ToFrame): void {
    this.frame?.contentWindow?.postMessage(message, this.settings.origin);
  }

  private readonly hear = (event: MessageEvent<unknown>): void => {
    if (event.source === null || event.source !== this.frame?.contentWindow) return;
    if (event.origin === this.settings.origin && isToLoader(event.data)) this.heed(event.data);
  };

  private heed(message: ToLoader): void {
    switch (message.frontdesk) {
      case 'ready':
        this.answered();
        break;
      case 'close':
        this.show(false);
        this.face?.launcher.element.focus();
        break;
      case 'keep':
        keep(this.settings.integration, message.token);
        break;
      case 'unread':
        this.unread = message.count;
        this.face?.launcher.unread(message.count);
        if (message.count > 0) this.face?.met();
        this.emit('unread', message.count);
        break;
      case 'brand':
        this.face?.paint(message.fill, message.ink);
        break;
      case 'message':
        this.emit('message', message.message);
        break;
      case 'identified':
        this.emit('identified', { verified: message.verified });
        break;
      case 'identity_wanted':
        if (typeof this.identity === 'function') void this.prove();
        else this.failed('identity_expired');
        break;
      case 'error':
        this.failed(message.code);
        break;
    }
  }

  private answered(): void {
    this.ready = true;
    clearTimeout(this.patience);
    this.dress();
    // Between our `hello` and this the launcher may have been pressed and the page have said more.
    this.post(this.meta);
    this.post({ frontdesk: 'shown', open: this.open });
    // What cannot be seen takes no focus, and until now it could not be.
    if (this.open && document.activeElement === this.host) this.frame?.focus();
    if (this.identity !== null) void this.prove();
    this.emit('ready', null);
  }

  private async prove(): Promise<void> {
    const { identity } = this;
    let jwt: unknown = null;
    try {
      jwt = typeof identity === 'function' ? await identity() : identity;
    } catch (error) {
      reportError(error);
    }
    // Meanwhile the page may have named somebody else, or nobody.
    if (identity !== this.identity) return;
    const given = typeof jwt === 'string' ? jwt : null;
    this.tell({ frontdesk: 'identity', jwt: given });
    if (given === null) this.failed('identity_failed');
  }

  private failed(code: Fault): void {
    this.emit('error', { code });
    const reason = code in UNSHOWN ? UNSHOWN[code as keyof typeof UNSHOWN] : null;
    if (reason === null) return;
    const { integration, origin } = this.settings;
    mistake(`the widget ${integration} of ${origin} is not shown: ${reason}`);
    this.destroy();
  }

  private dress(): void {
    this.panel.className = `panel ${this.open ? '' : 'shut'} ${this.ready ? '' : 'wait'}`;
  }

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
