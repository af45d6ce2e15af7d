import { SelectField } from '@frontdesk/kit/choice_fields';
import { Notice } from '@frontdesk/kit/notice';
import { Section } from '@frontdesk/kit/section';
import { TagsField } from '@frontdesk/kit/tags_field';
import { TextField } from '@frontdesk/kit/text_field';
import type { AdminField, Priority, TicketStatus } from '@frontdesk/protocol';
import { bound } from '../../forms/bound';
import { useWords } from '../../words';
import type { MacroFieldsProps } from './macro_fields';
import { fieldProblem, STAYS } from './macro_form';

const STATUSES: readonly TicketStatus[] = ['open', 'pending', 'on_hold', 'solved', 'closed'];
const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];
/** What a field's select holds beside its options, none of which can have such a character. */
const AS_IT_IS = '\u0000stays';
const CLEARED = '\u0000cleared';

/** What becomes of the ticket; every part may stay as it is. */
export function MacroChanges({ model, now, read }: MacroFieldsProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const { values, problems } = now;
  const p = t.macros;
  const stays = { value: STAYS, label: p.stays } as const;
  const setField = (id: number, value: string | null) => {
    const { [String(id)]: _, ...others } = values.fields;
    model.set('fields', value === null ? others : { ...others, [String(id)]: value });
  };
  return (
    <Section title={p.changesTitle} intro={p.changesHint}>
      <SelectField
        label={p.status}
        {...chosen('status')}
        choices={[stays, ...STATUSES.map((status) => ({ value: status, label: t.ticketStatus[status] }))]}
      />
      <SelectField
        label={p.priority}
        {...chosen('priority')}
        choices={[stays, ...PRIORITIES.map((one) => ({ value: one, label: t.priorities[one] }))]}
      />
      <SelectField
        label={p.assign}
        hint={p.assignHint}
        {...chosen('assign')}
        choices={[
          stays,
          { value: 'me', label: p.assignMe },
          ...read.groups.map(({ id, name }) => ({ value: String(id), label: p.assignGroup(name) })),
        ]}
      />
      <TagsField label={p.addTags} hint={p.tagsHint} {...typed('addTags')} />
      <TagsField label={p.removeTags} {...typed('removeTags')} />
      {read.fields.map((field) => (
        <OneField
          key={field.id}
          field={field}
          value={values.fields[String(field.id)] ?? null}
          onSet={(value) => setField(field.id, value)}
          error={problems.fields && fieldProblem(values.fields[String(field.id)] ?? '')?.(t)}
        />
      ))}
      {problems.fields && !Object.values(values.fields).some(fieldProblem) && (
        <Notice tone="bad">{problems.fields(t)}</Notice>
      )}
    </Section>
  );
}

interface OneFieldProps {
  field: AdminField;
  /** `null`: stays as it is. */
  value: string | null;
  onSet: (value: string | null) => void;
  error: string | undefined;
}

function OneField({ field: { label, options }, value, onSet, error }: OneFieldProps) {
  const { t } = useWords();
  const p = t.macros;
  if (options.length === 0)
    return (
      <TextField
        label={p.field(label)}
        hint={p.fieldHint}
        value={value ?? ''}
        onChange={(text) => onSet(text === '' ? null : text)}
        error={error}
      />
    );
  return (
    <SelectField
      label={p.field(label)}
      value={value === null ? AS_IT_IS : value === '' ? CLEARED : value}
      onChange={(chosen) => onSet(chosen === AS_IT_IS ? null : chosen === CLEARED ? '' : chosen)}
      choices={[
        { value: AS_IT_IS, label: p.stays },
        { value: CLEARED, label: p.cleared },
        ...options.map((option) => ({ value: option, label: option })),
      ]}
    />
  );
}
