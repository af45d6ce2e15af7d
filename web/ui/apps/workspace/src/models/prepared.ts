/** What macros prepared in a composer and nobody has submitted yet. Pure. */
import type { AppliedMacro, FieldChange, LeftOut, TicketChanges, TicketStatus } from '@frontdesk/protocol';

export interface Prepared {
  /** The macros' names, in the order in which they were applied; each once. */
  readonly names: readonly string[];
  readonly status: TicketStatus | null;
  readonly changes: TicketChanges;
  readonly leftOut: readonly LeftOut[];
}

export const NO_CHANGES: TicketChanges = {
  priority: null,
  assign: null,
  add_tags: [],
  remove_tags: [],
  fields: [],
};

/** Of two macros the later one counts; what only the earlier one asks for stays. */
export function prepare(before: Prepared | null, applied: AppliedMacro): Prepared {
  const { name, status, changes, left_out } = applied;
  const was = before?.changes ?? NO_CHANGES;
  return {
    names: [...(before?.names ?? []).filter((one) => one !== name), name],
    status: status ?? before?.status ?? null,
    changes: {
      priority: changes.priority ?? was.priority,
      assign: changes.assign ?? was.assign,
      add_tags: united(without(was.add_tags, changes.remove_tags), changes.add_tags),
      remove_tags: united(without(was.remove_tags, changes.add_tags), changes.remove_tags),
      fields: overlaid(was.fields, changes.fields),
    },
    leftOut: left_out,
  };
}

/** Whether there is anything that a submit would do besides the status. */
export function changesAnything({ priority, assign, add_tags, remove_tags, fields }: TicketChanges): boolean {
  return priority !== null || assign !== null || add_tags.length + remove_tags.length + fields.length > 0;
}

/** What a reply that was refused would have done to its ticket, if anything. */
export function preparedOf(changes: TicketChanges | undefined, status: TicketStatus | null): Prepared | null {
  if (!changes || !changesAnything(changes)) return null;
  return { names: [], status, changes, leftOut: [] };
}

/** What was kept over a reload, if it is of this form still. */
export function preparedFrom(kept: unknown): Prepared | null {
  if (typeof kept !== 'object' || kept === null || !('changes' in kept)) return null;
  const { changes } = kept as { changes: unknown };
  const whole = (value: unknown, keys: readonly string[]) =>
    typeof value === 'object' && value !== null && keys.every((key) => key in value);
  const known = whole(kept, ['names', 'status', 'leftOut']) && whole(changes, Object.keys(NO_CHANGES));
  return known ? (kept as Prepared) : null;
}

function without(tags: readonly string[], others: readonly string[]): string[] {
  return tags.filter((tag) => !others.includes(tag));
}

function united(tags: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...tags, ...others])];
}

function overlaid(before: readonly FieldChange[], after: readonly FieldChange[]): FieldChange[] {
  const kept = before.filter(({ field }) => !after.some((change) => change.field === field));
  return [...kept, ...after];
}
