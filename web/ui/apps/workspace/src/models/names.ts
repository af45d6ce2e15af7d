/** How colleagues and groups are called, for whoever shows only that. */
import { type DeskClient, type DeskState, StoreModel } from '@frontdesk/client/desk';

export interface Names {
  readonly agents: ReadonlyMap<number, string>;
  readonly groups: ReadonlyMap<number, string>;
}

export class NamesModel extends StoreModel<DeskState, Names> {
  private made: Names | null = null;

  constructor(client: DeskClient) {
    super(client.store);
  }

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.agents, state.desk?.groups];
  }

  /** Loads and presences change all the time, names hardly ever: the snapshot stays the same meanwhile. */
  protected compute(): Names {
    const desk = this.source.state.desk;
    const fresh: Names = {
      agents: new Map([...(desk?.agents.values() ?? [])].map((agent) => [agent.id, agent.name])),
      groups: new Map((desk?.groups ?? []).map((group) => [group.id, group.name])),
    };
    if (!this.made || !same(this.made.agents, fresh.agents) || !same(this.made.groups, fresh.groups))
      this.made = fresh;
    return this.made;
  }
}

function same(a: ReadonlyMap<number, string>, b: ReadonlyMap<number, string>): boolean {
  return a.size === b.size && [...a].every(([id, name]) => b.get(id) === name);
}
