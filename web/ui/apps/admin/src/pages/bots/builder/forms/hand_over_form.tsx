import { useState } from 'react';
import type { Step } from '../../../../models/flows/draft';
import { useWords } from '../../../../words';
import { BotText, ChoiceField, TextField } from '../fields';
import { Rows } from '../rows';
import { useScene } from '../scene';
import { useVariables } from './simple_forms';
import type { FormProps } from './step_form';

type HandOver = Extract<Step, { type: 'transfer_to_agent' }>;

export function HandOverForm({ step, change }: FormProps<HandOver>) {
  const { groups, fields } = useScene();
  const { t } = useWords();
  const w = t.flows.edit;
  const variables = useVariables();
  return (
    <>
      <BotText
        label={w.lastWords}
        value={step.text ?? ''}
        variables={variables}
        lines={2}
        onChange={(text) => change({ ...step, text }, 'text')}
      />
      <ChoiceField
        label={w.group}
        value={String(step.group ?? '')}
        onChange={(value) => change({ ...step, group: value === '' ? null : Number(value) })}
        options={[
          { value: '', label: w.anyGroup },
          ...groups.map((group) => ({ value: String(group.id), label: group.name })),
        ]}
      />
      <Tags tags={step.tags ?? []} onChange={(tags) => change({ ...step, tags }, 'tags')} />
      {fields.length > 0 && (
        <Rows
          rows={step.fields ?? []}
          name={w.entry}
          most={20}
          add={w.addEntry}
          fresh={() => ({ field: fields[0]?.id ?? 0, value: '' })}
          onChange={(next) => change({ ...step, fields: next })}
          onType={(next, tag) => change({ ...step, fields: next }, tag)}
        >
          {(entry, set) => (
            <>
              <ChoiceField
                label={w.ticketField}
                value={String(entry.field)}
                onChange={(value) => set({ ...entry, field: Number(value) })}
                options={fields.map((field) => ({ value: String(field.id), label: field.label }))}
              />
              <BotText
                label={w.value}
                value={entry.value}
                variables={variables}
                lines={1}
                onChange={(value) => set({ ...entry, value }, 'value')}
              />
            </>
          )}
        </Rows>
      )}
    </>
  );
}

/** What is typed stays as it is typed, while the list is what stands between the commas. */
function Tags({ tags, onChange }: { tags: readonly string[]; onChange: (tags: string[]) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    setTyped(text);
    onChange(
      text
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    );
  };
  return <TextField label={t.flows.edit.tags} value={typed ?? tags.join(', ')} onChange={type} />;
}
