import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { errorText } from '../i18n/failures';
import { nameOf, TransferModel, type TransferSnapshot } from '../models/transfer';
import { useInside } from './inside';
import styles from './transfer_dialog.module.css';
import { TransferTargets } from './transfer_targets';
import { useWords } from './words';

export function TransferDialog({ conversation, onClose }: { conversation: string; onClose: () => void }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const [model] = useState(() => new TransferModel(conversation, workspace.client, workspace.toasts));
  const now = useModel(model);
  useEffect(() => {
    if (now.step === 'done') onClose();
  }, [now.step, onClose]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.transfer.title}
      closeButtonProps={{ 'aria-label': t.transfer.cancel }}
    >
      {now.step === 'confirming' ? (
        <div className={styles.form}>
          <p role="alert">{t.transfer.confirm(nameOf(now))}</p>
          <div className={styles.foot}>
            <Button onClick={model.back}>{t.transfer.back}</Button>
            <Button look="strong" onClick={() => void model.confirm()}>
              {t.transfer.confirmSubmit}
            </Button>
          </div>
        </div>
      ) : (
        <TransferForm model={model} now={now} onClose={onClose} />
      )}
    </Modal>
  );
}

interface TransferFormProps {
  model: TransferModel;
  now: TransferSnapshot;
  onClose: () => void;
}

function TransferForm({ model, now, onClose }: TransferFormProps) {
  const { t } = useWords();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void model.transfer();
      }}
    >
      <TransferTargets model={model} now={now} />
      <label className={styles.note}>
        <span>{t.transfer.note}</span>
        <textarea
          rows={2}
          maxLength={4096}
          placeholder={t.transfer.noteHint}
          value={now.note}
          onChange={(event) => model.setNote(event.target.value)}
        />
      </label>
      {now.error && (
        <p className={styles.error} role="alert">
          {errorText(t, now.error)}
        </p>
      )}
      <div className={styles.foot}>
        <Button onClick={onClose}>{t.transfer.cancel}</Button>
        <Button look="strong" type="submit" disabled={!now.target || now.step === 'sending'}>
          {now.step === 'sending' ? t.transfer.sending : t.transfer.submit}
        </Button>
      </div>
    </form>
  );
}
