/** The box under a conversation: what is written in which way, its files, and how it is sent. */

import {
  type Cancel,
  type DeskClient,
  type DeskState,
  type Draft,
  type Drafts,
  headOf,
  NO_DRAFT,
  type Outcome,
  StoreModel,
  type Timers,
  Typing,
} from '@frontdesk/client/desk';
import type {
  AgentHead,
  AppliedMacro,
  ComposerChoice,
  ComposerMode,
  ComposerRefusal,
  File as StoredFile,
  TicketChanges,
  TicketStatus,
} from '@frontdesk/protocol';
import { changesAnything, NO_CHANGES, type Prepared, prepare, preparedFrom } from './prepared';
import { mayReturn } from './ticket';
import type { ToastsModel } from './toasts';
import { MAX_FILES, type RunningUpload, Uploads } from './uploads';

/** Characters of one message, as the server counts them. */
export const MAX_CHARS = 4_096;

/** A browser's timer counts in 32 bits: what is further away is looked at then. */
const MOST_MS = 2_147_483_647;

export type WrittenMode = 'reply' | 'note';

/** The server says what is open to whoever has the ticket; whether that is us, we see ourselves. */
export interface Way {
  readonly mode: Exclude<ComposerMode, 'widget'>;
  /** Why it is closed; null where it is open. */
  readonly closed: ComposerRefusal | 'not_assigned_to_you' | null;
}

export interface ComposerSnapshot {
  readonly mode: WrittenMode;
  readonly ways: readonly Way[];
  /** Why the present mode is closed; null where it is open. */
  readonly closed: Way['closed'];
  readonly text: string;
  readonly files: readonly StoredFile[];
  readonly uploads: readonly RunningUpload[];
  /** Characters that are left; below zero the message is too long. */
  readonly left: number;
  readonly canSend: boolean;
  readonly canSubmit: boolean;
  readonly submitAs: TicketStatus;
  readonly statuses: readonly TicketStatus[];
  /** What macros prepared for the next submit. */
  readonly prepared: Prepared | null;
  /** By the server's clock; null where the channel always takes replies. */
  readonly windowClosesAt: number | null;
  /** Whether this one reply may go to the widget, or is being written for it. */
  readonly widget: 'no' | 'offered' | 'chosen';
}

export class ComposerModel extends StoreModel<DeskState, ComposerSnapshot> {
  private chosen: WrittenMode | null = null;
  /** Whether the agent pressed that this reply goes to the widget. */
  private inWidget = false;
  private readonly drafts: Record<WrittenMode, Draft>;
  private readonly uploads: Uploads;
  private prepared: Prepared | null;
  /** The box before and after the macro wrote into it: discarding it brings the former back, if it is still the latter. */
  private written: { mode: WrittenMode; before: string; after: string } | null = null;
  private readonly typing: Typing;
  private windowEnds: { at: number; offset: number; cancel: Cancel } | null = null;

  constructor(
    readonly conversation: string,
    private readonly client: DeskClient,
    private readonly shelf: Drafts,
    private readonly timers: Timers,
    private readonly toasts: ToastsModel,
  ) {
    super(client.store);
    this.drafts = { reply: shelf.read(conversation, 'reply'), note: shelf.read(conversation, 'note') };
    this.prepared = preparedFrom(shelf.readWaiting(conversation));
    this.uploads = new Uploads(client, toasts, () => this.changed());
    this.typing = new Typing(timers, (active) => client.typing(conversation, active));
    this.own(() => this.uploads.dispose());
    this.own(() => this.typing.over());
    this.own(() => this.windowEnds?.cancel());
    this.own(client.store.subscribe(() => this.watchWindow()));
    this.watchWindow();
  }

  readonly setMode = (mode: WrittenMode): void => {
    this.typing.over();
    this.chosen = mode;
    this.inWidget = false;
    this.changed();
  };

  /** The channel takes no reply: this one goes to the widget, and only this one. */
  readonly sendInWidget = (chosen: boolean): void => {
    this.typing.over();
    this.chosen = 'reply';
    this.inWidget = chosen;
    this.changed();
  };

  readonly setText = (text: string): void => {
    const { mode } = this.snapshot();
    this.keep(mode, { ...this.drafts[mode], text });
    if (mode === 'reply' && text.trim() !== '') this.typing.keystroke();
    else this.typing.over();
  };

  readonly addFiles = (files: readonly File[]): void => {
    const { mode } = this.snapshot();
    this.uploads.add(files, MAX_FILES - this.drafts[mode].files.length, (file) =>
      this.keep(mode, { ...this.drafts[mode], files: [...this.drafts[mode].files, file] }),
    );
  };

  readonly removeFile = (id: string): void => {
    const { mode } = this.snapshot();
    const files = this.drafts[mode].files.filter((file) => file.id !== id);
    this.keep(mode, { ...this.drafts[mode], files });
  };

