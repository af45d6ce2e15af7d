import { Button } from '@frontdesk/kit/button';
import { Presence } from '@frontdesk/kit/presence';
import { useModel } from '@frontdesk/kit/use_model';
import type { TransferTarget } from '@frontdesk/protocol';
import { Modal } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { errorText } from '../i18n/failures';
import { nameOf, TransferModel, type TransferSnapshot } from '../models/transfer';
import { useInside } from './inside';
import styles from './transfer_dialog.module.css';
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
      <Targets model={model} now={now} />
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

function Targets({ model, now }: { model: TransferModel; now: TransferSnapshot }) {
  const { t } = useWords();
  const [wanted, setWanted] = useState('');
  const matches = (name: string) => name.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase());
  const agents = now.agents.filter((agent) => matches(agent.name));
  const groups = now.groups.filter((group) => matches(group.name));
  return (
    <>
      <input
        type="search"
        className={styles.search}
        aria-label={t.transfer.search}
        placeholder={t.transfer.search}
        value={wanted}
        data-autofocus
        onChange={(event) => setWanted(event.target.value)}
      />
      <div className={styles.targets} role="radiogroup" aria-label={t.transfer.to}>
        {groups.length > 0 && <p className={styles.heading}>{t.transfer.groups}</p>}
        {groups.map((group) => (
          <Target
            key={`g${group.id}`}
            target={{ to: 'group', group: group.id }}
            chosen={now.target}
            onChoose={model.choose}
          >
            <IconUsersGroup size={15} stroke={1.7} aria-hidden="true" />
            <span>{group.name}</span>
            <small>
              {t.talk.transfer.members(group.online, group.members)}
              {group.id === now.current.group && ` · ${t.talk.transfer.current}`}
            </small>
          </Target>
        ))}
        {agents.length > 0 && <p className={styles.heading}>{t.transfer.agents}</p>}
        {agents.map((agent) => (
          <Target
            key={`a${agent.id}`}
            target={{ to: 'agent', agent: agent.id }}
            chosen={now.target}
            onChoose={model.choose}
          >
            <Presence status={agent.status} />
            <span>{agent.name}</span>
            <small title={agent.load >= agent.capacity ? t.talk.transfer.full : undefined}>
              {t.status[agent.status]} ·{' '}
              <span data-full={agent.load >= agent.capacity || undefined}>
                <span aria-hidden="true">
                  {agent.load}/{agent.capacity}
                </span>
                <span className="fd-hidden">{t.talk.transfer.load(agent.load, agent.capacity)}</span>
              </span>
            </small>
          </Target>
        ))}
        {agents.length + groups.length === 0 && <p className={styles.heading}>{t.transfer.nobody}</p>}
      </div>
    </>
  );
}

interface TargetProps {
  target: TransferTarget;
  chosen: TransferTarget | null;
  onChoose: (target: TransferTarget) => void;
  children: React.ReactNode;
}

function Target({ target, chosen, onChoose, children }: TargetProps) {
  return (
    <label className={styles.target}>
      <input type="radio" name="target" checked={same(target, chosen)} onChange={() => onChoose(target)} />
      {children}
    </label>
  );
}

function same(a: TransferTarget, b: TransferTarget | null): boolean {
  if (a.to === 'agent') return b?.to === 'agent' && a.agent === b.agent;
  return b?.to === 'group' && a.group === b.group;
}
