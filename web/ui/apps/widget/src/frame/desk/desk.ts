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
  Qr,
  Say,
  WidgetClientFrame,
  WidgetServerFrame,
  WidgetSession,
  WidgetSettings,
} from '@frontdesk/protocol';
import { drawCommandId } from '../store/command_id.ts';
import { ownRow } from '../store/rows.ts';
import { Store } from '../store/store.ts';
import type { Keep } from './keep.ts';
import { Outbox } from './outbox.ts';
import { Receipts } from './receipts.ts';
import type { Server } from './server.ts';
import { Session } from './session.ts';
import { Typing } from './typing.ts';

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
export interface DeskOptions {
  server: Server;
  keep: Keep;
  integration: string;
  locale: string;
  /** Of this device, a name of the IANA database. */
  timeZone?: string;
  /** The origin of the page that the widget stands on. */
  page: string;
  /** Whether somebody can be looking at the messages. */
  seen: () => boolean;
  /** Whether the page will say who its visitor is. */
  identifies?: boolean;
  /** The company's word for its visitor was taken. */
  onIdentified?: (verified: boolean) => void;
  /** It was not. `expired`: a fresh one may do. */
  onIdentityRefused?: (expired: boolean) => void;
  surroundings?: Surroundings;
  socketUrl?: string;
}

/** What came of asking for a way into another app. */
export type LinkAnswer =
  | { is: 'ready'; url: string; typeThis: string | null; qr: Qr; expiresAt: number }
  | { is: 'failed'; code: ErrorCode };

export class Desk {
  readonly store = new Store();
  /** What the host page says about its visitor; goes with each message. */
  meta: Meta = { fields: [], tags: [] };
  /** Hears what came of {@link askLink}. */
  onLink: (answer: { id: string; step: LinkAnswer }) => void = () => {};
  private readonly line: Line<WidgetClientFrame, WidgetServerFrame>;
  private readonly receipts: Receipts;
  private readonly outgoingTyping: Typing;
  private readonly around: Surroundings;
  private readonly outbox: Outbox;
  private readonly session: Session;
  private started = false;
  /** Whether the next hello asks for whatever there is instead of resuming. */
  private afresh = false;
  /** Where the next hello goes, besides to where we are. */
  private wanted: { start: boolean; conversation: string | null } | null = null;
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
    this.wanted = null;
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

  /** Asks for a way into another app; answers with the command's id, `null` where there is no line. */
  askLink(integration: string): string | null {
    const id = drawCommandId();
    return this.line.send({ type: 'link', id, integration }) ? id : null;
  }

  unlink(integration: string): void {
    this.line.send({ type: 'unlink', id: drawCommandId(), integration });
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

  /** Whether the end user may have several conversations. */
  get several(): boolean {
    return this.store.state.settings?.conversations === 'multi';
  }

  /** Into another of the end user's conversations. */
  enter(conversation: string): void {
    if (conversation === this.store.state.current) return;
    this.go({ start: false, conversation });
  }

  /** Into a new conversation; while nobody has said a word in the newest, into that one. */
  startAnew(): void {
    const { current, conversation } = this.store.state;
    if (current !== null && conversation === null && this.wanted === null) return;
    this.go({ start: true, conversation: null });
  }

  /** Earlier conversations than those that are listed. */
  async loadRows(): Promise<void> {
    const oldest = this.store.state.rows?.reduce((a, b) => (a.id < b.id ? a : b)).id;
    if (oldest === undefined || this.bearer === null) return;
    const page = await this.options.server.conversations(this.bearer, oldest);
    this.store.apply({ type: 'local_rows', rows: page.conversations, more: page.more });
  }

  private go(wanted: { start: boolean; conversation: string | null }): void {
    this.outgoingTyping.over();
    this.keepRow();
    this.wanted = wanted;
    this.receipts.repeat();
    this.store.apply({ type: 'local_enter', conversation: wanted.conversation });
    // Without a line the next hello goes there.
    this.line.send(this.hello());
  }

  /** What is known of the conversation that is left is what its row shows until the server says more. */
  private keepRow(): void {
    const { rows, moreRows } = this.store.state;
    const row = ownRow(this.store.state);
    if (row && rows) this.store.apply({ type: 'local_rows', rows: [row], more: moreRows });
  }

  /** For requests beside the socket. */
  get bearer(): string | null {
    return this.session.token;
  }

  private hello(): WidgetClientFrame {
    const { epoch, seq, current, conversation } = this.store.state;
    const resumes = conversation !== null && !this.afresh && this.wanted === null;
    this.afresh = false;
    return {
      type: 'hello',
      integration: this.options.integration,
      token: this.session.token ?? '',
      conversation: this.wanted ? this.wanted.conversation : resumes || this.several ? current : null,
      epoch: resumes ? epoch : null,
      seq: resumes ? seq : null,
      ...(this.wanted?.start ? { start: true } : {}),
      page: this.options.page,
      locale: this.session.locale,
    };
  }

  private sessionOpened(session: WidgetSession, other: boolean): void {
    if (other) {
      this.line.stop();
      this.wanted = null;
      this.store.apply({ type: 'local_someone_else' });
    }
    this.settingsAre(session.settings);
    this.line.start();
  }

  private retrySession(): void {
    // What was resumed may be what was refused.
    this.afresh = true;
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
      this.afresh = frame.conversation !== this.store.state.current;
      this.line.renew();
      return;
    }
    switch (frame.type) {
      case 'welcome':
        this.session.steady();
        if (this.store.state.welcomed) this.wanted = null;
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
        else this.onLink({ id: frame.id, step: { is: 'failed', code: frame.error.code } });
        break;
      case 'link_ready': {
        const { url, type_this: typeThis, qr, expires_at: expiresAt } = frame.link;
        this.onLink({ id: frame.id, step: { is: 'ready', url, typeThis, qr, expiresAt } });
        break;
      }
      case 'conversations':
      case 'listed':
      case 'queue':
      case 'done':
      case 'closing':
      case 'pong':
        break;
    }
    this.outbox.hear(frame);
  }

  private helloRefused(code: ErrorCode): void {
    if (code === 'not_signed_in') this.signInAgain();
    if (code !== 'not_found') return;
    // The conversation is gone, or somebody else's by now: to where this one would have begun.
    this.wanted = { start: false, conversation: null };
    this.store.apply({ type: 'local_enter', conversation: null });
    this.line.send(this.hello());
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
