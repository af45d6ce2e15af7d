/** The ticket panel: who has it, and what can be changed in it. */

import { type DeskClient, type DeskState, type Outcome, StoreModel } from '@frontdesk/client/desk';
import type { Colleague, Desk, FieldDefinition, Group, Priority, Ticket } from '@frontdesk/protocol';
import type { ToastsModel } from './toasts';

export interface TicketSnapshot {
  readonly ticket: Ticket | null;
  readonly group: Group | null;
  readonly fields: readonly { definition: FieldDefinition; value: string }[];
  /** By whoever has the ticket, by everybody while nobody has it, and by admins. */
  readonly editable: boolean;
  readonly canTake: boolean;
  readonly canTransfer: boolean;
  readonly canEndSession: boolean;
  readonly taking: boolean;
}

export class TicketModel extends StoreModel<DeskState, TicketSnapshot> {
  private taking = false;

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
    this.told(await this.client.run({ do: 'take', conversation: this.conversation }));
    this.taking = false;
    this.changed();
  };

  readonly setPriority = (priority: Priority): void => {
    void this.client.run({ do: 'set_priority', conversation: this.conversation, priority }).then(this.told);
  };

  readonly setTags = (tags: readonly string[]): void => {
    const present = this.snapshot().ticket?.tags ?? [];
    const add = tags.filter((tag) => !present.includes(tag));
    const remove = present.filter((tag) => !tags.includes(tag));
    if (add.length === 0 && remove.length === 0) return;
    void this.client.run({ do: 'tags', conversation: this.conversation, add, remove }).then(this.told);
  };

  readonly setField = (field: number, value: string): void => {
    const present = this.snapshot().fields.find((one) => one.definition.id === field)?.value ?? '';
    if (present === value) return;
    void this.client.run({ do: 'set_field', conversation: this.conversation, field, value }).then(this.told);
  };

  readonly endSession = (): void => {
    void this.client.run({ do: 'end_session', conversation: this.conversation }).then(this.told);
  };

  protected select(state: DeskState): readonly unknown[] {
    const slot = state.conversations.get(this.conversation);
    return [
      slot?.is === 'ready' ? slot.conversation.head : null,
      state.desk?.me.id,
      state.desk?.me.role,
      state.desk?.fields,
      state.desk?.groups,
    ];
  }

  protected compute(): TicketSnapshot {
    const { desk, conversations } = this.client.store.state;
    const slot = conversations.get(this.conversation);
    const head = slot?.is === 'ready' ? slot.conversation.head : null;
    const ticket = head?.ticket ?? null;
    const open = ticket !== null && ticket.status !== 'closed';
    const within = ticket?.assignee === null || ticket?.assignee === desk?.me.id;
    const mayAct = open && desk !== null && (within || desk.me.role === 'admin');
    return {
      ticket,
      group: desk?.groups.find((group) => group.id === ticket?.group) ?? null,
      fields: (desk?.fields ?? []).map((definition) => ({
        definition,
        value: ticket?.fields.find((field) => field.field === definition.id)?.value ?? '',
      })),
      editable: mayAct,
      canTake: open && ticket.assignee === null,
      canTransfer: mayAct,
      canEndSession: mayAct && (head?.session === 'active' || head?.session === 'inactive'),
      taking: this.taking,
    };
  }

  private readonly told = (outcome: Outcome): void => {
    if (outcome.is === 'refused') this.toasts.show({ what: 'refused', error: outcome.error });
  };
}

/** Colleagues by readiness, then by name. */
export function byReadiness(agents: Iterable<Colleague>): readonly Colleague[] {
  const order: Record<Desk['me']['status'], number> = { online: 0, transfers_only: 1, away: 2, offline: 3 };
  return [...agents].sort((a, b) => order[a.status] - order[b.status] || a.name.localeCompare(b.name));
}
