/**
 * The frame's side of the exchange with the server: session, socket, store, and what waits to be sent.
 *
 * Owns: the store, the line, receipts and typing. Everything that changes on screen passes through `store.apply`.
 */

import {
  browserSurroundings,
  Line,
  type LineState,
  type StopReason,
  type Surroundings,
} from '@frontdesk/client';
import type {
  Content,
  ErrorCode,
  Meta,
  Say,
  WidgetClientFrame,
  WidgetServerFrame,
  WidgetSettings,
} from '@frontdesk/protocol';
import { Store } from '../store/store.ts';
import type { Keep } from './keep.ts';
import { Outbox } from './outbox.ts';
import { Receipts } from './receipts.ts';
import { type Server, ServerError } from './server.ts';
import { Typing } from './typing.ts';

const KNOWN: readonly WidgetServerFrame['type'][] = [
  'welcome',
  'conversation',
  'typing',
  'done',
  'refused',
  'closing',
  'pong',
];
/** A typing sign that is not renewed is over; the other side renews it more often. */
const TYPING_EXPIRY_MS = 5_000;
/** Between attempts to open a session: doubling from the first to the second. */
const SESSION_RETRY_MS = [1_000, 30_000] as const;
const OLDER_PAGE = 50;
/** There is no such widget, it was switched off, or it may not stand on this page. */
const NOT_HERE: readonly ErrorCode[] = ['not_found', 'widget_off', 'origin_refused'];

export interface DeskOptions {
  server: Server;
  keep: Keep;
  integration: string;
  locale: string;
  /** The origin of the page that the widget stands on. */
  page: string;
  /** Whether somebody can be looking at the messages. */
  seen: () => boolean;
  surroundings?: Surroundings;
  socketUrl?: string;
}

export class Desk {
  readonly store = new Store();
  /** What the host page says about its visitor; goes with each message. */
  meta: Meta = { fields: [], tags: [] };
  private readonly line: Line<WidgetClientFrame, WidgetServerFrame>;
  private readonly receipts: Receipts;
  private readonly outgoingTyping: Typing;
  private readonly around: Surroundings;
  private readonly outbox: Outbox;
  private token: string | null;
  private started = false;
  /** Whether the next hello asks for whatever there is instead of resuming. */
  private afresh = false;
  private sessionAttempts = 0;
  private cancelSession: () => void = () => {};
  private cancelTyping: () => void = () => {};

  constructor(private readonly options: DeskOptions) {
    this.around = options.surroundings ?? browserSurroundings();
    this.token = options.keep.token;
    this.line = new Line<WidgetClientFrame, WidgetServerFrame>({
      url: () => options.socketUrl ?? socketUrl(),
      hello: () => this.hello(),
      knows: KNOWN,
      onFrame: (frame) => this.hear(frame),
      onState: (state, _, reason) => this.lineIs(state, reason),
      surroundings: this.around,
    });
    this.receipts = new Receipts(this.store, (frame) => this.line.send(frame), options.seen);
    this.outgoingTyping = new Typing((active) => this.line.send({ type: 'typing', active }));
    const settings = options.keep.settings;
    if (settings) this.store.apply({ type: 'local_settings', settings });
    this.outbox = new Outbox(this.store, options.keep, this.line, this.around);
  }

  /** Whether this browser has been here before; a new visitor costs the server nothing until the panel opens. */
  get knownVisitor(): boolean {
    return this.token !== null;
  }

  /** Whether a connection is wanted. */
  get begun(): boolean {
    return this.started;
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    void this.openSession();
  }

  /** The reader's language changed: what the admin wrote is asked for in that one. */
  async speak(locale: string): Promise<void> {
    this.options.locale = locale;
    const { server, page } = this.options;
    if (!this.started || this.token === null) return;
    try {
      const { settings } = await server.openSession({ token: this.token, locale, page });
      this.settingsAre(settings);
    } catch {
      // Then with the next connection.
    }
  }

  dispose(): void {
    this.started = false;
    this.cancelSession();
    this.cancelTyping();
    this.receipts.dispose();
    this.outgoingTyping.over();
    this.line.stop();
  }

  /** Shows it at once and sends it as soon as there is a line. `false`: too much is waiting already. */
  say(say: Say, content: Content | null): boolean {
    const taken = this.outbox.add(say, content, this.meta);
    if (taken) this.outgoingTyping.over();
    return taken;
  }

  /** A refused message once more, under its old id: the server may have done more than it could say. */
  retry(id: string): void {
    this.outbox.retry(id);
  }

  drop(id: string): void {
    this.outbox.drop(id);
  }

