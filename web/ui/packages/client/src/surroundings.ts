/** What the client needs of its surroundings; tests bring their own, so that no test reads a clock. */

export type Cancel = () => void;

export interface Timers {
  /** Milliseconds since the epoch, of this device. */
  now(): number;
  after(ms: number, run: () => void): Cancel;
}

/** The part of `Storage` that is used. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => void;

export const browserTimers: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export const browserRandom: FillRandom = (bytes) => {
  crypto.getRandomValues(bytes);
};

/** A shelf that forgets: for tests, and for browsers whose storage is switched off. */
export function memoryShelf(): Shelf {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

/** The browser's storage, or one that forgets where it is refused; a full one loses the write and nothing else. */
export function browserShelf(pick: () => Storage): Shelf {
  let storage: Storage;
  try {
    storage = pick();
    storage.getItem('');
  } catch {
    return memoryShelf();
  }
  return {
    getItem: (key) => storage.getItem(key),
    setItem(key, value) {
      try {
        storage.setItem(key, value);
      } catch {
        // Quota: a draft that cannot be kept still stands in its box.
      }
    },
    removeItem: (key) => storage.removeItem(key),
  };
}
