/** For whom a shortcut or a macro is, as a form holds it. */
import type { AdminAgent, Group, Listing, Revised, ShortcutScope } from '@frontdesk/protocol';
import { entryOf } from '../../forms/entry_form';
import type { AdminRest } from '../../models/admin_rest';
import type { Say } from '../../models/say';

export type ScopeKind = ShortcutScope['for'];

export interface ScopeValues {
  kind: ScopeKind;
  /** As text, since a select holds texts; empty while none is chosen. */
  group: string;
  agent: string;
}

/** What such a thing has on the server. */
export interface Scoped {
  readonly id: number;
  readonly name: string;
  readonly scope: ShortcutScope;
}

export const EVERYBODY: ScopeValues = { kind: 'global', group: '', agent: '' };

export function scopeValues(scope: ShortcutScope): ScopeValues {
  return {
    kind: scope.for,
    group: scope.for === 'group' ? String(scope.group) : '',
    agent: scope.for === 'personal' ? String(scope.agent) : '',
  };
}

export function scopeOf({ kind, group, agent }: ScopeValues): ShortcutScope {
  switch (kind) {
    case 'group':
      return { for: 'group', group: Number(group) };
    case 'personal':
      return { for: 'personal', agent: Number(agent) };
    case 'global':
      return { for: 'global' };
  }
}

export function scopeProblems({ kind, group, agent }: ScopeValues): {
  group: Say | undefined;
  agent: Say | undefined;
} {
  return {
    group: kind === 'group' && group === '' ? (t) => t.scope.chooseGroup : undefined,
    agent: kind === 'personal' && agent === '' ? (t) => t.scope.chooseAgent : undefined,
  };
}

/** Whom it could be for. */
export interface Owners {
  readonly groups: readonly Group[];
  /** Those who are active, and whoever has it already. */
  readonly agents: readonly AdminAgent[];
}

export interface ScopedRead<Entry> extends Owners {
  /** `null` where there is none of that number. */
  readonly found: Revised<Entry> | null;
}

/** One of a list such as `macros`, and whom it could be for. */
export async function readScoped<Entry extends Scoped>(
  rest: AdminRest,
  list: string,
  id: number | null,
): Promise<ScopedRead<Entry>> {
  const [entries, groups, agents] = await readBeside<Entry>(rest, list);
  const found = entryOf(entries, id);
  const scope = found?.entry.scope;
  const owner = scope?.for === 'personal' ? scope.agent : null;
  return {
    found,
    groups: groups.entries.map(({ entry }) => entry).toSorted(byName),
    agents: agents.entries
      .map(({ entry }) => entry)
      .filter(({ active, id: agent }) => active || agent === owner)
      .toSorted(byName),
  };
}

/** A list, with all groups and agents beside it. */
export function readBeside<Entry>(
  rest: AdminRest,
  list: string,
): Promise<[Listing<Entry>, Listing<Group>, Listing<AdminAgent>]> {
  return Promise.all([rest.list<Entry>(list), rest.list<Group>('groups'), rest.list<AdminAgent>('agents')]);
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name);
}
