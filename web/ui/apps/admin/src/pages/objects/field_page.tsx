import { ChoiceField, SwitchField } from '@frontdesk/kit/choice_fields';
import { OptionsField } from '@frontdesk/kit/options_field';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import type { AdminField, Revised } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { bound } from '../../forms/bound';
import { NewEntry, OneEntry } from '../../forms/entry_page';
import type { WordsOfForm } from '../../forms/form';
import type { FormModel, FormState } from '../../forms/form_model';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { Loaded } from '../../lists/loaded';
import { useWords } from '../../words';
import { type FieldValues, fieldForm, readField } from './field_form';

const LIST = 'objects/fields';

/** One ticket field; `null` is a new one. */
export function FieldPage({ id }: { id: number | null }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.objects.fields;
  return (
    <Loaded
      head={{ title: id === null ? p.add : p.whatTitle, back: <BackLink to={LIST}>{p.title}</BackLink> }}
      read={() => readField(desk, id)}
    >
      {(field) => {
        if (id === null) return <NewField />;
        return field ? <OneField field={field} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function NewField() {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <NewEntry
      list={LIST}
      words={t.objects.fields}
      made={(words) => words.objects.fields.made}
      form={(onMade) => fieldForm(desk, null, onMade)}
      describe={describeField}
    >
      {(model, now) => <Fields model={model} now={now} />}
    </NewEntry>
  );
}

function OneField({ field }: { field: Revised<AdminField> }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <OneEntry
      list={LIST}
      back={t.objects.fields.title}
      audited={{ kind: 'field', key: String(field.entry.id) }}
      nameOf={({ label }) => label}
      form={(onSaved) => fieldForm(desk, field, (_, changed) => onSaved(changed))}
      describe={describeField}
    >
      {(model, now) => <Fields model={model} now={now} />}
    </OneEntry>
  );
}

function Fields({ model, now }: { model: FormModel<FieldValues>; now: FormState<FieldValues> }) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.objects.fields;
  const { values } = now;
  const setKind = (kind: FieldValues['kind']) => {
    model.set('kind', kind);
    if (kind === 'choice' && values.options.length === 0) model.set('options', ['']);
  };
  return (
    <>
      <Section title={p.whatTitle}>
        <TextField label={p.label} hint={p.labelHint} {...typed('label')} autoComplete="off" />
        <ChoiceField
          label={p.kind}
          beside
          value={values.kind}
          onChange={setKind}
          choices={[
            { value: 'choice', label: p.kinds.choice, hint: p.kinds.choiceHint },
            { value: 'text', label: p.kinds.text, hint: p.kinds.textHint },
          ]}
        />
        {values.kind === 'choice' && (
          <OptionsField label={p.options} hint={p.optionsHint} {...chosen('options')} words={p.optionWords} />
        )}
      </Section>
      <Section title={p.who}>
        <SwitchField label={p.endUsers} hint={p.endUsersHint} {...chosen('endUsers')} />
      </Section>
    </>
  );
}

const describeField: WordsOfForm<FieldValues> = ({ t }) => {
  const p = t.objects.fields;
  return {
    label: { label: p.label, show: (label) => label },
    kind: { label: p.kind, show: (kind) => p.kinds[kind] },
    options: { label: p.options, show: (options) => options.join(' · ') },
    endUsers: { label: p.endUsers, show: (on) => (on ? t.forms.on : t.forms.off) },
  };
};
