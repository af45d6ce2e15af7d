import { apply } from './apply.ts';
import { EMPTY, type Frame, type Outcome, type State } from './state.ts';

/** Holds the one state of the frame. `apply` is its only writer. */
export class Store {
  private current: State = EMPTY;
  private readonly listeners = new Set<() => void>();

  get state(): State {
    return this.current;
  }

  apply(frame: Frame): Outcome {
    const { state, outcome } = apply(this.current, frame);
    if (state !== this.current) {
      this.current = state;
      for (const listener of this.listeners) listener();
    }
    return outcome;
  }

  /** Answers with the way to unsubscribe. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
