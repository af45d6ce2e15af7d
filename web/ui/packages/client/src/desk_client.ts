/**
 * The workspace's line to the server: REST for snapshots, the socket for everything that moves. Feeds the store,
 * answers its needs, and keeps every command until the server has answered for it.
 */
import type {
  AgentClientFrame,
  AgentCommand,
  AgentServerFrame,
  Colleague,
  Done,
  ErrorBody,
  Watched,
} from '@frontdesk/protocol';
import { drawCommandId } from './command_id';
import { conversationOf, type Need } from './desk_state';
import { type Failure, failureOf } from './failure';
import { Line, type LineState, type StopReason, type Surroundings } from './line';
import { Outbox } from './outbox';
import type { DeskRest } from './rest';
import { DeskStore } from './store';
import {
  browserRandom,
  browserShelf,
  browserTimers,
  type FillRandom,
  type Shelf,
  type Timers,
} from './surroundings';

export type Outcome = { is: 'done'; done: Done } | { is: 'refused'; error: ErrorBody };

export interface DeskClientOptions {
  rest: DeskRest;
  me: Colleague;
  /** Absolute address of `/ws/agent`. */
  url: () => string;
  /** The session is over: by the server's word, whichever way it said so. */
  onSignedOut: () => void;
  timers?: Timers;
  random?: FillRandom;
  /** Lives as long as the tab. */
  shelf?: Shelf;
  line?: Surroundings;
  /** Milliseconds within which news of others is told as one change; 0 tells each by itself. */
  tellEveryMs?: number;
}

/** More unanswered commands than a person gives; past it the oldest `read` and status commands make room. */
export const MAX_HELD = 500;

const KNOWN: readonly AgentServerFrame['type'][] = [
  'welcome',
  'desk',
  'tickets',
  'offers',
  'agents',
  'conversation',
  'resync',
  'typing',
  'viewers',
  'shortcut',
  'done',
  'refused',
  'closing',
  'pong',
];

const TOO_MANY: Outcome = {
  is: 'refused',
  error: { code: 'busy', message: 'too many commands wait for the server' },
};

export class DeskClient {
  /** Who is signed in, as of the sign-in; the store knows later changes. */
  readonly me: Colleague;
  readonly store: DeskStore;
  readonly rest: DeskRest;
  private readonly line: Line<AgentClientFrame, AgentServerFrame>;
  private readonly timers: Timers;
  private readonly random: FillRandom;
  private readonly outbox: Outbox;
  private readonly waiting = new Map<string, (outcome: Outcome) => void>();
  private readonly wanted = new Map<string, number>();
  private readonly fetching = new Set<string>();
  private readonly gaps = new Set<string>();
  private readonly lineListeners = new Set<() => void>();
  private readonly keepOutbox: () => void;
  private helloed: ReadonlySet<string> = new Set();
  private lookingAt: string | null = null;
  private lineNow: LineState = 'stopped';
  private stopReason: StopReason | null = null;

  constructor(private readonly options: DeskClientOptions) {
    this.timers = options.timers ?? browserTimers;
    this.random = options.random ?? browserRandom;
    this.rest = options.rest;
    this.me = options.me;
    this.store = new DeskStore(this.timers, options.tellEveryMs);
    this.outbox = new Outbox(options.shelf ?? browserShelf(() => sessionStorage), options.me.id);
    for (const { id, command, at } of this.outbox.read())
      this.store.apply({ type: 'local_command', id, command, at });
    this.keepOutbox = this.store.subscribe(() => this.outbox.write(this.store.state.commands));
    this.line = new Line<AgentClientFrame, AgentServerFrame>({
      url: options.url,
      hello: () => this.hello(),
      knows: KNOWN,
      onFrame: (frame) => this.receive(frame),
      onState: (state, _retryInMs, reason) => this.lineIs(state, reason ?? null),
      ...(options.line ? { surroundings: options.line } : {}),
    });
  }

  start(): void {
    this.line.start();
  }

  /** What was not sent yet stays on the shelf, for when the same agent signs in again. */
  stop(): void {
    this.keepOutbox();
    this.line.stop();
    this.waiting.clear();
    this.store.apply({ type: 'local_reset' });
  }

  /** The server's clock, milliseconds since the epoch, as far as we know it. */
  now(): number {
    return this.timers.now() + this.store.state.clockOffset;
  }

  get lineState(): LineState {
    return this.lineNow;
  }

  /** Why the line stands still; null while it does not. */
  get lineStopped(): StopReason | null {
    return this.stopReason;
  }

  /** Tries the server at once where the line would still wait. */
  tryNow(): void {
    this.line.tryNow();
  }

  onLine(listener: () => void): () => void {
    this.lineListeners.add(listener);
    return () => this.lineListeners.delete(listener);
  }

  /** From now on this conversation is kept up to date, until the function that is returned was called. */
  hold(conversation: string): () => void {
    const holders = this.wanted.get(conversation) ?? 0;
    this.wanted.set(conversation, holders + 1);
    if (holders === 0) void this.fetchSnapshot(conversation);
    let held = true;
    return () => {
      if (held) this.release(conversation);
      held = false;
    };
  }

  /** After a failure. */
  retry(conversation: string): void {
    this.store.apply({ type: 'local_forget', conversation });
    void this.fetchSnapshot(conversation);
  }

