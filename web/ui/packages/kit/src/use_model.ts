import { useSyncExternalStore } from 'react';

interface Model<Snapshot> {
  snapshot: () => Snapshot;
  subscribe: (listener: () => void) => () => void;
}

/** Joins a view to its view model. */
export function useModel<Snapshot>(model: Model<Snapshot>): Snapshot {
  return useSyncExternalStore(model.subscribe, model.snapshot);
}

/**
 * Joins a view to a part of a view model: what else changes in it does not draw the view anew. `part` has to give the
 * same thing, by identity, for as long as nothing in it changed.
 */
export function useModelPart<Snapshot, Part>(model: Model<Snapshot>, part: (now: Snapshot) => Part): Part {
  return useSyncExternalStore(model.subscribe, () => part(model.snapshot()));
}
