/** The ticket panel: who has it, what can be changed in it, and the way back from each change. */

import {
  conversationOf,
  type Desk,
  type DeskClient,
  type DeskState,
  headOf,
  StoreModel,
} from '@frontdesk/client/desk';
import type {
  AgentCommand,
  AgentHead,
  Colleague,
  FieldDefinition,
  Group,
  Priority,
  Ticket,
  TicketStatus,
} from '@frontdesk/protocol';
import type { Saying, ToastsModel } from './toasts';

/** Why the panel is to be read only; null where it is not. */
export type Locked = { why: 'closed' } | { why: 'other'; name: string } | null;

export interface TicketSnapshot {
  /** With what was changed here and the server has not answered for. */
  readonly ticket: Ticket | null;
  readonly group: Group | null;
  readonly fields: readonly { definition: FieldDefinition; value: string }[];
  readonly locked: Locked;
  /** By whoever has the ticket, by everybody while nobody has it, and by admins. */
  readonly editable: boolean;
  readonly statuses: readonly TicketStatus[];
  readonly canTake: boolean;
  readonly canTransfer: boolean;
  readonly canEndSession: boolean;
  readonly taking: boolean;
}

/** A tag that the lists and reports live from. */
export const SUPPORT_TAG = 'messaging_support';
/** By these views, triggers and reports tell which channel a ticket came by (S1-24, S1-28…S1-30). */
export const CHANNEL_TAGS: ReadonlySet<string> = new Set([
  'whatsapp',
  'facebook',
  'instagram',
  'line',
  'wechat',
  'twitter',
  'telegram',
  'sms',
]);
export const MOST_TAGS = 50;

/** A change that shows before the server has it. `seq`: where it is in the log; null while that is not known. */
interface Overlay {
  readonly apply: (ticket: Ticket) => Ticket;
  seq: number | null;
}

/** What the toast says of a change, and the change that takes it back. */
interface Undo {
  readonly text: Saying;
  readonly run: () => void;
}

export class TicketModel extends StoreModel<DeskState, TicketSnapshot> {
  private taking = false;
  private overlays: readonly Overlay[] = [];

  constructor(
    readonly conversation: string,
    private readonly client: DeskClient,
    private readonly toasts: ToastsModel,
  ) {
    super(client.store);
  }

  readonly take = async (): Promise<void> => {
    this.taking = true;
    this.changed();
    this.toasts.answered(await this.client.run({ do: 'take', conversation: this.conversation }));
    this.taking = false;
    this.changed();
  };

  readonly setStatus = (status: TicketStatus): void => {
    const from = this.snapshot().ticket?.status;
    if (!from || from === status) return;
    this.change(
      { do: 'submit', conversation: this.conversation, status },
      (ticket) => ({ ...ticket, status }),
      mayReturn(from, status) && {
        text: (t) => t.talk.undo.status(t.ticketStatus[status]),
        run: () => this.setStatus(from),
      },
    );
  };

  readonly setPriority = (priority: Priority): void => {
    const from = this.snapshot().ticket?.priority;
    if (!from || from === priority) return;
    this.change(
      { do: 'set_priority', conversation: this.conversation, priority },
      (ticket) => ({ ...ticket, priority }),
      { text: (t) => t.talk.undo.priority(t.priorities[priority]), run: () => this.setPriority(from) },
    );
  };

  readonly addTag = (tag: string): void => this.tag(tag, true);

  readonly removeTag = (tag: string): void => this.tag(tag, false);

  readonly setField = (field: number, value: string): void => {
    const known = this.snapshot().fields.find((one) => one.definition.id === field);
    const from = known?.value ?? '';
    const label = known?.definition.label ?? '';
    if (from === value) return;
    this.change(
      { do: 'set_field', conversation: this.conversation, field, value },
      (ticket) => ({
        ...ticket,
        fields: [...ticket.fields.filter((one) => one.field !== field), { field, label, value }],
      }),
      { text: (t) => t.talk.undo.field(label), run: () => this.setField(field, from) },
    );
  };

  readonly endSession = (): void => {
    void this.client.run({ do: 'end_session', conversation: this.conversation }).then(this.toasts.answered);
  };