  /** Resolves with the server's answer, however long the line is down; never rejects. */
  run(command: AgentCommand): Promise<Outcome> {
    const { commands } = this.store.state;
    if (commands.length >= MAX_HELD) return Promise.resolve(TOO_MANY);
    if (command.do === 'read') this.forgetOlderReads(command.conversation);
    const at = this.timers.now();
    const id = drawCommandId(at, this.random);
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.store.apply({ type: 'local_command', id, command, at });
      this.line.send({ type: 'command', id, command });
    });
  }

  /** Takes a message that was refused, or waits, out of the conversation. */
  discard(id: string): void {
    this.waiting.delete(id);
    this.store.apply({ type: 'local_discard', id });
  }

  typing(conversation: string, active: boolean): void {
    this.line.send({ type: 'typing', conversation, active });
  }

  /** Which conversation stands on the screen; null while nobody looks. */
  look(conversation: string | null): void {
    if (this.lookingAt === conversation) return;
    this.lookingAt = conversation;
    this.store.apply({ type: 'local_look', conversation });
    this.line.send({ type: 'looking', conversation });
  }

  /** Does nothing where something else stands on the screen by now. */
  lookAwayFrom(conversation: string): void {
    if (this.lookingAt === conversation) this.look(null);
  }

  /** Null when the list arrived. */
  async loadShortcuts(): Promise<Failure | null> {
    try {
      const { shortcuts } = await this.rest.shortcuts();
      this.store.apply({ type: 'local_shortcuts', shortcuts: shortcuts.map(({ entry }) => entry) });
      return null;
    } catch (thrown) {
      return this.failed(failureOf(thrown));
    }
  }

  /** Null when the page arrived. */
  async loadOlder(conversation: string, limit?: number): Promise<Failure | null> {
    const held = conversationOf(this.store.state, conversation);
    if (!held?.more) return null;
    const before = held.items[0]?.seq ?? held.seq + 1;
    try {
      const page = await this.rest.items(conversation, before, limit);
      this.store.apply({ type: 'local_older', conversation, items: page.items, more: page.more });
      return null;
    } catch (thrown) {
      return this.failed(failureOf(thrown));
    }
  }

  /** Passes a failure on, and ends the session where that is what it says. */
  failed(failure: Failure): Failure {
    if (failure.is === 'refused' && failure.error.code === 'not_signed_in') this.options.onSignedOut();
    return failure;
  }

  private hello(): AgentClientFrame {
    const { epoch, conversations } = this.store.state;
    const watch: Watched[] = [];
    for (const [conversation, slot] of conversations)
      if (slot.is === 'ready' && !slot.stale && slot.conversation.epoch === epoch)
        watch.push({ conversation, seq: slot.conversation.seq });
    this.helloed = new Set(watch.map((watched) => watched.conversation));
    return { type: 'hello', epoch, watch };
  }

  private receive(frame: AgentServerFrame): void {
    const needs = this.store.apply(frame);
    if (frame.type === 'conversation' && !needs.some((need) => need.need === 'watch'))
      this.gaps.delete(frame.conversation);
    for (const need of needs) this.answer(need);
    if (frame.type === 'welcome') this.welcomed();
    if (frame.type === 'done') this.settle(frame.id, { is: 'done', done: frame });
    if (frame.type === 'refused' && frame.id !== null)
      this.settle(frame.id, { is: 'refused', error: frame.error });
  }

  private answer(need: Need): void {
    if (need.need === 'snapshot') {
      void this.fetchSnapshot(need.conversation);
      return;
    }
    // One question a gap: what comes until it is answered shows the same gap.
    if (this.gaps.has(need.conversation)) return;
    this.gaps.add(need.conversation);
    this.line.send({ type: 'watch', conversation: need.conversation, seq: need.seq });
  }

  private async fetchSnapshot(conversation: string): Promise<void> {
    if (this.fetching.has(conversation)) return;
    this.fetching.add(conversation);
    this.store.apply({ type: 'local_loading', conversation });
    try {
      const snapshot = await this.rest.conversation(conversation);
      if (!this.wanted.has(conversation)) return;
      this.gaps.delete(conversation);
      for (const need of this.store.apply({ type: 'local_snapshot', snapshot })) this.answer(need);
      // The question that follows a snapshot is not the answer to a gap.
      this.gaps.delete(conversation);
    } catch (thrown) {
      this.store.apply({ type: 'local_failed', conversation, failure: this.failed(failureOf(thrown)) });
    } finally {
      this.fetching.delete(conversation);
    }
  }

  private release(conversation: string): void {
    const holders = (this.wanted.get(conversation) ?? 1) - 1;
    if (holders > 0) {
      this.wanted.set(conversation, holders);
      return;
    }
    this.wanted.delete(conversation);
    this.gaps.delete(conversation);
    this.line.send({ type: 'unwatch', conversation });
    this.store.apply({ type: 'local_forget', conversation });
  }

  private welcomed(): void {
    for (const [conversation, slot] of this.store.state.conversations)
      if (slot.is === 'ready' && !slot.stale && !this.helloed.has(conversation))
        this.line.send({ type: 'watch', conversation, seq: slot.conversation.seq });
    if (this.lookingAt !== null) this.line.send({ type: 'looking', conversation: this.lookingAt });
    // What changed while the line was down was told to nobody.
    void this.loadShortcuts();
    for (const { id, command, phase } of this.store.state.commands)
      if (phase.is === 'waiting') this.line.send({ type: 'command', id, command });
  }

  private settle(id: string, outcome: Outcome): void {
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    resolve?.(outcome);
    if (outcome.is === 'refused' && outcome.error.code === 'not_signed_in') this.options.onSignedOut();
  }

  private forgetOlderReads(conversation: string): void {
    for (const { id, command } of this.store.state.commands)
      if (command.do === 'read' && command.conversation === conversation) this.discard(id);
  }

  private lineIs(state: LineState, reason: StopReason | null): void {
    this.lineNow = state;
    this.stopReason = reason;
    this.gaps.clear();
    for (const listener of [...this.lineListeners]) listener();
    if (reason === 'signed_out') this.options.onSignedOut();
  }
}
