/** The browser's address and its history, below `/admin`. */
export interface Address {
  /** Where we are, without `/admin/` before it: `people/agents/12`. */
  read(): string;
  /** How far from where this program began; moving back makes it smaller. */
  depth(): number;
  push(path: string): void;
  /** In the place of where we are. */
  replace(path: string): void;
  go(steps: number): void;
  /** Told when the browser's own buttons moved. */
  subscribe(listener: () => void): () => void;
  /** While `blocked` says so, the browser asks before it closes or reloads the page. */
  guardUnload(blocked: () => boolean): () => void;
}

export const BASE = '/admin/';

export function browserAddress(): Address {
  const depth = () => {
    const state: unknown = history.state;
    const depth = typeof state === 'object' && state !== null && 'depth' in state ? state.depth : 0;
    return typeof depth === 'number' ? depth : 0;
  };
  return {
    read: () => location.pathname.replace(/^\/admin\/?/, '').replace(/\/+$/, ''),
    depth,
    push: (path) => history.pushState({ depth: depth() + 1 }, '', BASE + path),
    replace: (path) => history.replaceState(history.state, '', BASE + path),
    go: (steps) => history.go(steps),
    subscribe(listener) {
      addEventListener('popstate', listener);
      return () => removeEventListener('popstate', listener);
    },
    guardUnload(blocked) {
      const ask = (event: BeforeUnloadEvent) => {
        if (blocked()) event.preventDefault();
      };
      addEventListener('beforeunload', ask);
      return () => removeEventListener('beforeunload', ask);
    },
  };
}
