import { LANGUAGE_NAMES } from '@frontdesk/desk/languages';
import { ChecksField, ChoiceField, SelectField, SwitchField } from '@frontdesk/kit/choice_fields';
import { Notice } from '@frontdesk/kit/notice';
import { Section } from '@frontdesk/kit/section';
import { TagsField } from '@frontdesk/kit/tags_field';
import { TextField } from '@frontdesk/kit/text_field';
import type { Language } from '@frontdesk/protocol';
import { bound } from '../../forms/bound';
import { useWords } from '../../words';
import { originOf } from './widget_checks';
import { LANGUAGES, SOCIAL_NAMES } from './widget_form';
import type { WidgetTabProps } from './widget_page';

/** What it is called, whom it speaks to, where it stands, and how people write. */
export function Basics(props: WidgetTabProps) {
  return (
    <>
      <What {...props} />
      <Languages {...props} />
      <Writing {...props} />
      <Where {...props} />
      <Switching {...props} />
    </>
  );
}

function What({ model, now }: WidgetTabProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.channels.basics;
  return (
    <Section title={p.what}>
      <SwitchField label={p.enabled} hint={p.enabledHint} {...chosen('enabled')} />
      <TextField label={p.name} hint={p.nameHint} {...typed('name')} autoComplete="off" />
      <TextField label={p.title} hint={p.titleHint} {...typed('title')} autoComplete="off" />
    </Section>
  );
}

function Languages({ model, now }: WidgetTabProps) {
  const { t, f } = useWords();
  const { chosen } = bound(t, model, now);
  const { values } = now;
  const p = t.channels;
  const offer = (languages: Language[]) => {
    model.set('languages', languages);
    const [first] = languages;
    if (first && !languages.includes(values.default_language)) model.set('default_language', first);
  };
  const others = values.languages.filter((language) => language !== values.default_language);
  return (
    <Section title={p.basics.languagesTitle} intro={p.basics.languagesIntro}>
      <ChecksField
        label={p.basics.languages}
        {...chosen('languages')}
        onChange={offer}
        choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        none=""
        search=""
        clear=""
      />
      <SelectField
        label={p.basics.defaultLanguage}
        hint={p.basics.defaultLanguageHint}
        {...chosen('default_language')}
        choices={values.languages.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      {others.map((language) => (
        <TextField
          key={language}
          label={p.basics.titleIn(f.languageName(language))}
          mark={t.forms.optional}
          value={values.text_title[language]}
          placeholder={values.title}
          onChange={(text) => model.set('text_title', { ...values.text_title, [language]: text })}
          onBlur={() => model.touch('text_title')}
          autoComplete="off"
        />
      ))}
    </Section>
  );
}

function Writing({ model, now }: WidgetTabProps) {
  const { t } = useWords();
  const { chosen } = bound(t, model, now);
  const p = t.channels.basics;
  return (
    <Section title={p.writing}>
      <ChoiceField
        label={p.conversations}
        beside
        {...chosen('conversations')}
        choices={[
          { value: 'single', ...p.modes.single },
          { value: 'multi', ...p.modes.multi },
        ]}
      />
    </Section>
  );
}

function Where({ model, now }: WidgetTabProps) {
  const { t } = useWords();
  const { typed } = bound(t, model, now);
  const p = t.channels.basics;
  return (
    <Section title={p.where} intro={p.whereIntro}>
      <TagsField
        label={p.origins}
        hint={p.originsHint}
        placeholder="https://www.example.com"
        {...typed('origins')}
        onChange={(origins) => model.set('origins', [...new Set(origins.map((one) => originOf(one) ?? one))])}
      />
    </Section>
  );
}

/** S0-29 and S0-30: only what is connected can be chosen. */
function Switching({ model, now, read }: WidgetTabProps) {
  const { t } = useWords();
  const { chosen } = bound(t, model, now);
  const p = t.channels.basics;
  return (
    <Section title={p.switching} intro={p.switchingIntro}>
      {read.channels.length === 0 ? (
        <Notice tone="info" title={p.noChannels}>
          {p.noChannelsHint}
        </Notice>
      ) : (
        <ChecksField
          label={p.switchTo}
          {...chosen('switch_to')}
          choices={read.channels.map(({ id, name, kind }) => ({
            value: id,
            label: name,
            hint: SOCIAL_NAMES[kind] ?? '',
          }))}
          none=""
          search={p.searchChannels}
          clear={t.lists.clear}
        />
      )}
    </Section>
  );
}
