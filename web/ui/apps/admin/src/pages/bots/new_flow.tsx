import { failureOf } from '@frontdesk/client/desk';
import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { Dialog } from '@frontdesk/kit/dialog';
import type { FlowDetail } from '@frontdesk/protocol';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { newFlow, TEMPLATES, type Template } from '../../models/flows/starter';
import { useWords } from '../../words';
import { TextField } from './builder/fields';
import styles from './flow_list.module.css';

export function NewFlow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { rest, router, toasts } = useDesk();
  const { t } = useWords();
  const w = t.flows.new;
  const [template, setTemplate] = useState<Template>('greeting');
  const [name, setName] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const called = name ?? w.templates[template].title;
  const create = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const content = newFlow(template, called.trim() || w.templates[template].title, t.flows.starter);
      const { entry } = await rest.create<FlowDetail>('flows/drafts', { content });
      router.go(`bots/flows/${entry.id}`);
    } catch (thrown) {
      const failure = failureOf(thrown);
      toasts.bad((texts) => failureText(texts, failure));
    }
    setBusy(false);
  };
  return (
    <Dialog
      wide
      opened={opened}
      onClose={onClose}
      title={w.title}
      close={w.cancel}
      onSubmit={() => void create()}
      actions={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button type="submit" look="strong" busy={busy}>
            {w.create}
          </Button>
        </>
      }
    >
      <fieldset className={styles.templates}>
        <legend>{w.begin}</legend>
        {TEMPLATES.map((one) => (
          <label key={one} className={styles.template}>
            <input
              type="radio"
              name="template"
              checked={one === template}
              onChange={() => setTemplate(one)}
            />
            <span>
              <strong>{w.templates[one].title}</strong>
              <span>{w.templates[one].hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField label={w.name} value={called} onChange={setName} max={120} />
    </Dialog>
  );
}
