/** A shortcut: a canned reply, and whose it is. */
import type { AdminAgent, Group, Revised, Shortcut, ShortcutBody, ShortcutScope } from '@frontdesk/protocol';
import * as check from '../../forms/checks';
import { entryForm, entryOf } from '../../forms/entry_form';
import type { FormModel, Problems } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';
import type { Say } from '../../models/say';

export type ScopeKind = ShortcutScope['for'];

export interface ShortcutValues {
  name: string;
  text: string;
  kind: ScopeKind;
  /** As text, since a select holds texts; empty while none is chosen. */
  group: string;
  agent: string;
  options: string[];
}

/** As the server has them. */
export const NAME_CHARS = 40;
export const TEXT_CHARS = 4096;
export const MOST_OPTIONS = 20;

export interface ShortcutRead {
  readonly shortcut: Revised<Shortcut> | null;
  readonly groups: readonly Group[];
  /** Those who are active, and whoever has it already. */
  readonly agents: readonly AdminAgent[];
}

export async function readShortcut({ rest }: AdminDesk, id: number | null): Promise<ShortcutRead> {
  const [shortcuts, groups, agents] = await Promise.all([
    rest.list<Shortcut>('shortcuts'),
    rest.list<Group>('groups'),
    rest.list<AdminAgent>('agents'),
  ]);
  const shortcut = entryOf(shortcuts, id);
  const scope = shortcut?.entry.scope;
  const owner = scope?.for === 'personal' ? scope.agent : null;
  return {
    shortcut,
    groups: groups.entries.map(({ entry }) => entry).toSorted(byName),
    agents: agents.entries
      .map(({ entry }) => entry)
      .filter(({ active, id: agent }) => active || agent === owner)
      .toSorted(byName),
  };
}

export function shortcutForm(
  desk: AdminDesk,
  shortcut: Revised<Shortcut> | null,
  onSaved: (id: number, changed: readonly (keyof ShortcutValues)[], unusable: Shortcut['unusable']) => void,
): FormModel<ShortcutValues> {
  return entryForm<Shortcut, ShortcutValues>(desk, shortcut, {
    list: 'shortcuts',
    kind: 'shortcut',
    valuesOf,
    bodyOf,
    empty: EMPTY,
    check: problems,
    refusals: { already_exists: { field: 'name', say: (t) => t.shortcuts.taken } },
    onSaved: ({ id, unusable }, changed) => onSaved(id, changed, unusable),
  });
}

const EMPTY: ShortcutValues = { name: '', text: '', kind: 'global', group: '', agent: '', options: [] };

function valuesOf({ name, text, scope, options }: Shortcut): ShortcutValues {
  const group = scope.for === 'group' ? String(scope.group) : '';
  const agent = scope.for === 'personal' ? String(scope.agent) : '';
  return { name, text, kind: scope.for, group, agent, options };
}

function bodyOf(values: ShortcutValues): ShortcutBody {
  const { name, text, options } = values;
  return {
    name: name.trim(),
    text,
    scope: scopeOf(values),
    options: options.map((option) => option.trim()),
  };
}

function scopeOf({ kind, group, agent }: ShortcutValues): ShortcutScope {
  switch (kind) {
    case 'group':
      return { for: 'group', group: Number(group) };
    case 'personal':
      return { for: 'personal', agent: Number(agent) };
    case 'global':
      return { for: 'global' };
  }
}

function problems({ name, text, kind, group, agent, options }: ShortcutValues): Problems<ShortcutValues> {
  return check.problems<ShortcutValues>({
    name: check.name(name, NAME_CHARS) ?? nameProblem(name.trim()),
    text: check.required(text) ?? check.atMost(text, TEXT_CHARS),
    group: kind === 'group' && group === '' ? (t) => t.shortcuts.chooseGroup : undefined,
    agent: kind === 'personal' && agent === '' ? (t) => t.shortcuts.chooseAgent : undefined,
    options: optionsProblem(options),
  });
}

function nameProblem(name: string): Say | undefined {
  return /[\s/\\$]/u.test(name) ? (t) => t.shortcuts.badName : undefined;
}

function optionsProblem(options: readonly string[]): Say | undefined {
  if (options.length > MOST_OPTIONS) return (t) => t.shortcuts.tooManyOptions(MOST_OPTIONS);
  const tooLong = options.map((option) => check.atMost(option.trim(), TEXT_CHARS)).find(Boolean);
  return check.distinct(options) ?? tooLong;
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name);
}
