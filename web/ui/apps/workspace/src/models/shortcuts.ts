/** The canned replies that an agent may use, and what the menu shows of them. */
import { type DeskClient, type DeskState, StoreModel } from '@frontdesk/client/desk';
import type { Shortcut } from '@frontdesk/protocol';
import { matchShortcuts } from './slash';

export interface ShortcutsSnapshot {
  /** False before they were fetched. */
  readonly known: boolean;
  readonly count: number;
}

export class ShortcutsModel extends StoreModel<DeskState, ShortcutsSnapshot> {
  private groups: readonly number[] | null = null;

  constructor(private readonly client: DeskClient) {
    super(client.store);
    this.own(client.store.subscribe(() => this.groupsMayHaveChanged()));
  }

  readonly match = (query: string): readonly Shortcut[] =>
    matchShortcuts(this.client.store.state.shortcuts?.values() ?? [], query);

  protected select(state: DeskState): readonly unknown[] {
    return [state.shortcuts];
  }

  protected compute(): ShortcutsSnapshot {
    const { shortcuts } = this.client.store.state;
    return { known: shortcuts !== null, count: shortcuts?.size ?? 0 };
  }

  /** Another group has other shortcuts; of that the server tells no shortcut by shortcut. */
  private groupsMayHaveChanged(): void {
    const groups = this.client.store.state.desk?.me.groups ?? null;
    if (groups === this.groups || groups === null) return;
    const before = this.groups;
    this.groups = groups;
    if (before !== null && before.join() !== groups.join()) void this.client.loadShortcuts();
  }
}
