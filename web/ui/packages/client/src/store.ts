/**
 * The one store of the workspace. `apply` is its only writer: frames of the server and changes of this browser go
 * through it alike. It does no I/O; what it cannot mend itself it answers as `Need`s.
 */
import type { OfferGone } from '@frontdesk/protocol';
import { applyFrame, type ConversationState, fromSnapshot, prependOlder, trimOlder } from './conversation';
import { byAge, deskOf, mergeAgents, mergeRows } from './desk_parts';
import {
  type Change,
  conversationOf,
  type Desk,
  type DeskState,
  EMPTY,
  type EndedOffer,
  type HeldCommand,
  type LocalChange,
  type Need,
  type Slot,
} from './desk_state';
import type { Cancel, Timers } from './surroundings';
import { Typists } from './typists';

type Frame<Type extends Change['type']> = Extract<Change, { type: Type }>;

/**
 * What others do may come hundreds of times a second, and each telling draws the page anew: these are told together.
 * Everything else answers what this agent did or offers work, and is told at once.
 */
const MAY_WAIT: ReadonlySet<Change['type']> = new Set([
  'conversation',
  'tickets',
  'agents',
  'typing',
  'viewers',
]);

export class DeskStore {
  private current: DeskState = EMPTY;
  private readonly listeners = new Set<() => void>();
  private readonly endings = new Set<(ended: EndedOffer) => void>();
  private readonly typists: Typists;
  private needs: Need[] = [];
  private toldAt = Number.NEGATIVE_INFINITY;
  private telling: Cancel | null = null;

  /** `tellEveryMs`: frames that come closer together than that are told to listeners as one change. */
  constructor(
    private readonly timers: Timers,
    private readonly tellEveryMs = 0,
  ) {
    this.typists = new Typists(timers, (frame) => this.apply(frame));
  }

