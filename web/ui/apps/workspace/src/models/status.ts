/** One's own status, as the server has it and as it was just asked for. */

import { type DeskClient, type DeskState, StoreModel } from '@frontdesk/client/desk';
import type { AgentStatus, Colleague } from '@frontdesk/protocol';
import type { ToastsModel } from './toasts';

export interface StatusSnapshot {
  readonly me: Colleague;
  readonly status: AgentStatus;
  readonly asking: boolean;
}

export class StatusModel extends StoreModel<DeskState, StatusSnapshot> {
  private asked: AgentStatus | null = null;

  constructor(
    private readonly client: DeskClient,
    private readonly toasts: ToastsModel,
  ) {
    super(client.store);
  }

  readonly choose = async (status: AgentStatus): Promise<void> => {
    this.asked = status;
    this.changed();
    const outcome = await this.client.run({ do: 'set_status', status, agent: null });
    if (this.asked === status) this.asked = null;
    this.toasts.answered(outcome);
    this.changed();
  };

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.me];
  }

  protected compute(): StatusSnapshot {
    const me = this.client.store.state.desk?.me ?? this.client.me;
    return { me, status: this.asked ?? me.status, asking: this.asked !== null };
  }
}
