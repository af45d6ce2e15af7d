/** Handing a conversation over to a colleague or a group, with a second question when nobody is there. */

import { type DeskClient, type DeskState, headOf, StoreModel } from '@frontdesk/client/desk';
import type { Colleague, ErrorBody, Group, TransferTarget } from '@frontdesk/protocol';
import { byReadiness } from './ticket';
import type { ToastsModel } from './toasts';

export interface TransferSnapshot {
  readonly agents: readonly Colleague[];
  readonly groups: readonly (Group & { readonly members: number; readonly online: number })[];
  /** Whom it lies with now: not to be chosen. */
  readonly current: { readonly agent: number | null; readonly group: number | null };
  readonly target: TransferTarget | null;
  readonly note: string;
  readonly step: 'choosing' | 'sending' | 'confirming' | 'done';
  readonly error: ErrorBody | null;
}

export class TransferModel extends StoreModel<DeskState, TransferSnapshot> {
  private target: TransferTarget | null = null;
  private note = '';
  private step: TransferSnapshot['step'] = 'choosing';
  private error: ErrorBody | null = null;

  constructor(
    readonly conversation: string,
    private readonly client: DeskClient,
    private readonly toasts: ToastsModel,
  ) {
    super(client.store);
  }

  readonly choose = (target: TransferTarget): void => {
    this.target = target;
    this.step = 'choosing';
    this.error = null;
    this.changed();
  };

  readonly setNote = (note: string): void => {
    this.note = note;
    this.changed();
  };

  readonly transfer = (): Promise<void> => this.send(false);

  readonly confirm = (): Promise<void> => this.send(true);

  readonly back = (): void => {
    this.step = 'choosing';
    this.changed();
  };

  protected select(state: DeskState): readonly unknown[] {
    const ticket = headOf(state, this.conversation)?.ticket;
    return [state.desk?.agents, state.desk?.groups, ticket?.assignee, ticket?.group];
  }

  protected compute(): TransferSnapshot {
    const desk = this.client.store.state.desk;
    const ticket = headOf(this.client.store.state, this.conversation)?.ticket;
    const all = [...(desk?.agents.values() ?? [])];
    const members = (group: number) => all.filter((agent) => agent.groups.includes(group));
    return {
      // Oneself is offered too where somebody else, or nobody, has it.
      agents: byReadiness(all.filter((agent) => agent.id !== ticket?.assignee)),
      groups: (desk?.groups ?? []).map((group) => ({
        ...group,
        members: members(group.id).length,
        online: members(group.id).filter((agent) => agent.status === 'online').length,
      })),
      current: { agent: ticket?.assignee ?? null, group: ticket?.group ?? null },
      target: this.target,
      note: this.note,
      step: this.step,
      error: this.error,
    };
  }

  private offerUndo(to: string): void {
    this.toasts.undo(
      (t) => t.talk.undo.transferred(to),
      () => {
        const back = { do: 'take_back' as const, conversation: this.conversation };
        void this.client.run(back).then((outcome) => {
          if (outcome.is === 'done') this.toasts.say((t) => t.talk.undo.takenBack);
          else if (outcome.error.code === 'revision_conflict')
            this.toasts.show({ what: 'said', text: (t) => t.talk.undo.tooLate, tone: 'bad', undo: null });
          else this.toasts.show({ what: 'refused', error: outcome.error });
        });
      },
    );
  }

  private async send(confirmed: boolean): Promise<void> {
    const { target } = this;
    if (!target || this.step === 'sending') return;
    this.step = 'sending';
    this.error = null;
    this.changed();
    const note = this.note.trim() === '' ? null : this.note.trim();
    const outcome = await this.client.run({
      do: 'transfer',
      conversation: this.conversation,
      target,
      note,
      confirmed,
    });
    if (outcome.is === 'done') {
      this.step = 'done';
      this.offerUndo(nameOf(this.snapshot()));
    } else if (outcome.error.code === 'confirmation_needed') this.step = 'confirming';
    else {
      this.step = 'choosing';
      this.error = outcome.error;
    }
    this.changed();
  }
}

export function nameOf({ target, agents, groups }: TransferSnapshot): string {
  if (target?.to === 'agent') return agents.find((agent) => agent.id === target.agent)?.name ?? '';
  return groups.find((group) => group.id === target?.group)?.name ?? '';
}