  get state(): DeskState {
    return this.current;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Told of each offer that ended: the store keeps only those that run. */
  onOfferEnded(listener: (ended: EndedOffer) => void): () => void {
    this.endings.add(listener);
    return () => this.endings.delete(listener);
  }

  apply(change: Change): readonly Need[] {
    const before = this.current;
    // A listener may apply a change of its own: the needs of this one are not to be mixed with its.
    const needs: Need[] = [];
    this.needs = needs;
    this.reduce(change);
    if (this.current !== before) this.tell(MAY_WAIT.has(change.type));
    if (change.type === 'offers') this.tellEndings(before.desk, change.gone);
    return needs;
  }

  /** The first of many is told at once, so that one that comes alone waits for nothing. */
  private tell(mayWait: boolean): void {
    const now = this.timers.now();
    const wait = this.toldAt + this.tellEveryMs - now;
    // A clock that was set back must not silence the page.
    if (mayWait && wait > 0 && wait <= this.tellEveryMs) {
      this.telling ??= this.timers.after(wait, () => this.tell(false));
      return;
    }
    this.telling?.();
    this.telling = null;
    this.toldAt = now;
    for (const listener of [...this.listeners]) listener();
  }

  private reduce(change: Change): void {
    switch (change.type) {
      case 'welcome':
        this.welcome(change);
        break;
      case 'desk':
        this.set({ desk: deskOf(change) });
        break;
      case 'tickets':
        this.withDesk((desk) => ({ rows: mergeRows(desk, change), counts: change.counts }));
        break;
      case 'offers':
        this.withDesk(() => ({ offers: byAge(change.offers) }));
        break;
      case 'agents':
        this.withDesk((desk) => mergeAgents(desk, change));
        break;
      case 'conversation':
        this.conversation(change);
        break;
      case 'resync':
        this.resync(change.conversation);
        break;
      case 'typing':
        this.setTyping(this.typists.heard(this.current.typing, change));
        break;
      case 'viewers':
        this.set({ viewers: { conversation: change.conversation, agents: change.agents } });
        break;
      case 'shortcut':
        this.shortcut(change);
        break;
      case 'done':
        this.finish(change.id, (held) => ({ ...held, phase: { is: 'done', done: change } }));
        break;
      case 'refused':
        if (change.id === null) break;
        this.finish(change.id, (held) => ({ ...held, phase: { is: 'refused', error: change.error } }));
        break;
      case 'closing':
      case 'pong':
        break;
      default:
        this.local(change);
        break;
    }
  }

  private local(change: LocalChange): void {
    switch (change.type) {
      case 'local_loading':
        if (this.ready(change.conversation)) break;
        this.setSlot(change.conversation, { is: 'loading' });
        break;
      case 'local_failed':
        if (this.ready(change.conversation)) break;
        this.setSlot(change.conversation, { is: 'failed', failure: change.failure });
        break;
      case 'local_snapshot':
        this.snapshot(fromSnapshot(change.snapshot));
        break;
      case 'local_older': {
        const held = this.ready(change.conversation);
        if (held) this.setConversation(prependOlder(held, change.items, change.more));
        break;
      }
      case 'local_trim': {
        const held = this.ready(change.conversation);
        const trimmed = held && trimOlder(held, change.keep);
        if (trimmed && trimmed !== held) this.setConversation(trimmed);
        break;
      }
      case 'local_shortcuts':
        this.set({ shortcuts: new Map(change.shortcuts.map((shortcut) => [shortcut.id, shortcut])) });
        break;
      case 'local_look':
        if (this.current.viewers?.conversation !== change.conversation) this.set({ viewers: null });
        break;
      case 'local_forget': {
        const conversations = new Map(this.current.conversations);
        conversations.delete(change.conversation);
        this.set({ conversations });
        break;
      }
      case 'local_command':
        this.set({
          commands: [
            ...this.current.commands,
            { id: change.id, command: change.command, at: change.at, phase: { is: 'waiting' } },
          ],
        });
        break;
      case 'local_discard':
        this.set({ commands: this.current.commands.filter((held) => held.id !== change.id) });
        break;
      case 'local_reset':
        this.typists.forget();
        this.current = EMPTY;
        break;
    }
  }

  private welcome(frame: Frame<'welcome'>): void {
    const clockOffset = frame.now - this.timers.now();
    const conversations = new Map(this.current.conversations);
    for (const [id, slot] of conversations) {
      if (slot.is === 'ready' && (slot.stale || slot.conversation.epoch !== frame.epoch)) {
        conversations.set(id, { ...slot, stale: true });
        this.needs.push({ need: 'snapshot', conversation: id });
      } else if (slot.is === 'failed') {
        conversations.set(id, { is: 'loading' });
        this.needs.push({ need: 'snapshot', conversation: id });
      }
    }
    this.set({ epoch: frame.epoch, clockOffset, conversations });
  }

  private conversation(frame: Frame<'conversation'>): void {
    const held = this.ready(frame.conversation);
    if (!held || this.stale(frame.conversation)) return;
    const outcome = applyFrame(held, frame);
    if (outcome.is === 'gap')
      this.needs.push({ need: 'watch', conversation: frame.conversation, seq: held.seq });
    if (outcome.is !== 'applied') return;
    this.setConversation(outcome.conversation);
    for (const item of frame.items ?? []) {
      if (item.kind !== 'message' || item.author.kind === 'bot') continue;
      const author = item.author.kind === 'agent' ? item.author.id : null;
      this.setTyping(this.typists.stopped(this.current.typing, frame.conversation, author));
    }
  }

  private resync(conversation: string): void {
    const slot = this.current.conversations.get(conversation);
    if (!slot) return;
    if (slot.is === 'ready') this.setSlot(conversation, { ...slot, stale: true });
    this.needs.push({ need: 'snapshot', conversation });
  }

  /** A snapshot that was overtaken by frames while it travelled is older than what we have, and is dropped. */
  private snapshot(fresh: ConversationState): void {
    const held = this.ready(fresh.id);
    if (held && !this.stale(fresh.id) && held.epoch === fresh.epoch && held.seq > fresh.seq) return;
    this.setConversation(fresh);
    this.needs.push({ need: 'watch', conversation: fresh.id, seq: fresh.seq });
  }

  /** Before the list was fetched a change of it tells nothing: the list will hold it. */
  private shortcut({ upsert, gone }: Frame<'shortcut'>): void {
    if (!this.current.shortcuts) return;
    const shortcuts = new Map(this.current.shortcuts);
    if (gone !== null) shortcuts.delete(gone);
    if (upsert) shortcuts.set(upsert.id, upsert);
    this.set({ shortcuts });
  }

  private setTyping(typing: DeskState['typing']): void {
    if (typing !== this.current.typing) this.set({ typing });
  }

  private finish(id: string, answered: (held: HeldCommand) => HeldCommand): void {
    this.setCommands(this.current.commands.map((held) => (held.id === id ? answered(held) : held)));
  }

  private ready(conversation: string): ConversationState | null {
    return conversationOf(this.current, conversation);
  }

  private stale(conversation: string): boolean {
    const slot = this.current.conversations.get(conversation);
    return slot?.is === 'ready' && slot.stale;
  }

  private setConversation(conversation: ConversationState): void {
    this.setSlot(conversation.id, { is: 'ready', conversation, stale: false });
    this.setCommands(this.current.commands);
  }

  private setSlot(conversation: string, slot: Slot): void {
    this.set({ conversations: new Map(this.current.conversations).set(conversation, slot) });
  }

  /** Lets go of the commands whose effect is in the state, or that nobody waits to see. */
  private setCommands(commands: readonly HeldCommand[]): void {
    const kept = commands.filter((held) => !this.isOver(held));
    if (kept.length !== this.current.commands.length || commands !== this.current.commands)
      this.set({ commands: kept });
  }

  private isOver({ id, command, phase }: HeldCommand): boolean {
    if (command.do !== 'reply' && command.do !== 'note') return phase.is !== 'waiting';
    const held = this.ready(command.conversation);
    if (phase.is === 'refused') return false;
    if (phase.is === 'done' && (!held || held.seq >= phase.done.seq)) return true;
    return held !== null && phase.is === 'waiting' && carries(held, id);
  }

  private withDesk(change: (desk: Desk) => Partial<Desk>): void {
    const desk = this.current.desk;
    if (desk) this.set({ desk: { ...desk, ...change(desk) } });
  }

  private set(part: Partial<DeskState>): void {
    this.current = { ...this.current, ...part };
  }

  private tellEndings(before: Desk | null, gone: readonly OfferGone[]): void {
    for (const end of gone) {
      const offer = before?.offers.find((held) => held.id === end.id);
      if (offer) for (const listener of [...this.endings]) listener({ offer, end });
    }
  }
}

/** Looked for from the end, where a message of ours that was just sent stands. */
function carries(conversation: ConversationState, command: string): boolean {
  return (
    conversation.items.findLast((item) => item.kind === 'message' && item.command === command) !== undefined
  );
}
