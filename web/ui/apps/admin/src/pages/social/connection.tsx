import { toldWithCode } from '@frontdesk/desk/told';
import { CopyField } from '@frontdesk/kit/copy_field';
import { Notice } from '@frontdesk/kit/notice';
import { Section } from '@frontdesk/kit/section';
import type { ChannelAnswer, ChannelForm, ChannelKind } from '@frontdesk/protocol';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { ChangeLine } from '../../forms/change_line';
import { ChangeModel } from '../../forms/changes';
import { Form, type WordsOfForm } from '../../forms/form';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import type { AccountTabProps } from './account_page';
import { OurWord, Secret, Value } from './connection_fields';
import { ConnectionForm, type ConnectionValues, isOurs, settingWords } from './connection_form';
import { guideTo } from './guides';
import { KIND_NAMES } from './kind_names';
import styles from './social.module.css';

/** Where the provider calls, and what it gave us to speak to it. */
export function Connection({ read, again }: AccountTabProps) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.social.connection;
  const { account, form, connection } = read;
  const { kind, id } = account;
  const [answers, setAnswers] = useState<readonly ChannelAnswer[] | null>(null);
  const change = useOwned(() => new ChangeModel(desk.rest, 'channel', id));
  const held = useOwned(
    () =>
      new ConnectionForm(desk, { id, form, connection }, (subscribed) => {
        setAnswers(subscribed);
        desk.toasts.good((texts) => texts.social.connection.saved);
        void change.load();
        void again();
      }),
  );
  const settings = form.settings.filter(({ name }) => !isOurs(kind, name));
  return (
    <>
      {answers && <Outcome answers={answers} />}
      <Form model={held.model} describe={describe(form)}>
        {(now) => (
          <>
            <Section title={p.webhook} intro={p.webhookIntro}>
              <CopyField
                label={p.address}
                value={connection.entry.webhook_url}
                copy={p.copy}
                copied={p.copied}
              />
              {form.settings
                .filter(({ name }) => isOurs(kind, name))
                .map(({ name }) => (
                  <OurWord key={name} held={held} name={name} kind={kind} now={now} />
                ))}
            </Section>
            <Section title={p.values} intro={<Guide kind={kind} />}>
              {settings
                .filter(({ secret }) => !secret)
                .map((setting) => (
                  <Value key={setting.name} held={held} setting={setting} kind={kind} now={now} />
                ))}
            </Section>
            <Section title={p.secrets} intro={p.secretsIntro}>
              {settings
                .filter(({ secret }) => secret)
                .map((setting) => (
                  <Secret key={setting.name} held={held} setting={setting} kind={kind} now={now} />
                ))}
            </Section>
          </>
        )}
      </Form>
      <ChangeLine model={change} />
    </>
  );
}

/** Opens beside the form that it is about. */
function Guide({ kind }: { kind: ChannelKind }) {
  const { t } = useWords();
  const p = t.social.connection;
  return (
    <a className={styles.guide} href={guideTo(kind)} target="_blank" rel="noopener noreferrer">
      {p.guide(KIND_NAMES[kind])}
      <IconExternalLink size={14} stroke={1.8} aria-hidden="true" />
      <span className="fd-hidden">({p.newTab})</span>
    </a>
  );
}

function Outcome({ answers }: { answers: readonly ChannelAnswer[] }) {
  const { t } = useWords();
  const p = t.social.connection;
  const bad = answers.find(({ right }) => !right);
  if (bad) return <Notice tone="warn">{p.notSubscribed(toldWithCode(bad.text, bad.code))}</Notice>;
  return answers.length > 0 ? (
    <Notice tone="good">{p.subscribed}</Notice>
  ) : (
    <Notice tone="info">{p.byHand}</Notice>
  );
}

function describe({ kind, settings }: ChannelForm): WordsOfForm<ConnectionValues> {
  return ({ t }) =>
    Object.fromEntries(
      settings.map(({ name, secret }) => [
        name,
        {
          label: settingWords(t, kind, name).label,
          show: (value: string) => (secret ? t.social.connection.secrets : value),
        },
      ]),
    );
}
