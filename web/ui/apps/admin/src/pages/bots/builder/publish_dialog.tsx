import { failureText } from '@frontdesk/desk/failures';
import { Confirm } from '@frontdesk/kit/dialog';
import { useEffect, useState } from 'react';
import { useDesk } from '../../../desk_context';
import type { Changes } from '../../../models/flows/changes';
import { useWords } from '../../../words';
import { stepName } from '../step_words';
import { useScene } from './scene';
import styles from './side.module.css';

/** Says what will change and when it is met, before it goes live. */
export function PublishDialog({ onClose }: { onClose: () => void }) {
  const { model, now, open } = useScene();
  const { toasts } = useDesk();
  const { t } = useWords();
  const w = t.flows.publish;
  const [changes, setChanges] = useState<Changes | null>(null);
  useEffect(() => {
    let gone = false;
    // Without the list it can still be published.
    model.changes().then(
      (found) => gone || setChanges(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [model]);
  const first = now.detail.versions.length === 0;
  const publish = async () => {
    const done = await model.publish();
    onClose();
    if (done.is === 'failed')
      toasts.bad((texts) => texts.flows.publish.failed(failureText(texts, done.failure)));
    else if (done.is === 'problems') {
      toasts.bad((texts) => texts.flows.publish.refused);
      open('problems');
    } else {
      const version = (now.detail.versions[0]?.version ?? 0) + 1;
      toasts.good((texts) => texts.flows.publish.done(version));
    }
  };
  return (
    <Confirm
      opened
      title={w.title}
      confirm={w.confirm}
      cancel={w.cancel}
      busy={now.busy || now.saving.is === 'saving'}
      onConfirm={() => void publish()}
      onCancel={onClose}
    >
      <p>{first ? w.first : w.again}</p>
      {changes && !first && <ChangeList changes={changes} />}
      <p>
        {now.detail.used_by.length === 0
          ? t.flows.builder.usedByNobody
          : t.flows.builder.usedBy(now.detail.used_by.map(({ name }) => name).join(', '))}
      </p>
    </Confirm>
  );
}

function ChangeList({ changes }: { changes: Changes }) {
  const { now } = useScene();
  const { t } = useWords();
  const w = t.flows.publish;
  if (changes.onlyPlaces) return <p>{w.onlyPlaces}</p>;
  const parts = [
    { title: w.added, ids: changes.added },
    { title: w.changed, ids: changes.changed },
    { title: w.removed, ids: changes.removed },
  ];
  return (
    <dl className={styles.changes}>
      {parts.map(
        ({ title, ids }) =>
          ids.length > 0 && (
            <div key={title}>
              <dt>{title}</dt>
              {ids.map((id) => (
                <dd key={id}>{stepName(t, now.flow, id)}</dd>
              ))}
            </div>
          ),
      )}
      {changes.settings && (
        <div>
          <dt>{w.changed}</dt>
          <dd>{w.settings}</dd>
        </div>
      )}
    </dl>
  );
}
