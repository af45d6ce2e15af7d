import { ChecksField, SelectField, SwitchField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import { useDesk } from '../../desk_context';
import { bound } from '../../forms/bound';
import { useWords } from '../../words';
import styles from './channels.module.css';
import { OWN_TEXTS } from './own_texts';
import { LanguageChoice, OneText, useTextLanguage } from './text_fields';
import type { WidgetTabProps } from './widget_page';

const STANDARD = 'standard';
const NONE = 'none';

/** Who greets, what is said, and where people take over. */
export function Responses(props: WidgetTabProps) {
  const { t } = useWords();
  const p = t.channels.responses;
  const { model, now, read } = props;
  const { values, problems } = now;
  const { language, choose } = useTextLanguage(values);
  const text = { model, now, language };
  const own = OWN_TEXTS[language];
  return (
    <>
      <Section title={p.who} intro={p.whoIntro}>
        <SelectField
          label={p.flow}
          hint={values.flow === null ? p.standardHint : p.flowHint}
          value={values.flow === null ? STANDARD : String(values.flow)}
          onChange={(id) => model.set('flow', id === STANDARD ? null : Number(id))}
          choices={[
            { value: STANDARD, label: p.standard },
            ...read.flows.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <SelectField
          label={p.group}
          hint={p.groupHint}
          value={values.group === null ? NONE : String(values.group)}
          onChange={(id) => model.set('group', id === NONE ? null : Number(id))}
          choices={[
            { value: NONE, label: p.noGroup },
            ...read.groups.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      </Section>
      <Section
        title={p.texts}
        intro={p.textsIntro}
        actions={<LanguageChoice values={values} language={language} onChoose={choose} />}
      >
        <OneText {...text} of="greeting" rows={2} />
        <OneText {...text} of="header" own={own.header} />
        <OneText {...text} of="offline" />
      </Section>
      {values.flow === null && (
        <Section
          title={p.standard}
          intro={p.standardIntro}
          actions={<LanguageChoice values={values} language={language} onChoose={choose} />}
        >
          <OneText {...text} of="first_message" own={own.first_message} rows={2} />
          <Asked {...props} />
          {(values.ask_name || values.ask_email || values.ask_fields.length > 0) && (
            <OneText {...text} of="details" own={own.details} rows={2} />
          )}
          <OneText {...text} of="follow_up" own={own.follow_up} rows={2} />
          {problems.ask_fields && <span className="fd-hidden">{problems.ask_fields(t)}</span>}
        </Section>
      )}
    </>
  );
}

function Asked({ model, now, read }: WidgetTabProps) {
  const { router } = useDesk();
  const { t } = useWords();
  const { chosen } = bound(t, model, now);
  const { values } = now;
  const p = t.channels.responses;
  return (
    <div className={styles.asked}>
      <SwitchField label={p.askName} value={values.ask_name} onChange={(on) => model.set('ask_name', on)} />
      <SwitchField label={p.askEmail} hint={p.askEmailHint} {...chosen('ask_email')} />
      <ChecksField
        label={p.askFields}
        hint={p.askFieldsHint}
        {...chosen('ask_fields')}
        choices={read.fields.map(({ id, label }) => ({ value: id, label }))}
        none={
          <button type="button" className={styles.lead} onClick={() => router.go('objects/fields')}>
            {p.noFields}
          </button>
        }
        search={p.searchFields}
        clear={t.lists.clear}
      />
    </div>
  );
}
