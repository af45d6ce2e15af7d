import { Presence } from '@frontdesk/kit/presence';
import type { TransferTarget } from '@frontdesk/protocol';
import { IconUsersGroup } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { TransferModel, TransferSnapshot } from '../models/transfer';
import styles from './transfer_dialog.module.css';
import { useWords } from './words';

interface TransferTargetsProps {
  model: TransferModel;
  now: TransferSnapshot;
}

/** To whom it may go: groups and people, to be found by name. */
export function TransferTargets({ model, now }: TransferTargetsProps) {
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
  children: ReactNode;
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