  /** Writes a macro's text below what stands in the box, and holds its changes for the next submit. */
  readonly apply = (applied: AppliedMacro): void => {
    const { reply } = applied;
    this.setPrepared(prepare(this.prepared, applied));
    if (reply) {
      const mode = reply.internal ? 'note' : 'reply';
      const before = this.drafts[mode].text;
      const after = before.trim() === '' ? reply.text : `${before.trimEnd()}\n${reply.text}`;
      this.written = { mode, before: this.written?.after === before ? this.written.before : before, after };
      this.typing.over();
      this.chosen = mode;
      this.keep(mode, { ...this.drafts[mode], text: after });
    }
    this.changed();
  };

  readonly discardPrepared = (): void => {
    const { written } = this;
    this.settle();
    if (written && this.drafts[written.mode].text === written.after)
      this.keep(written.mode, { ...this.drafts[written.mode], text: written.before });
    this.changed();
  };

  readonly cancelUpload = (id: number): void => this.uploads.cancel(id);

  readonly send = (): void => {
    const now = this.snapshot();
    if (!now.canSend) return;
    void this.client.run(this.message(now.mode));
    this.clear(now.mode);
  };

  /** Changes the ticket's status; what stands in the box goes out with it, in one commit where it is a reply. */
  readonly submit = (status: TicketStatus): void => {
    const now = this.snapshot();
    if (!now.canSubmit) return;
    const written = now.canSend;
    const from = this.head()?.ticket?.status ?? status;
    const { prepared } = now;
    const extra = prepared && changesAnything(prepared.changes) ? { changes: prepared.changes } : {};
    if (written && now.mode === 'reply') {
      void this.client.run({ ...this.reply(status), ...extra }).then((outcome) => {
        if (outcome.is === 'done') this.offerUndo(from, status);
      });
    } else {
      if (written) void this.client.run(this.message('note'));
      const command = { do: 'submit' as const, conversation: this.conversation, status, ...extra };
      void this.client.run(command).then((outcome) => {
        this.told(outcome);
        if (outcome.is === 'done') this.offerUndo(from, status);
        else if (prepared) this.hold(prepared);
      });
    }
    this.settle();
    if (written) this.clear(now.mode);
    this.changed();
  };

  /** Puts a message that was refused back into the box, in front of what stands there. */
  readonly takeBack = (id: string): void => {
    const held = this.client.store.state.commands.find((command) => command.id === id)?.command;
    if (held?.do !== 'reply' && held?.do !== 'note') return;
    this.client.discard(id);
    const present = this.drafts[held.do];
    this.chosen = held.do;
    if (held.do === 'reply') this.holdAgain(held);
    this.keep(held.do, { ...present, text: [held.text ?? '', present.text].filter(Boolean).join('\n') });
  };

  protected select(state: DeskState): readonly unknown[] {
    return [
      headOf(state, this.conversation),
      state.clockOffset,
      state.desk?.policy,
      state.desk?.me.id,
      state.desk?.me.role,
    ];
  }

  protected compute(): ComposerSnapshot {
    const head = this.head();
    const windowClosesAt = head?.window_closes_at ?? null;
    const tooLate = windowClosesAt !== null && windowClosesAt <= this.client.now();
    const ways = waysOf(head?.composer ?? [], this.isWithinReach(head), tooLate);
    const mode = this.chosen ?? preferred(ways, this.drafts);
    const refused = ways.find((way) => way.mode === mode)?.closed ?? null;
    const widget = this.widget(head, mode, refused);
    const closed = widget === 'chosen' ? null : refused;
    const { text, files } = this.drafts[mode];
    const left = MAX_CHARS - [...text.trim()].length;
    const written = text.trim() !== '' || files.length > 0;
    const uploading = this.uploads.running.length > 0;
    const ticket = head?.ticket ?? null;
    const submittable =
      ticket !== null && ticket.status !== 'closed' && (this.isWithinReach(head) || this.isAdmin());
    return {
      mode,
      ways,
      closed,
      text,
      files,
      uploads: this.uploads.running,
      left,
      canSend: written && left >= 0 && !uploading && closed === null && head !== null,
      canSubmit: submittable && !uploading && left >= 0,
      submitAs: this.prepared?.status ?? submitAs(ticket?.status ?? 'open'),
      statuses: this.statuses(),
      prepared: this.prepared,
      windowClosesAt,
      widget,
    };
  }

  /** The server allows it while the window is closed; that it closed just now, the clock says. */
  private widget(
    head: AgentHead | null,
    mode: WrittenMode,
    refused: Way['closed'],
  ): ComposerSnapshot['widget'] {
    const choice = head?.composer.find((one) => one.mode === 'widget');
    const has = choice?.allowed || choice?.reason === 'customer_decides';
    if (mode !== 'reply' || refused !== 'window_closed' || !has || !this.isWithinReach(head)) return 'no';
    return this.inWidget ? 'chosen' : 'offered';
  }

