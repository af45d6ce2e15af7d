/** A ticket field: free text, or one of a list of choices. */
import type { AdminField, FieldBody, Revised } from '@frontdesk/protocol';
import * as check from '../../forms/checks';
import { entryForm, entryOf } from '../../forms/entry_form';
import type { FormModel, Problems } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';
import type { Say } from '../../models/say';

export type FieldKind = 'text' | 'choice';

export interface FieldValues {
  label: string;
  kind: FieldKind;
  options: string[];
  endUsers: boolean;
}

/** As the server has it. */
export const MOST_OPTIONS = 500;

/** `null` where it is a new one: the server is asked all the same, for a form that nobody can store is no help. */
export async function readField({ rest }: AdminDesk, id: number | null): Promise<Revised<AdminField> | null> {
  return entryOf(await rest.list<AdminField>('fields'), id);
}

export function fieldForm(
  desk: AdminDesk,
  field: Revised<AdminField> | null,
  onSaved: (id: number, changed: readonly (keyof FieldValues)[]) => void,
): FormModel<FieldValues> {
  return entryForm<AdminField, FieldValues>(desk, field, {
    list: 'fields',
    kind: 'field',
    valuesOf,
    bodyOf,
    empty: EMPTY,
    check: problems,
    onSaved: ({ id }, changed) => onSaved(id, changed),
  });
}

const EMPTY: FieldValues = { label: '', kind: 'choice', options: ['', ''], endUsers: false };

function valuesOf({ label, options, end_user_editable: endUsers }: AdminField): FieldValues {
  return { label, kind: options.length > 0 ? 'choice' : 'text', options, endUsers };
}

function bodyOf({ label, kind, options, endUsers }: FieldValues): FieldBody {
  return {
    label,
    options: kind === 'choice' ? options.map((option) => option.trim()) : [],
    end_user_editable: endUsers,
  };
}

function problems({ label, kind, options }: FieldValues): Problems<FieldValues> {
  return check.problems<FieldValues>({
    label: check.name(label),
    options: kind === 'choice' ? optionsProblem(options) : undefined,
  });
}

function optionsProblem(options: readonly string[]): Say | undefined {
  if (options.length === 0) return (t) => t.objects.fields.needsOptions;
  if (options.length > MOST_OPTIONS) return (t) => t.objects.fields.tooManyOptions(MOST_OPTIONS);
  const tooLong = options.map((option) => check.atMost(option.trim(), check.NAME_CHARS)).find(Boolean);
  return check.distinct(options) ?? tooLong;
}
