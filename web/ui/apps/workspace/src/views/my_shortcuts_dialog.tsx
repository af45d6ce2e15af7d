import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { Modal } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { failureText } from '../i18n/failures';
import { type Editing, MyShortcutsModel } from '../models/my_shortcuts';
import { Blank } from './blank';
import { useInside } from './inside';
import styles from './my_shortcuts_dialog.module.css';
import { useWords } from './words';

export function MyShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const [model] = useState(() => new MyShortcutsModel(workspace.client, workspace.toasts));
  useEffect(() => () => model.dispose(), [model]);
  const now = useModel(model);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.talk.shortcuts.manage}
      closeButtonProps={{ 'aria-label': t.talk.shortcuts.cancel }}
      size={560}
    >
      {now.is === 'loading' && <Blank busy title={t.connection.loading} />}
      {now.is === 'failed' && (
        <Blank title={failureText(t, now.failure)}>
          <Button onClick={() => void model.load()}>{t.connection.retry}</Button>
        </Blank>
      )}
      {now.is === 'ready' &&
        (now.editing ? <Form model={model} editing={now.editing} /> : <List model={model} />)}
    </Modal>
  );
}

function List({ model }: { model: MyShortcutsModel }) {
  const { t } = useWords();
  const w = t.talk.shortcuts;
  const now = useModel(model);
  const mine = now.is === 'ready' ? now.mine : [];
  return (
    <div className={styles.body}>
      <p className={styles.dim}>{w.intro}</p>
      {mine.length === 0 && <p className={styles.dim}>{w.empty}</p>}
      <ul className={styles.list}>
        {mine.map((shortcut) => (
          <li key={shortcut.id}>
            <b>/{shortcut.name}</b>
            <span>{shortcut.text}</span>
            <Button
              look="quiet"
              square
              small
              aria-label={w.edit(shortcut.name)}
              onClick={() => model.begin(shortcut)}
            >
              <IconPencil size={15} stroke={1.7} />
            </Button>
            <Button
              look="quiet"
              square
              small
              aria-label={w.remove(shortcut.name)}
              onClick={() => void model.remove(shortcut)}
            >
              <IconTrash size={15} stroke={1.7} />
            </Button>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Button look="strong" data-autofocus onClick={() => model.begin(null)}>
          <IconPlus size={15} stroke={1.9} aria-hidden="true" />
          {w.add}
        </Button>
      </div>
    </div>
  );
}

function Form({ model, editing }: { model: MyShortcutsModel; editing: Editing }) {
  const { t } = useWords();
  const w = t.talk.shortcuts;
  const badName = editing.wrong === 'badName' || editing.wrong === 'taken';
  return (
    <form
      className={styles.body}
      onSubmit={(event) => {
        event.preventDefault();
        void model.save();
      }}
    >
      <label className={styles.field}>
        <span>{w.name}</span>
        <input
          value={editing.name}
          maxLength={41}
          // biome-ignore lint/a11y/noAutofocus: the form has just been asked for
          autoFocus
          placeholder={w.nameHint}
          aria-invalid={badName || undefined}
          onChange={(event) => model.set({ name: event.target.value })}
        />
      </label>
      <label className={styles.field}>
        <span>{w.text}</span>
        <textarea
          rows={5}
          value={editing.text}
          aria-invalid={editing.wrong === 'badText' || undefined}
          onChange={(event) => model.set({ text: event.target.value })}
        />
      </label>
      {editing.wrong && (
        <p className={styles.wrong} role="alert">
          {w[editing.wrong]}
        </p>
      )}
      <div className={styles.foot}>
        <Button onClick={model.cancel}>{w.cancel}</Button>
        <Button look="strong" type="submit" disabled={editing.saving}>
          {editing.saving ? w.saving : w.save}
        </Button>
      </div>
    </form>
  );
}