  keystroke(): void {
    this.outgoingTyping.keystroke();
  }

  stoppedTyping(): void {
    this.outgoingTyping.over();
  }

  /** Somebody may have begun to look. */
  looked(): void {
    this.receipts.consider();
  }

  async loadOlder(): Promise<void> {
    const { conversation, items } = this.store.state;
    const before = items[0]?.seq;
    if (!conversation || before === undefined || this.token === null) return;
    const page = await this.options.server.older(this.token, conversation, before, OLDER_PAGE);
    this.store.apply({ type: 'local_older', conversation, items: page.items, more: page.more });
  }

  /** For requests beside the socket. */
  get bearer(): string | null {
    return this.token;
  }

  private hello(): WidgetClientFrame {
    const { epoch, seq, conversation } = this.store.state;
    const resumes = conversation !== null && !this.afresh;
    this.afresh = false;
    return {
      type: 'hello',
      integration: this.options.integration,
      token: this.token ?? '',
      conversation: resumes ? conversation : null,
      epoch: resumes ? epoch : null,
      seq: resumes ? seq : null,
      page: this.options.page,
      locale: this.options.locale,
    };
  }

  private async openSession(): Promise<void> {
    const { server, keep, locale, page } = this.options;
    try {
      const session = await server.openSession({ token: this.token, locale, page });
      if (!this.started) return;
      if (this.token !== null && this.token !== session.token)
        this.store.apply({ type: 'local_someone_else' });
      this.token = session.token;
      keep.remember(session.token);
      this.settingsAre(session.settings);
      this.line.start();
    } catch (error) {
      if (this.started) this.sessionRefused(error);
    }
  }

  private sessionRefused(error: unknown): void {
    const { code, retryAfterMs } = error instanceof ServerError ? error : { code: null, retryAfterMs: 0 };
    if (code !== null && NOT_HERE.includes(code)) {
      this.started = false;
      this.store.apply({ type: 'local_unknown_widget' });
    } else this.retrySession(retryAfterMs);
  }

  /** Not before `leastMs`, where the server said so. */
  private retrySession(leastMs = 0): void {
    // What was resumed may be what was refused.
    this.afresh = true;
    const [first, most] = SESSION_RETRY_MS;
    const jitter = 0.5 + this.around.random() / 2;
    const wait = Math.max(leastMs, Math.min(most, first * 2 ** this.sessionAttempts) * jitter);
    this.sessionAttempts += 1;
    this.store.apply({ type: 'local_line', line: 'waiting' });
    const retry = () => {
      this.cancelSession();
      void this.openSession();
    };
    const cancelTimer = this.around.after(wait, retry);
    const cancelWake = this.around.onWake(retry);
    this.cancelSession = () => {
      cancelTimer();
      cancelWake();
    };
  }

  private settingsAre(settings: WidgetSettings): void {
    this.options.keep.settings = settings;
    this.store.apply({ type: 'local_settings', settings });
  }

  private lineIs(line: LineState, reason: StopReason | undefined): void {
    this.store.apply({ type: 'local_line', line });
    if (line !== 'online') this.outbox.lineLost();
    if (reason === 'signed_out') this.retrySession();
  }

  /** The server does not know this token any more: a new session, with waits that grow while that goes on. */
  private signInAgain(): void {
    this.line.stop();
    this.retrySession();
  }

  private hear(frame: WidgetServerFrame): void {
    const outcome = this.store.apply(frame);
    if (outcome === 'gap' && frame.type === 'conversation') {
      this.afresh = frame.conversation !== this.store.state.conversation;
      this.line.renew();
      return;
    }
    switch (frame.type) {
      case 'welcome':
        this.sessionAttempts = 0;
        this.store.apply({ type: 'local_clock', ahead: frame.now - this.around.now() });
        this.options.keep.settings = frame.settings;
        this.receipts.repeat();
        this.receipts.consider();
        break;
      case 'conversation':
        this.receipts.consider();
        break;
      case 'typing':
        this.expectTyping(frame.active);
        break;
      case 'refused':
        if (frame.id === null && frame.error.code === 'not_signed_in') this.signInAgain();
        break;
      case 'done':
      case 'closing':
      case 'pong':
        break;
    }
    this.outbox.hear(frame);
  }

  private expectTyping(active: boolean): void {
    this.cancelTyping();
    if (!active) return;
    this.cancelTyping = this.around.after(TYPING_EXPIRY_MS, () =>
      this.store.apply({ type: 'local_typing_over' }),
    );
  }
}

function socketUrl(): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/ws/widget`;
}
