import { OptionsField } from '@frontdesk/kit/options_field';
import { Section } from '@frontdesk/kit/section';
import { TextArea, TextField } from '@frontdesk/kit/text_field';
import { bound } from '../../forms/bound';
import type { WordsOfForm } from '../../forms/form';
import type { FormModel, FormState } from '../../forms/form_model';
import { useWords } from '../../words';
import { describeScope, ScopeSection } from '../scope/scope_section';
import { type ShortcutRead, type ShortcutValues, TEXT_CHARS } from './shortcut_form';

interface ShortcutFieldsProps {
  model: FormModel<ShortcutValues>;
  now: FormState<ShortcutValues>;
  read: ShortcutRead;
}

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
      <ScopeSection
        kind={chosen('kind')}
        group={chosen('group')}
        agent={chosen('agent')}
        owners={read}
        groupLabel={p.group}
      />
    </>
  );
}

export function describeShortcut(read: ShortcutRead): WordsOfForm<ShortcutValues> {
  const scope = describeScope(read, (t) => t.shortcuts.group);
  return (words) => {
    const p = words.t.shortcuts;
    return {
      name: { label: p.name, show: (name) => name },
      text: { label: p.text, show: (text) => text },
      ...scope(words),
      options: { label: p.options, show: (options) => options.join(' · ') },
    };
  };
}
