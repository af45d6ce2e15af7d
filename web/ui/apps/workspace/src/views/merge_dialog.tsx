import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import type { Person } from '@frontdesk/protocol';
import { Modal, TextInput } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { contactOf } from '../i18n/contact';
import { failureText } from '../i18n/failures';
import { MergeModel, type MergeSnapshot } from '../models/merge';
import styles from './dialogs.module.css';
import { useInside } from './inside';
import { MergeSide } from './merge_side';
import { useWords } from './words';

interface MergeDialogProps {
  from: { readonly id: number; readonly name: string };
  onClose: () => void;
}

/** The new account of somebody who was known already goes into the old one (S1-21, S1-46). */
export function MergeDialog({ from, onClose }: MergeDialogProps) {
  const { workspace } = useInside();
  const { t } = useWords();
  const w = t.social.merge;
  const [model] = useState(() => new MergeModel(from.id, workspace.client, workspace.ports.timers));
  useEffect(() => () => model.dispose(), [model]);
  const now = useModel(model);
  const merge = async () => {
    const stayed = await model.merge();
    if (!stayed) return;
    workspace.toasts.say((texts) => texts.social.merge.done(stayed.name));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={w.title(from.name)}
      closeButtonProps={{ 'aria-label': t.talk.message.close }}
    >
      <div className={styles.stack}>
        {now.into ? (
          <Sure
            from={from}
            into={now.into}
            now={now}
            onBack={() => model.choose(null)}
            onMerge={() => void merge()}
          />
        ) : (
          <Search model={model} now={now} onClose={onClose} />
        )}
        {now.failure && <p role="alert">{failureText(t, now.failure)}</p>}
      </div>
    </Modal>
  );
}

function Search({ model, now, onClose }: { model: MergeModel; now: MergeSnapshot; onClose: () => void }) {
  const { t, f } = useWords();
  const w = t.social.merge;
  return (
    <>
      <TextInput
        data-autofocus
        type="search"
        label={w.search}
        description={w.hint}
        value={now.words}
        onChange={(event) => model.search(event.currentTarget.value)}
      />
      <p className="fd-hidden" role="status">
        {now.searching ? w.searching : ''}
      </p>
      {now.found?.length === 0 && !now.searching && <p className={styles.dim}>{w.none}</p>}
      <ul className={styles.people}>
        {now.found?.map((person) => (
          <li key={person.id}>
            <button type="button" onClick={() => model.choose(person)}>
              <b>{person.name}</b>
              <small>{knownBy(person)}</small>
              <small>
                {t.customer.since} {f.date(person.created_at)}
              </small>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.answers}>
        <Button onClick={onClose}>{w.cancel}</Button>
      </div>
    </>
  );
}

interface SureProps {
  from: MergeDialogProps['from'];
  into: Person;
  now: MergeSnapshot;
  onBack: () => void;
  onMerge: () => void;
}

function Sure({ from, into, now, onBack, onMerge }: SureProps) {
  const { t } = useWords();
  const w = t.social.merge;
  // Two of one name are told apart by their numbers wherever they are named.
  const named = ({ id, name }: { id: number; name: string }) =>
    from.name === into.name ? `${name} (#${id})` : name;
  return (
    <>
      {now.both ? (
        <div className={styles.sides}>
          <MergeSide customer={now.both.from} />
          <IconArrowDown size={18} stroke={1.8} aria-hidden="true" />
          <MergeSide customer={now.both.into} />
        </div>
      ) : (
        <p>
          <b>{into.name}</b> <span className={styles.dim}>{knownBy(into)}</span>
        </p>
      )}
      <dl className={styles.follows}>
        <dt>{w.kept}</dt>
        <dd>{w.keptText(named(into))}</dd>
        <dt>{w.lost}</dt>
        <dd>{w.lostText(named(from))}</dd>
      </dl>
      <div className={styles.answers}>
        <Button data-autofocus onClick={onBack}>
          {w.back}
        </Button>
        <Button look="danger" disabled={now.busy} onClick={onMerge}>
          {now.busy ? w.merging : w.confirm(named(into))}
        </Button>
      </div>
    </>
  );
}

/** What fits on a line of it. */
const MOST_ADDRESSES = 4;

function knownBy(person: Person): string {
  return [`#${person.id}`, ...contactOf(person).slice(0, MOST_ADDRESSES)].join(' · ');
}
