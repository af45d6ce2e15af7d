/** Two admins changed one entry: what each of them changed, field by field. */
import type { Change } from './form_model';

export type Kept = 'theirs' | 'mine';

export interface Contested<Values, Key extends keyof Values = keyof Values> {
  readonly key: Key;
  readonly was: Values[Key];
  readonly theirs: Values[Key];
  readonly mine: Values[Key];
  /** `null` until the admin has chosen. */
  readonly kept: Kept | null;
}

export interface Taken<Values, Key extends keyof Values = keyof Values> {
  readonly key: Key;
  readonly was: Values[Key];
  readonly theirs: Values[Key];
}

export class Conflict<Values> {
  constructor(
    readonly change: Change | null,
    /** Changed by both, and differently. */
    readonly contested: readonly Contested<Values>[],
    /** Changed by the other alone: in the form already. */
    readonly taken: readonly Taken<Values>[],
  ) {}

  chosen(key: keyof Values, kept: Kept): Conflict<Values> {
    const contested = this.contested.map((one) => (one.key === key ? { ...one, kept } : one));
    return new Conflict(this.change, contested, this.taken);
  }
}

export interface Sides<Values> {
  /** What both began with. */
  readonly was: Values;
  readonly mine: Values;
  readonly theirs: Values;
  readonly change: Change | null;
}

export function merge<Values extends object>({ was, mine, theirs, change }: Sides<Values>): Conflict<Values> {
  const keys = Object.keys(theirs) as (keyof Values)[];
  const byThem = keys.filter((key) => !same(was[key], theirs[key]));
  const byMe = (key: keyof Values) => !same(was[key], mine[key]);
  const contested = byThem
    .filter((key) => byMe(key) && !same(mine[key], theirs[key]))
    .map((key) => ({ key, was: was[key], theirs: theirs[key], mine: mine[key], kept: null }));
  const taken = byThem
    .filter((key) => !byMe(key))
    .map((key) => ({ key, was: was[key], theirs: theirs[key] }));
  return new Conflict<Values>(change, contested, taken);
}

/** The form's values as far as it is decided; what is not shows mine, and cannot be saved yet. */
export function resolved<Values extends object>(values: Values, conflict: Conflict<Values>): Values {
  const next = { ...values };
  for (const { key, theirs } of conflict.taken) next[key] = theirs;
  for (const { key, theirs, mine, kept } of conflict.contested) next[key] = kept === 'theirs' ? theirs : mine;
  return next;
}

/** Of plain values, as they go over the wire. */
export function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}
