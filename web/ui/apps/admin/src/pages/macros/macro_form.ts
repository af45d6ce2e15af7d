/** A macro: a reply and changes of the ticket, prepared together, and whose it is. */
import type {
  AdminField,
  AssignTo,
  Macro,
  MacroBody,
  Priority,
  Revised,
  TicketStatus,
} from '@frontdesk/protocol';
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

/** What a select holds where nothing is to change. */
export const STAYS = 'stays';

export interface MacroValues extends ScopeValues {
  name: string;
  description: string;
  active: boolean;
  /** Empty: nothing is written. */
  text: string;
  says: 'reply' | 'note';
  status: TicketStatus | typeof STAYS;
  priority: Priority | typeof STAYS;
  /** `stays`, `me`, or a group's number. */
  assign: string;
  addTags: string[];
  removeTags: string[];
  /** By the fields' numbers; what is not in it stays. */
  fields: Record<string, string>;
}

/** As the server has them. */
export const DESCRIPTION_CHARS = 300;
export const TEXT_CHARS = 4096;
export const MOST_TAGS = 10;
export const MOST_FIELDS = 20;
export const FIELD_CHARS = 255;

export interface MacroRead extends Owners {
  readonly macro: Revised<Macro> | null;
  readonly fields: readonly AdminField[];
}

export async function readMacro({ rest }: AdminDesk, id: number | null): Promise<MacroRead> {
  const [{ found, groups, agents }, fields] = await Promise.all([
    readScoped<Macro>(rest, 'macros', id),
    rest.list<AdminField>('fields'),
  ]);
  return {
    macro: found,
    groups,
    agents,
    fields: fields.entries.map(({ entry }) => entry).toSorted((a, b) => a.label.localeCompare(b.label)),
  };
}

export function macroForm(
  desk: AdminDesk,
  macro: Revised<Macro> | null,
  onSaved: (id: number, changed: readonly (keyof MacroValues)[]) => void,
): FormModel<MacroValues> {
  return entryForm<Macro, MacroValues>(desk, macro, {
    list: 'macros',
    kind: 'macro',
    valuesOf,
    bodyOf,
    empty: EMPTY,
    check: problems,
    refusals: {
      already_exists: { field: 'name', say: (t) => t.macros.taken },
      limit_reached: { field: 'name', say: (t) => t.macros.tooMany },
      reply: { field: 'text', say: (t) => t.macros.saysNothing },
      tags: { field: 'addTags', say: (t) => t.macros.badTags(MOST_TAGS) },
      changes: { field: 'text', say: (t) => t.macros.doesNothing },
    },
    onSaved: ({ id }, changed) => onSaved(id, changed),
  });
}

const EMPTY: MacroValues = {
  name: '',
  description: '',
  active: true,
  text: '',
  says: 'reply',
  status: STAYS,
  priority: STAYS,
  assign: STAYS,
  addTags: [],
  removeTags: [],
  fields: {},
  ...EVERYBODY,
};

function valuesOf({ name, description, active, reply, status, changes, scope }: Macro): MacroValues {
  return {
    name,
    description,
    active,
    text: reply?.text ?? '',
    says: reply?.internal ? 'note' : 'reply',
    status: status ?? STAYS,
    priority: changes.priority ?? STAYS,
    assign: changes.assign?.to === 'group' ? String(changes.assign.group) : (changes.assign?.to ?? STAYS),
    addTags: [...changes.add_tags],
    removeTags: [...changes.remove_tags],
    fields: Object.fromEntries(changes.fields.map(({ field, value }) => [String(field), value])),
    ...scopeValues(scope),
  };
}

function bodyOf(values: MacroValues): MacroBody {
  const { name, description, active, text, says, status, priority, addTags, removeTags, fields } = values;
  return {
    name: name.trim(),
    description: description.trim(),
    active,
    scope: scopeOf(values),
    reply: text.trim() === '' ? null : { text, internal: says === 'note' },
    status: status === STAYS ? null : status,
    changes: {
      priority: priority === STAYS ? null : priority,
      assign: assignOf(values.assign),
      add_tags: addTags,
      remove_tags: removeTags,
      fields: Object.entries(fields).map(([field, value]) => ({ field: Number(field), value })),
    },
  };
}

function assignOf(assign: string): AssignTo | null {
  if (assign === STAYS) return null;
  return assign === 'me' ? { to: 'me' } : { to: 'group', group: Number(assign) };
}

function problems(values: MacroValues): Problems<MacroValues> {
  const { name, description, text, status, assign, addTags, removeTags, fields } = values;
  const { reply, status: becomes, changes } = bodyOf(values);
  const idle =
    reply === null && becomes === null && changes.priority === null && changes.assign === null &&
    addTags.length + removeTags.length + changes.fields.length === 0; // biome-ignore format: one question
  return check.problems<MacroValues>({
    name: check.name(name),
    description: check.atMost(description.trim(), DESCRIPTION_CHARS),
    text: (idle ? (t) => t.macros.doesNothing : undefined) ?? textProblem(text),
    assign:
      status === 'closed' && assign !== STAYS && assign !== 'me'
        ? (t) => t.macros.closedGoesNowhere
        : undefined,
    addTags: tagsProblem(addTags),
    removeTags: tagsProblem(removeTags) ?? twice(addTags, removeTags),
    fields: fieldsProblem(Object.values(fields)),
    ...scopeProblems(values),
  });
}

/** Where nothing is known of the customer, placeholders without a word of their own leave nothing. */
function textProblem(text: string): Say | undefined {
  const left = text.replace(/\{\{([^}]*)\}\}/gu, (_, inside: string) => inside.split('||')[1] ?? '');
  if (text.trim() !== '' && left.trim() === '') return (t) => t.macros.saysNothing;
  return check.atMost(text, TEXT_CHARS);
}

function tagsProblem(tags: readonly string[]): Say | undefined {
  const fits = (tag: string) => /^[^\s#@!,]{1,80}$/u.test(tag.trim());
  return tags.length > MOST_TAGS || !tags.every(fits) ? (t) => t.macros.badTags(MOST_TAGS) : undefined;
}

function twice(add: readonly string[], remove: readonly string[]): Say | undefined {
  const plain = (tag: string) => tag.trim().toLowerCase();
  const added = new Set(add.map(plain));
  const both = remove.find((tag) => added.has(plain(tag)));
  return both === undefined ? undefined : (t) => t.macros.tagTwice(both);
}

function fieldsProblem(values: readonly string[]): Say | undefined {
  if (values.length > MOST_FIELDS) return (t) => t.macros.tooManyFields(MOST_FIELDS);
  return values.map(fieldProblem).find(Boolean);
}

/** Of what one field is set to. */
export function fieldProblem(value: string): Say | undefined {
  return check.atMost(value, FIELD_CHARS);
}
