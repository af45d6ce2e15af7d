import type { Arrived } from '../../bridge.ts';
import { fromOtherSide } from '../store/apply.ts';
import type { State } from '../store/state.ts';
import type { Store } from '../store/store.ts';

/** Tells of what others say, as it comes: in the open conversation and in those of the list. History is no arrival. */
export class Arrivals {
  private current: string | null = null;
  private newest: number | null = null;
  private rows: Map<string, number> | null = null;

  constructor(
    store: Store,
    private readonly arrived: (message: Arrived) => void,
  ) {
    store.subscribe(() => this.look(store.state));
  }

  private look(state: State): void {
    this.lookHere(state);
    this.lookElsewhere(state);
  }

  private lookHere(state: State): void {
    if (!state.welcomed) return;
    if (state.current !== this.current) this.newest = null;
    this.current = state.current;
    const { newest } = this;
    const news =
      newest === null ? [] : state.items.filter((item) => item.seq > newest && fromOtherSide(item));
    this.newest = state.items.at(-1)?.seq ?? 0;
    for (const item of news) {
      if (item.kind !== 'message' || item.author.kind === 'end_user' || state.conversation === null) continue;
      const { kind, name } = item.author;
      this.arrived({ conversation: state.conversation, author: kind, name });
    }
  }

  private lookElsewhere(state: State): void {
    if (state.rows === null) return;
    const before = this.rows;
    this.rows = new Map(state.rows.map((row) => [row.id, row.last?.seq ?? 0]));
    for (const { id, last } of before === null ? [] : state.rows) {
      if (id === state.current || last === null || last.seq <= (before?.get(id) ?? 0)) continue;
      if (last.author.kind !== 'end_user')
        this.arrived({ conversation: id, author: last.author.kind, name: last.author.name });
    }
  }
}
