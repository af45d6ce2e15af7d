/** What publishing would change, step by step. */
import type { Flow } from './draft';

export interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Anything of the flow itself: its name, greeting, fallback, beginning, hand-off. */
  readonly settings: boolean;
  /** Where steps stand on the canvas, and nothing else. */
  readonly onlyPlaces: boolean;
}

export function changesBetween(live: Flow | null, draft: Flow): Changes {
  const before = live?.steps ?? {};
  const added = Object.keys(draft.steps).filter((id) => !(id in before));
  const removed = Object.keys(before).filter((id) => !(id in draft.steps));
  const changed = Object.keys(draft.steps).filter((id) => id in before && !same(before[id], draft.steps[id]));
  const settings = live !== null && !same(settingsOf(live), settingsOf(draft));
  const quiet = added.length + removed.length + changed.length === 0 && !settings;
  return { added, changed, removed, settings, onlyPlaces: live !== null && quiet };
}

function settingsOf({ steps: _steps, layout: _layout, ...settings }: Flow): unknown {
  return settings;
}

/** Nothing, `null`, an empty text and an empty list are the same to the server. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(plain);
  if (typeof value !== 'object' || value === null) return value === '' || value === null ? undefined : value;
  const entries = Object.entries(value).map(([key, inside]) => [key, plain(inside)] as const);
  const told = entries.filter(([, inside]) => inside !== undefined && inside !== false);
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}
