import { ChoiceField, SwitchField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import { TextArea, TextField } from '@frontdesk/kit/text_field';
import { bound } from '../../forms/bound';
import type { FormModel, FormState } from '../../forms/form_model';
import { useWords } from '../../words';
import { ScopeSection } from '../scope/scope_section';
import { MacroChanges } from './macro_changes';
import { DESCRIPTION_CHARS, type MacroRead, type MacroValues, TEXT_CHARS } from './macro_form';
import styles from './macros.module.css';

export interface MacroFieldsProps {
  model: FormModel<MacroValues>;
  now: FormState<MacroValues>;
  read: MacroRead;
}

/** The names that a text may hold, besides the labels of ticket fields. */
const PLACEHOLDERS = [
  '{{first_name || there}}',
  '{{name}}',
  '{{email}}',
  '{{ticket}}',
  '{{agent}}',
  '{{agent_first_name}}',
];

export function MacroFields({ model, now, read }: MacroFieldsProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.macros;
  const example = read.fields[0]?.label;
  return (
    <>
      <Section title={p.whatTitle}>
        <TextField label={p.name} hint={p.nameHint} {...typed('name')} autoComplete="off" />
        <TextArea
          label={p.description}
          hint={p.descriptionHint}
          rows={2}
          most={DESCRIPTION_CHARS}
          {...typed('description')}
        />
        <SwitchField label={p.active} hint={p.activeHint} {...chosen('active')} />
      </Section>
      <Section title={p.saysTitle} intro={p.saysHint}>
        <TextArea label={p.text} hint={p.textHint} rows={6} most={TEXT_CHARS} {...typed('text')} />
        <p className={styles.placeholders}>
          {p.placeholders}{' '}
          {[...PLACEHOLDERS, ...(example ? [`{{${example}}}`] : [])].map((name) => (
            <span key={name}>
              <code>{name}</code>{' '}
            </span>
          ))}
        </p>
        <ChoiceField
          label={p.says}
          beside
          {...chosen('says')}
          choices={(['reply', 'note'] as const).map((says) => ({
            value: says,
            label: p.saysKinds[says],
            hint: p.saysKindHints[says],
          }))}
        />
      </Section>
      <MacroChanges model={model} now={now} read={read} />
      <ScopeSection
        kind={chosen('kind')}
        group={chosen('group')}
        agent={chosen('agent')}
        owners={read}
        groupLabel={p.scopeGroup}
      />
    </>
  );
}
