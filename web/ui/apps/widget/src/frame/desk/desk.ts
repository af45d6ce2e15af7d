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
import { Typing } from '@frontdesk/client/typing';
import type {
  Content,
  ErrorCode,
  Meta,
  Say,
  WidgetClientFrame,
  WidgetServerFrame,
  WidgetSession,
  WidgetSettings,
} from '@frontdesk/protocol';
import { Store } from '../store/store.ts';
import { Course } from './course.ts';
import type { DeskOptions } from './options.ts';
import { Outbox } from './outbox.ts';
import { Receipts } from './receipts.ts';
import { Session } from './session.ts';
import { Ways } from './ways.ts';

const KNOWN: readonly WidgetServerFrame['type'][] = [
  'welcome',
  'conversation',
  'conversations',
  'listed',
  'queue',
  'typing',
  'link_ready',
  'done',
  'refused',
  'closing',
  'pong',
];
/** A typing sign that is not renewed is over; the other side renews it more often. */
const TYPING_EXPIRY_MS = 5_000;
const OLDER_PAGE = 50;

export class Desk {
  readonly store = new Store();
  /** What the host page says about its visitor; goes with each message. */
  meta: Meta = { fields: [], tags: [] };
  readonly ways: Ways;
  readonly course: Course;
  private readonly line: Line<WidgetClientFrame, WidgetServerFrame>;
  private readonly receipts: Receipts;
  private readonly outgoingTyping: Typing;
  private readonly around: Surroundings;
  private readonly outbox: Outbox;
  private readonly session: Session;
  private started = false;
  private cancelTyping: () => void = () => {};

  constructor(private readonly options: DeskOptions) {
    this.around = options.surroundings ?? browserSurroundings();
    this.session = new Session({
      server: options.server,
      keep: options.keep,
      page: options.page,
      locale: options.locale,
      timeZone: options.timeZone ?? '',
      around: this.around,
      identifies: options.identifies ?? false,
      onOpen: (session, other) => this.sessionOpened(session, other),
      onWait: () => this.store.apply({ type: 'local_line', line: 'waiting' }),
      onNowhere: () => {
        this.started = false;
        this.store.apply({ type: 'local_unknown_widget' });
      },
      onIdentified: (verified) => options.onIdentified?.(verified),
      onRefused: (expired) => options.onIdentityRefused?.(expired),
    });
    const { server, integration, page } = options;
    const send = (frame: WidgetClientFrame) => this.line.send(frame);
    this.ways = new Ways(send);
    this.course = new Course(this.store, this.session, {
      server,
      integration,
      page,
      send,
      onLeave: () => {
        this.outgoingTyping.over();
        this.receipts.repeat();
      },
    });
    this.line = new Line<WidgetClientFrame, WidgetServerFrame>({
      url: () => options.socketUrl ?? socketUrl(),
      hello: () => this.course.hello(),
      knows: KNOWN,
      onFrame: (frame) => this.hear(frame),
      onState: (state, _, reason) => this.lineIs(state, reason),
      surroundings: this.around,
    });
    this.receipts = new Receipts(this.store, send, options.seen);
    this.outgoingTyping = new Typing(this.around, (active) => this.line.send({ type: 'typing', active }));
    const settings = options.keep.settings;
    if (settings) this.store.apply({ type: 'local_settings', settings });
    this.outbox = new Outbox(this.store, options.keep, this.line, this.around);
  }

  /** Whether this browser has been here before; a new visitor costs the server nothing until the panel opens. */
  get knownVisitor(): boolean {
    return this.session.token !== null;
  }

  /** Whether a connection is wanted. */
  get begun(): boolean {
    return this.started;
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    this.session.open();
  }

  /** The reader's language changed: what the admin wrote is asked for in that one. */
  speak(locale: string): Promise<void> {
    return this.session.speak(locale);
  }

  /** Who the end user is, as their company signed it; `null`: it could not say. */
  identify(jwt: string | null): void {
    this.session.identify(jwt);
    if (jwt !== null) this.start();
  }

  /** The next one at this computer is somebody else: nothing of this one stays. */
  async logOut(): Promise<void> {
    const again = this.started;
    this.started = false;
    this.line.stop();
    this.outbox.forget();
    this.course.forget();
    this.store.apply({ type: 'local_someone_else' });
    await this.session.leave();
    if (again) this.start();
  }

  dispose(): void {
    this.started = false;
    this.session.close();
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
    if (!conversation || before === undefined || this.bearer === null) return;
    const page = await this.options.server.older(this.bearer, conversation, before, OLDER_PAGE);
    this.store.apply({ type: 'local_older', conversation, items: page.items, more: page.more });
  }

  /** For requests beside the socket. */
  get bearer(): string | null {
    return this.session.token;
  }

  private sessionOpened(session: WidgetSession, other: boolean): void {
    if (other) {
      this.line.stop();
      this.course.forget();
      this.store.apply({ type: 'local_someone_else' });
    }
    this.settingsAre(session.settings);
    this.line.start();
  }

  private retrySession(): void {
    // What was resumed may be what was refused.
    this.course.askAfresh();
    this.session.retry();
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
      this.course.gap(frame.conversation);
      this.line.renew();
      return;
    }
    switch (frame.type) {
      case 'welcome':
        this.session.steady();
        this.course.welcomed();
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
        if (frame.id === null) this.helloRefused(frame.error.code);
        break;
      case 'link_ready':
      case 'conversations':
      case 'listed':
      case 'queue':
      case 'done':
      case 'closing':
      case 'pong':
        break;
    }
    this.ways.hear(frame);
    this.outbox.hear(frame);
  }

  private helloRefused(code: ErrorCode): void {
    if (code === 'not_signed_in') this.signInAgain();
    if (code === 'not_found') this.course.beginAgain();
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
