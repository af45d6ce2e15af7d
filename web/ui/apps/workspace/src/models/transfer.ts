/** Handing a conversation over to a colleague or a group, with a second question when nobody is there. */

import { type DeskClient, type DeskState, StoreModel } from '@frontdesk/client/desk';
import type { Colleague, ErrorBody, Group, TransferTarget } from '@frontdesk/protocol';
import { byReadiness } from './ticket';

export interface TransferSnapshot {
  readonly agents: readonly Colleague[];
  readonly groups: readonly Group[];
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
    return [state.desk?.agents, state.desk?.groups, state.desk?.me.id];
  }

  protected compute(): TransferSnapshot {
    const desk = this.client.store.state.desk;
    const others = [...(desk?.agents.values() ?? [])].filter((agent) => agent.id !== desk?.me.id);
    return {
      agents: byReadiness(others),
      groups: desk?.groups ?? [],
      target: this.target,
      note: this.note,
      step: this.step,
      error: this.error,
    };
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
    if (outcome.is === 'done') this.step = 'done';
    else if (outcome.error.code === 'confirmation_needed') this.step = 'confirming';
    else {
      this.step = 'choosing';
      this.error = outcome.error;
    }
    this.changed();
  }
}