  /** The window closes by the clock alone: no frame tells of it. The clock is right once the server told its own. */
  private watchWindow(): void {
    const at = this.head()?.window_closes_at ?? null;
    const offset = this.client.store.state.clockOffset;
    const known = this.windowEnds;
    if (at === (known?.at ?? null) && (at === null || offset === known?.offset)) return;
    known?.cancel();
    const left = at === null ? 0 : at - this.client.now();
    const cancel =
      left > 0 ? this.timers.after(Math.min(left, MOST_MS), () => this.changed()) : () => undefined;
    this.windowEnds = at === null ? null : { at, offset, cancel };
  }

  private head(): AgentHead | null {
    return headOf(this.client.store.state, this.conversation);
  }

  /** Mine, or nobody's: whoever answers what is nobody's has it. */
  private isWithinReach(head: AgentHead | null): boolean {
    const me = this.client.store.state.desk?.me;
    const assignee = head?.ticket?.assignee ?? null;
    return me !== undefined && (assignee === null || assignee === me.id);
  }

  private isAdmin(): boolean {
    return this.client.store.state.desk?.me.role === 'admin';
  }

  private statuses(): readonly TicketStatus[] {
    const open: TicketStatus[] = ['open', 'pending', 'on_hold', 'solved'];
    return this.client.store.state.desk?.policy.agents_may_close ? [...open, 'closed'] : open;
  }

  private message(mode: WrittenMode) {
    return mode === 'reply' ? this.reply(null) : { do: 'note' as const, ...this.body(mode) };
  }

  private reply(status: TicketStatus | null) {
    const inWidget = this.snapshot().widget === 'chosen' ? { in_widget: true } : {};
    return { do: 'reply' as const, ...this.body('reply'), submit_as: status, ...inWidget };
  }

  private body(mode: WrittenMode) {
    const { text, files } = this.drafts[mode];
    return {
      conversation: this.conversation,
      text: text.trim() === '' ? null : text.trim(),
      files: files.map((file) => file.id),
    };
  }

  private setPrepared(prepared: Prepared | null): void {
    this.prepared = prepared;
    this.shelf.writeWaiting(this.conversation, prepared);
  }

  /** What was submitted or discarded is prepared no more. */
  private settle(): void {
    this.setPrepared(null);
    this.written = null;
  }

  /** What was refused is to be submitted again, unless something else was prepared meanwhile. */
  private hold(prepared: Prepared): void {
    this.setPrepared(this.prepared ?? prepared);
    this.changed();
  }

  private holdAgain({
    changes = NO_CHANGES,
    submit_as,
  }: {
    changes?: TicketChanges;
    submit_as: TicketStatus | null;
  }): void {
    if (changesAnything(changes)) this.hold({ names: [], status: submit_as, changes, leftOut: [] });
  }

  private clear(mode: WrittenMode): void {
    this.typing.over();
    this.inWidget = false;
    this.keep(mode, NO_DRAFT);
  }

  private keep(mode: WrittenMode, draft: Draft): void {
    this.drafts[mode] = draft;
    this.shelf.write(this.conversation, mode, draft);
    this.changed();
  }

  private readonly told = (outcome: Outcome): void => {
    if (outcome.is === 'refused') this.toasts.show({ what: 'refused', error: outcome.error });
  };

  private offerUndo(from: TicketStatus, to: TicketStatus): void {
    if (from === to || !mayReturn(from, to)) return;
    this.toasts.undo(
      (t) => t.talk.undo.status(t.ticketStatus[to]),
      () => {
        const back = { do: 'submit' as const, conversation: this.conversation, status: from };
        void this.client.run(back).then(this.told);
      },
    );
  }
}

const MODES: readonly Way['mode'][] = ['reply', 'note', 'email', 'call'];

function waysOf(choices: readonly ComposerChoice[], withinReach: boolean, tooLate: boolean): readonly Way[] {
  return MODES.map((mode) => {
    const choice = choices.find((one) => one.mode === mode);
    if (mode === 'reply' && tooLate && choice?.allowed) return { mode, closed: 'window_closed' };
    if (!choice?.allowed) return { mode, closed: choice?.reason ?? 'not_connected' };
    return { mode, closed: mode === 'note' || withinReach ? null : 'not_assigned_to_you' };
  });
}

/** A draft calls its mode back; otherwise a reply where one is allowed. */
function preferred(ways: readonly Way[], drafts: Record<WrittenMode, Draft>): WrittenMode {
  const allowed = (mode: ComposerMode) => ways.some((way) => way.mode === mode && way.closed === null);
  if (drafts.reply !== NO_DRAFT || allowed('reply')) return 'reply';
  return allowed('note') || drafts.note !== NO_DRAFT ? 'note' : 'reply';
}

/** What "Submit" proposes: nothing becomes New again, and nobody closes by a slip. */
function submitAs(status: TicketStatus): TicketStatus {
  return status === 'new' || status === 'closed' ? 'open' : status;
}
