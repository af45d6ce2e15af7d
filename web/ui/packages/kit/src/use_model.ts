import { useSyncExternalStore } from 'react';

interface Model<Snapshot> {
  snapshot: () => Snapshot;
  subscribe: (listener: () => void) => () => void;
}

/** Joins a view to its view model. */
export function useModel<Snapshot>(model: Model<Snapshot>): Snapshot {
  return useSyncExternalStore(model.subscribe, model.snapshot);
}