  protected select(state: DeskState): readonly unknown[] {
    const here = conversationOf(state, this.conversation);
    return [
      here?.head ?? null,
      // A change of ours is over once its event is here, which need not change the head.
      this.overlays.length > 0 ? (here?.seq ?? null) : null,
      state.desk?.me.id,
      state.desk?.me.role,
      state.desk?.fields,
      state.desk?.groups,
      state.desk?.policy,
    ];
  }

  protected compute(): TicketSnapshot {
    const { desk } = this.client.store.state;
    const head = this.head();
    const ticket = head?.ticket ? this.overlaid(head.ticket) : null;
    const locked = lockedBy(head, desk);
    const open = ticket !== null && head?.ticket?.status !== 'closed';
    const mayAct = open && desk !== null && locked === null;
    const statuses: TicketStatus[] = ['open', 'pending', 'on_hold', 'solved'];
    return {
      ticket,
      group: desk?.groups.find((group) => group.id === ticket?.group) ?? null,
      fields: (desk?.fields ?? []).map((definition) => ({
        definition,
        value: ticket?.fields.find((field) => field.field === definition.id)?.value ?? '',
      })),
      locked,
      editable: mayAct,
      statuses: desk?.policy.agents_may_close ? [...statuses, 'closed'] : statuses,
      canTake: open && ticket.assignee === null,
      canTransfer: mayAct,
      canEndSession: mayAct && (head?.session === 'active' || head?.session === 'inactive'),
      taking: this.taking,
    };
  }

  private tag(tag: string, wanted: boolean): void {
    const tags = this.snapshot().ticket?.tags ?? [];
    if (tags.includes(tag) === wanted || (wanted && tags.length >= MOST_TAGS)) return;
    const [add, remove] = wanted ? [[tag], []] : [[], [tag]];
    this.change(
      { do: 'tags', conversation: this.conversation, add, remove },
      (ticket) => ({
        ...ticket,
        tags: wanted ? [...ticket.tags, tag].sort() : ticket.tags.filter((one) => one !== tag),
      }),
      {
        text: (t) => (wanted ? t.talk.undo.tagAdded(tag) : t.talk.undo.tagRemoved(tag)),
        run: () => this.tag(tag, !wanted),
      },
    );
  }

  /** Shows the change at once; a refusal takes it back and says why, success offers the way back. */
  private change(command: AgentCommand, apply: Overlay['apply'], undo: Undo | false): void {
    const overlay: Overlay = { apply, seq: null };
    this.overlays = [...this.overlays, overlay];
    this.changed();
    void this.client.run(command).then((outcome) => {
      this.toasts.answered(outcome);
      if (outcome.is === 'done') {
        overlay.seq = outcome.done.seq;
        if (undo) this.toasts.undo(undo.text, undo.run);
      }
      const seq = this.seq();
      const over = (one: Overlay) =>
        (one === overlay && outcome.is === 'refused') || (one.seq !== null && one.seq <= seq);
      this.overlays = this.overlays.filter((one) => !over(one));
      this.changed();
    });
  }

  private overlaid(ticket: Ticket): Ticket {
    const seq = this.seq();
    const pending = this.overlays.filter((overlay) => overlay.seq === null || overlay.seq > seq);
    return pending.reduce((changed, overlay) => overlay.apply(changed), ticket);
  }

  private seq(): number {
    return conversationOf(this.client.store.state, this.conversation)?.seq ?? 0;
  }

  private head(): AgentHead | null {
    return headOf(this.client.store.state, this.conversation);
  }
}

/** Nothing becomes New again, and what is closed stays closed. */
export function mayReturn(from: TicketStatus, to: TicketStatus): boolean {
  return from !== 'new' && to !== 'closed';
}

function lockedBy(head: AgentHead | null, desk: Desk | null): Locked {
  const ticket = head?.ticket;
  if (!ticket) return null;
  if (ticket.status === 'closed') return { why: 'closed' };
  const foreign = ticket.assignee !== null && ticket.assignee !== desk?.me.id;
  return foreign && desk?.me.role !== 'admin' ? { why: 'other', name: ticket.assignee_name ?? '' } : null;
}

/** Colleagues by readiness, then by name. */
export function byReadiness(agents: Iterable<Colleague>): readonly Colleague[] {
  const order: Record<Colleague['status'], number> = { online: 0, transfers_only: 1, away: 2, offline: 3 };
  return [...agents].sort((a, b) => order[a.status] - order[b.status] || a.name.localeCompare(b.name));
}
