/** Who works here, as the server has it now: for the admin centre's lists. */

import { type DeskClient, type DeskState, StoreModel } from '@frontdesk/client/desk';
import type { Colleague, FieldDefinition, Group } from '@frontdesk/protocol';

export interface DirectorySnapshot {
  readonly allowed: boolean;
  readonly agents: readonly Colleague[];
  readonly groups: readonly (Group & { readonly members: number })[];
  readonly fields: readonly FieldDefinition[];
}

export class DirectoryModel extends StoreModel<DeskState, DirectorySnapshot> {
  constructor(client: DeskClient) {
    super(client.store);
  }

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.agents, state.desk?.groups, state.desk?.fields, state.desk?.me.role];
  }

  protected compute(): DirectorySnapshot {
    const desk = this.source.state.desk;
    const agents = [...(desk?.agents.values() ?? [])].sort((a, b) => a.name.localeCompare(b.name));
    return {
      allowed: desk?.me.role === 'admin',
      agents,
      groups: (desk?.groups ?? []).map((group) => ({
        ...group,
        members: agents.filter((agent) => agent.groups.includes(group.id)).length,
      })),
      fields: desk?.fields ?? [],
    };
  }
}
