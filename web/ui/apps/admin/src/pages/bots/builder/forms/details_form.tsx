import type { DetailField, Step, Target } from '../../../../models/flows/draft';
import { emailField, nameField } from '../../../../models/flows/starter';
import { useWords } from '../../../../words';
import { BotText, ChoiceField, LongField, TextField } from '../fields';
import { Rows } from '../rows';
import { useScene } from '../scene';
import { freeId, useVariables } from './simple_forms';
import type { FormProps } from './step_form';

type Details = Extract<Step, { type: 'ask_details' }>;

export function DetailsForm({ step, change }: FormProps<Details>) {
  const { fields } = useScene();
  const { t } = useWords();
  const w = t.flows.edit;
  const taken = step.fields.map((field) => field.name);
  const fresh = (): DetailField => {
    const has = (to: Target['to']) => step.fields.some((field) => field.target.to === to);
    if (!has('profile_name')) return nameField(t.flows.starter);
    if (!has('profile_email')) return emailField(t.flows.starter);
    const [first] = fields;
    return {
      name: freeId(taken, 'answer_'),
      label: first?.label ?? '',
      input: { type: 'text' },
      target: { to: 'field', field: first?.id ?? 0 },
    };
  };
  return (
    <>
      <BotText
        label={w.text}
        value={step.text}
        variables={useVariables()}
        onChange={(text) => change({ ...step, text }, 'text')}
      />
      <Rows
        rows={step.fields}
        name={w.field}
        least={1}
        most={8}
        add={w.addField}
        hint={w.detailsHint}
        fresh={fresh}
        onChange={(next) => change({ ...step, fields: next })}
        onType={(next, tag) => change({ ...step, fields: next }, tag)}
      >
        {(field, set) => <FieldForm field={field} set={set} />}
      </Rows>
    </>
  );
}

function FieldForm({ field, set }: { field: DetailField; set: (field: DetailField, tag?: string) => void }) {
  const { fields } = useScene();
  const { t } = useWords();
  const w = t.flows.edit;
  const target = field.target.to === 'field' ? `field:${field.target.field}` : field.target.to;
  const keep = (value: string) => {
    const known = fields.find((one) => value === `field:${one.id}`);
    if (known) {
      const input =
        known.options.length > 0 ? { type: 'choice' as const, options: known.options } : field.input;
      set({ ...field, input, target: { to: 'field', field: known.id } });
    } else if (value === 'profile_name') set({ ...field, target: { to: value } });
    else if (value === 'profile_email') set({ ...field, input: { type: 'email' }, target: { to: value } });
  };
  const answer = (type: string) => {
    if (type === 'choice') set({ ...field, input: { type, options: [] } });
    else if (type === 'text' || type === 'email') set({ ...field, input: { type } });
  };
  return (
    <>
      <TextField
        label={w.fieldLabel}
        value={field.label}
        max={80}
        onChange={(label) => set({ ...field, label }, 'label')}
      />
      <ChoiceField
        label={w.target}
        value={target}
        onChange={keep}
        options={[
          { value: 'profile_name', label: w.targets.profile_name },
          { value: 'profile_email', label: w.targets.profile_email },
          ...fields.map((one) => ({ value: `field:${one.id}`, label: one.label })),
          ...(field.target.to === 'field' && !fields.some((one) => target === `field:${one.id}`)
            ? [{ value: target, label: w.noField }]
            : []),
        ]}
      />
      <ChoiceField
        label={w.input}
        value={field.input.type}
        onChange={answer}
        options={(['text', 'email', 'choice'] as const).map((type) => ({
          value: type,
          label: w.inputs[type],
        }))}
      />
      {field.input.type === 'choice' && (
        <LongField
          label={w.choices}
          value={field.input.options.join('\n')}
          onChange={(text) =>
            set({ ...field, input: { type: 'choice', options: text.split('\n') } }, 'choices')
          }
        />
      )}
      <TextField
        label={w.fieldName}
        value={field.name}
        max={64}
        onChange={(name) => set({ ...field, name }, 'name')}
      />
    </>
  );
}
