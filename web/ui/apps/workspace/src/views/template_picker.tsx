import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import type { AgentHead } from '@frontdesk/protocol';
import { Modal, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { failureText } from '../i18n/failures';
import { replyChannel } from '../models/channels';
import { TemplatesModel, type TemplatesSnapshot } from '../models/templates';
import styles from './dialogs.module.css';
import { useInside } from './inside';
import { WithPlaces } from './places';
import { useWords } from './words';

interface TemplatePickerProps {
  head: AgentHead;
  onClose: () => void;
}

/** The way past a closed window: an approved template, with its values. */
export function TemplatePicker({ head, onClose }: TemplatePickerProps) {
  const { workspace } = useInside();
  const { t } = useWords();
  const w = t.social.templates;
  const [model] = useState(() => new TemplatesModel(head.conversation, workspace.client));
  useEffect(() => () => model.dispose(), [model]);
  const now = useModel(model);
  return (
    <Modal opened onClose={onClose} title={w.title} closeButtonProps={{ 'aria-label': t.talk.message.close }}>
      <div className={styles.stack}>
        <p className={styles.dim}>{w.intro(t.channels[replyChannel(head)])}</p>
        {now.is === 'loading' && <p role="status">{w.loading}</p>}
        {now.is === 'failed' && (
          <>
            <p role="alert">{failureText(t, now.failure)}</p>
            <Button onClick={() => void model.load()}>{t.connection.retry}</Button>
          </>
        )}
        {now.is === 'ready' && now.templates.length === 0 && <p>{w.none}</p>}
        {now.is === 'ready' && now.chosen && <Filling model={model} now={now} onClose={onClose} />}
      </div>
    </Modal>
  );
}

interface FillingProps {
  model: TemplatesModel;
  now: Extract<TemplatesSnapshot, { is: 'ready' }>;
  onClose: () => void;
}

function Filling({ model, now, onClose }: FillingProps) {
  const { t, f } = useWords();
  const w = t.social.templates;
  const { templates, chosen, values } = now;
  const send = async () => {
    if (await model.send()) onClose();
  };
  return (
    <form
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Select
        label={w.template}
        allowDeselect={false}
        data={templates.map(({ name, language }, at) => ({
          value: String(at),
          label: `${name} · ${f.languageName(language.replace('_', '-'))}`,
        }))}
        value={String(chosen ? templates.indexOf(chosen) : 0)}
        onChange={(at) => model.choose(templates[Number(at)] ?? null)}
      />
      {values.map((value, at) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: a template's values are known by their numbers
          key={at}
          label={w.parameter(at + 1)}
          value={value}
          error={now.missing && value.trim() === ''}
          onChange={(event) => model.fill(at, event.currentTarget.value)}
        />
      ))}
      <section className={styles.preview} aria-label={w.preview}>
        <h3>{w.preview}</h3>
        <p>
          <WithPlaces text={now.preview} called={(name) => w.parameter(Number(name))} />
        </p>
      </section>
      {now.missing && <p role="alert">{w.missing}</p>}
      {now.refused && <p role="alert">{failureText(t, now.refused)}</p>}
      <div className={styles.answers}>
        <Button onClick={onClose}>{w.cancel}</Button>
        <Button look="strong" type="submit" disabled={now.sending}>
          {now.sending ? w.sending : w.send}
        </Button>
      </div>
    </form>
  );
}
