/** The box under a conversation: what is written in which way, its files, and how it is sent. */

import {
  bodyOf,
  type DeskClient,
  type DeskState,
  type Draft,
  type Drafts,
  headOf,
  NO_DRAFT,
  StoreModel,
  type Timers,
  Typing,
} from '@frontdesk/client/desk';
import type { AgentHead, AppliedMacro, File as StoredFile, TicketStatus } from '@frontdesk/protocol';
import { Preparation, type Writing } from './preparation';
import { changesAnything, type Prepared, preparedOf } from './prepared';
import { ReplyWindow } from './reply_window';
import { mayReturn } from './ticket';
import type { ToastsModel } from './toasts';
import { MAX_FILES, type RunningUpload, Uploads } from './uploads';
import { mayGoToWidget, preferredMode, type Way, type WrittenMode, waysOf } from './ways';

/** Characters of one message, as the server counts them. */
export const MAX_CHARS = 4_096;

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
  private readonly preparation: Preparation;
  private readonly window: ReplyWindow;
  private readonly typing: Typing;

  constructor(
    readonly conversation: string,
    private readonly client: DeskClient,
    private readonly shelf: Drafts,
    timers: Timers,
    private readonly toasts: ToastsModel,
  ) {
    super(client.store);
    this.drafts = { reply: shelf.read(conversation, 'reply'), note: shelf.read(conversation, 'note') };
    this.preparation = new Preparation(conversation, shelf, (mode) => this.drafts[mode].text);
    this.window = new ReplyWindow(conversation, client, timers, () => this.changed());
    this.uploads = new Uploads(client, toasts, () => this.changed());
    this.typing = new Typing(timers, (active) => client.typing(conversation, active));
    this.own(() => this.uploads.dispose());
    this.own(() => this.typing.over());
    this.own(() => this.window.dispose());
    this.own(client.store.subscribe(() => this.window.look()));
    this.window.look();
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
    const writing = this.preparation.add(applied);
    if (writing) {
      this.typing.over();
      this.chosen = writing.mode;
      this.write(writing);
    }
    this.changed();
  };

  readonly discardPrepared = (): void => {
    const writing = this.preparation.discard();
    if (writing) this.write(writing);
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
        this.toasts.answered(outcome);
        if (outcome.is === 'done') this.offerUndo(from, status);
        else if (prepared) this.holdAgain(prepared);
      });
    }
    this.preparation.settle();
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
    const prepared = held.do === 'reply' ? preparedOf(held.changes, held.submit_as) : null;
    if (prepared) this.holdAgain(prepared);
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
    const ways = waysOf(head?.composer ?? [], this.isWithinReach(head), this.window.isClosed);
    const mode = this.chosen ?? preferredMode(ways, (one) => this.drafts[one] !== NO_DRAFT);
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
      submitAs: this.preparation.now?.status ?? submitAs(ticket?.status ?? 'open'),
      statuses: this.statuses(),
      prepared: this.preparation.now,
      windowClosesAt: this.window.closesAt,
      widget,
    };
  }

  private widget(
    head: AgentHead | null,
    mode: WrittenMode,
    refused: Way['closed'],
  ): ComposerSnapshot['widget'] {
    const late = mode === 'reply' && refused === 'window_closed';
    if (!late || !mayGoToWidget(head) || !this.isWithinReach(head)) return 'no';
    return this.inWidget ? 'chosen' : 'offered';
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
    return { conversation: this.conversation, ...bodyOf(this.drafts[mode]) };
  }

  private holdAgain(prepared: Prepared): void {
    this.preparation.holdAgain(prepared);
    this.changed();
  }

  private clear(mode: WrittenMode): void {
    this.typing.over();
    this.inWidget = false;
    this.keep(mode, NO_DRAFT);
  }

  private write({ mode, text }: Writing): void {
    this.keep(mode, { ...this.drafts[mode], text });
  }

  private keep(mode: WrittenMode, draft: Draft): void {
    this.drafts[mode] = draft;
    this.shelf.write(this.conversation, mode, draft);
    this.changed();
  }

  private offerUndo(from: TicketStatus, to: TicketStatus): void {
    if (from === to || !mayReturn(from, to)) return;
    this.toasts.undo(
      (t) => t.talk.undo.status(t.ticketStatus[to]),
      () => {
        const back = { do: 'submit' as const, conversation: this.conversation, status: from };
        void this.client.run(back).then(this.toasts.answered);
      },
    );
  }
}

/** What "Submit" proposes: nothing becomes New again, and nobody closes by a slip. */
function submitAs(status: TicketStatus): TicketStatus {
  return status === 'new' || status === 'closed' ? 'open' : status;
}
