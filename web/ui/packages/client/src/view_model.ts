/**
 * A view model: a snapshot that keeps its identity until something in it changed, a way to hear of changes, and
 * actions. Knows nothing of any view library; views join it by `useSyncExternalStore`.
 */
export abstract class ViewModel<Snapshot> {
  private readonly listeners = new Set<() => void>();
  private readonly owned: (() => void)[] = [];
  private held: { snapshot: Snapshot } | null = null;

  readonly snapshot = (): Snapshot => {
    this.held ??= { snapshot: this.compute() };
    return this.held.snapshot;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  dispose(): void {
    for (const release of this.owned.splice(0)) release();
    this.listeners.clear();
  }

  protected abstract compute(): Snapshot;

  /** Undone by `dispose`. */
  protected own(release: () => void): void {
    this.owned.push(release);
  }

  protected changed(): void {
    this.held = null;
    for (const listener of [...this.listeners]) listener();
  }
}

/** The part of a store that a view model needs. */
interface Source<State> {
  readonly state: State;
  subscribe(listener: () => void): () => void;
}

/** A view model over a part of a store: it hears nothing of what it did not select. */
export abstract class StoreModel<State, Snapshot> extends ViewModel<Snapshot> {
  private selected: readonly unknown[] | null = null;

  constructor(protected readonly source: Source<State>) {
    super();
    this.own(source.subscribe(() => this.sourceChanged()));
  }

  /** The values that the snapshot is made of, compared by identity. */
  protected abstract select(state: State): readonly unknown[];

  private sourceChanged(): void {
    const now = this.select(this.source.state);
    const same =
      this.selected?.length === now.length && this.selected.every((value, at) => Object.is(value, now[at]));
    this.selected = now;
    if (!same) this.sourceMoved();
  }

  /** Something that was selected is another now. A model that may wait says so here. */
  protected sourceMoved(): void {
    this.changed();
  }
}
