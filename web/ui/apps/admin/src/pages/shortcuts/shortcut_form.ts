/** A shortcut: a canned reply, and whose it is. */
import type { Revised, Shortcut, ShortcutBody } from '@frontdesk/protocol';
import * as check from '../../forms/checks';
import { entryForm } from '../../forms/entry_form';
import type { FormModel, Problems } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';
import type { Say } from '../../models/say';
import {
  EVERYBODY,
  type Owners,
  readScoped,
  type ScopeValues,
  scopeOf,
  scopeProblems,
  scopeValues,
} from '../scope/scope';

export interface ShortcutValues extends ScopeValues {
  name: string;
  text: string;
  options: string[];
}

/** As the server has them. */
export const NAME_CHARS = 40;
export const TEXT_CHARS = 4096;
export const MOST_OPTIONS = 20;

export interface ShortcutRead extends Owners {
  readonly shortcut: Revised<Shortcut> | null;
}

export async function readShortcut({ rest }: AdminDesk, id: number | null): Promise<ShortcutRead> {
  const { found, ...owners } = await readScoped<Shortcut>(rest, 'shortcuts', id);
  return { shortcut: found, ...owners };
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

const EMPTY: ShortcutValues = { name: '', text: '', ...EVERYBODY, options: [] };

function valuesOf({ name, text, scope, options }: Shortcut): ShortcutValues {
  return { name, text, ...scopeValues(scope), options };
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

function problems(values: ShortcutValues): Problems<ShortcutValues> {
  const { name, text, options } = values;
  return check.problems<ShortcutValues>({
    name: check.name(name, NAME_CHARS) ?? nameProblem(name.trim()),
    text: check.required(text) ?? check.atMost(text, TEXT_CHARS),
    ...scopeProblems(values),
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
