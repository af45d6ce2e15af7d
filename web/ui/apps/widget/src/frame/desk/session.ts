/**
 * Who the end user is: a token of the server's, kept in this browser, and perhaps what their company says of them.
 *
 * Owns: the token, the identity while it is not proved, and the waits between attempts to open a session.
 */

import type { Surroundings } from '@frontdesk/client';
import type { ErrorCode, WidgetSession } from '@frontdesk/protocol';
import type { Keep } from './keep.ts';
import { type Server, ServerError } from './server.ts';

/** Between attempts: doubling from the first to the second. */
const RETRY_MS = [1_000, 30_000] as const;
/** How long a page that said that it would may take to name its visitor, before they come as anybody. */
const IDENTITY_LIMIT_MS = 5_000;
/** There is no such widget, it was switched off, or it may not stand on this page. */
const NOT_HERE: readonly ErrorCode[] = ['not_found', 'widget_off', 'origin_refused'];

export interface SessionOptions {
  readonly server: Server;
  readonly keep: Keep;
  /** The origin of the page that the widget stands on. */
  readonly page: string;
  readonly around: Surroundings;
  /** Whether the page will say who its visitor is. */
  readonly identifies: boolean;
  locale: string;
  /** Of this device, a name of the IANA database; empty where it tells none. */
  timeZone: string;
  /** `other`: it is another session than the one before. */
  onOpen(session: WidgetSession, other: boolean): void;
  onWait(): void;
  /** Nothing will come of waiting. */
  onNowhere(): void;
  onIdentified(verified: boolean): void;
  /** The identity was refused. `expired`: a fresh one may do. */
  onRefused(expired: boolean): void;
}

export class Session {
  private held: string | null;
  private identity: string | null = null;
  /** Whether the page has still to name its visitor. */
  private awaited: boolean;
  private wanted = false;
  /** Counts what was asked, so that an answer that was overtaken is known as one. */
  private asked = 0;
  private attempts = 0;
  private cancelWait: () => void = () => {};

  constructor(private readonly options: SessionOptions) {
    this.held = options.keep.token;
    this.awaited = options.identifies;
  }

  get token(): string | null {
    return this.held;
  }

  get locale(): string {
    return this.options.locale;
  }

  open(): void {
    this.wanted = true;
    if (this.awaited) {
      this.cancelWait();
      this.cancelWait = this.options.around.after(IDENTITY_LIMIT_MS, () => this.named());
    } else void this.ask();
  }

  close(): void {
    this.wanted = false;
    this.asked += 1;
    this.cancelWait();
  }

  /** The session is in use: the next wait begins at the shortest. */
  steady(): void {
    this.attempts = 0;
  }

  /** Who the visitor is, as their company signed it; `null`: it could not say. */
  identify(jwt: string | null): void {
    this.identity = jwt;
    if (jwt !== null || this.awaited) this.named();
  }

  /** The token opens nothing any more, here and on the server. Answers once that was tried. */
  async leave(): Promise<void> {
    const token = this.held;
    this.close();
    this.held = null;
    this.identity = null;
    this.awaited = false;
    this.options.keep.forget();
    if (token === null) return;
    try {
      await this.options.server.logOut(token);
    } catch {
      // It is forgotten here, and nobody else has it.
    }
  }

  /** In another language: what the admin wrote is asked for in that one. */
  async speak(locale: string): Promise<void> {
    this.options.locale = locale;
    if (this.wanted && this.held !== null) await this.ask();
  }

  /** Not before `leastMs`, where the server said so. */
  retry(leastMs = 0): void {
    const { around } = this.options;
    const [first, most] = RETRY_MS;
    const jitter = 0.5 + around.random() / 2;
    const wait = Math.max(leastMs, Math.min(most, first * 2 ** this.attempts) * jitter);
    this.attempts += 1;
    this.options.onWait();
    const again = () => {
      this.cancelWait();
      void this.ask();
    };
    const cancelTimer = around.after(wait, again);
    const cancelWake = around.onWake(again);
    this.cancelWait = () => {
      cancelTimer();
      cancelWake();
    };
  }

  private named(): void {
    this.awaited = false;
    this.cancelWait();
    if (this.wanted) void this.ask();
  }

  private async ask(): Promise<void> {
    const { server, page, locale, timeZone } = this.options;
    this.asked += 1;
    const { asked, identity, held } = this;
    try {
      const body = {
        token: held,
        locale,
        page,
        ...(timeZone === '' ? {} : { time_zone: timeZone }),
        ...(identity === null ? {} : { identity }),
      };
      const session = await server.openSession(body);
      if (asked !== this.asked) return;
      this.opened(session, identity !== null);
    } catch (error) {
      if (asked === this.asked) this.refused(error, identity !== null);
    }
  }

  private opened(session: WidgetSession, proved: boolean): void {
    const other = this.held !== null && this.held !== session.token;
    this.held = session.token;
    if (proved) this.identity = null;
    this.options.keep.remember(session.token);
    this.options.onOpen(session, other);
    if (proved) this.options.onIdentified(session.verified ?? false);
  }

  private refused(error: unknown, proving: boolean): void {
    const { code, retryAfterMs } = error instanceof ServerError ? error : { code: null, retryAfterMs: 0 };
    if (code !== null && NOT_HERE.includes(code)) {
      this.close();
      this.options.onNowhere();
    } else if (proving && code?.startsWith('identity_')) {
      // Without it the end user is whoever they were before, and may talk all the same.
      this.identity = null;
      this.options.onRefused(code === 'identity_expired');
      void this.ask();
    } else this.retry(retryAfterMs);
  }
}
