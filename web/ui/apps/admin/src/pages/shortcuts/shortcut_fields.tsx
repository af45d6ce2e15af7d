import { ChoiceField, SelectField } from '@frontdesk/kit/choice_fields';
import { OptionsField } from '@frontdesk/kit/options_field';
import { Section } from '@frontdesk/kit/section';
import { TextArea, TextField } from '@frontdesk/kit/text_field';
import { bound } from '../../forms/bound';
import type { WordsOfForm } from '../../forms/form';
import type { FormModel, FormState } from '../../forms/form_model';
import { useWords } from '../../words';
import { type ScopeKind, type ShortcutRead, type ShortcutValues, TEXT_CHARS } from './shortcut_form';

interface ShortcutFieldsProps {
  model: FormModel<ShortcutValues>;
  now: FormState<ShortcutValues>;
  read: ShortcutRead;
}

const KINDS: readonly ScopeKind[] = ['global', 'group', 'personal'];

export function ShortcutFields({ model, now, read }: ShortcutFieldsProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.shortcuts;
  const { stored } = now;
  return (
    <>
      <Section title={p.whatTitle}>
        <TextField
          label={p.name}
          hint={p.nameHint}
          {...typed('name')}
          autoComplete="off"
          spellCheck={false}
        />
        <TextArea label={p.text} hint={p.textHint} rows={6} most={TEXT_CHARS} {...typed('text')} />
        {stored.options.length > 0 && (
          <OptionsField label={p.options} hint={p.optionsHint} {...chosen('options')} words={p.optionWords} />
        )}
      </Section>
      <Section title={p.whoTitle}>
        <Scope model={model} now={now} read={read} />
      </Section>
    </>
  );
}

function Scope({ model, now, read }: ShortcutFieldsProps) {
  const { t } = useWords();
  const { chosen } = bound(t, model, now);
  const { values } = now;
  const p = t.shortcuts;
  const hints = { global: p.kinds.globalHint, group: p.kinds.groupHint, personal: p.kinds.personalHint };
  return (
    <>
      <ChoiceField
        label={p.for}
        {...chosen('kind')}
        choices={KINDS.map((kind) => ({ value: kind, label: p.kinds[kind], hint: hints[kind] }))}
      />
      {values.kind === 'group' && (
        <SelectField
          label={p.group}
          {...chosen('group')}
          nothing={t.lists.nothing}
          choices={read.groups.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      {values.kind === 'personal' && (
        <SelectField
          label={p.agent}
          {...chosen('agent')}
          nothing={t.lists.nothing}
          choices={read.agents.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
    </>
  );
}

export function describeShortcut({ groups, agents }: ShortcutRead): WordsOfForm<ShortcutValues> {
  const named = (among: readonly { id: number; name: string }[], id: string) =>
    among.find((one) => String(one.id) === id)?.name ?? id;
  return ({ t }) => {
    const p = t.shortcuts;
    return {
      name: { label: p.name, show: (name) => name },
      text: { label: p.text, show: (text) => text },
      kind: { label: p.for, show: (kind) => p.kinds[kind] },
      group: { label: p.group, show: (id) => named(groups, id) },
      agent: { label: p.agent, show: (id) => named(agents, id) },
      options: { label: p.options, show: (options) => options.join(' · ') },
    };
  };
}
