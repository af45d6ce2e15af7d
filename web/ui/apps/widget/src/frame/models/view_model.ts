/** What a view sees of the program: a snapshot, word of its changes, and the actions of its subclass. */
export abstract class ViewModel<Snapshot> {
  private cached: Snapshot | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly endings: (() => void)[] = [];

  /** The same object until something changed. */
  get snapshot(): Snapshot {
    this.cached ??= this.compute();
    return this.cached;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    for (const end of this.endings.splice(0)) end();
    this.listeners.clear();
  }

  protected abstract compute(): Snapshot;

  protected changed(): void {
    this.cached = null;
    for (const listener of this.listeners) listener();
  }

  /** Runs when the model is disposed of. */
  protected atEnd(end: () => void): void {
    this.endings.push(end);
  }
}
