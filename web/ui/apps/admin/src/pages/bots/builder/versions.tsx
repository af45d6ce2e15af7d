import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { Confirm } from '@frontdesk/kit/dialog';
import { EmptyState } from '@frontdesk/kit/states';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../../../desk_context';
import { useWords } from '../../../words';
import { useScene } from './scene';
import styles from './side.module.css';

interface Wish {
  version: number;
  publish: boolean;
}

/** What was live and when; any of it can come back. */
export function Versions() {
  const { model, now } = useScene();
  const { toasts } = useDesk();
  const { t, f } = useWords();
  const w = t.flows.versions;
  const [wish, setWish] = useState<Wish | null>(null);
  const { versions } = now.detail;
  if (versions.length === 0) return <EmptyState icon={IconHistory} title={w.none} hint={w.noneHint} />;
  const restore = async ({ version, publish }: Wish) => {
    const done = await model.restore(version, publish);
    setWish(null);
    if (done.is === 'failed')
      toasts.bad((texts) => texts.flows.versions.failed(failureText(texts, done.failure)));
    else if (done.is === 'problems') toasts.bad((texts) => texts.flows.publish.refused);
    else if (publish) toasts.good((texts) => texts.flows.publish.done(versions.length + 1));
  };
  return (
    <>
      <ol className={styles.versions}>
        {versions.map((version, at) => (
          <li key={version.version}>
            <div className={styles.version}>
              <strong>{w.version(version.version)}</strong>
              {at === 0 && <span className={styles.live}>{w.liveNow}</span>}
            </div>
            <p>
              {version.at === null
                ? w.unknown
                : t.flows.by(f.moment(version.at), version.by?.name ?? t.product)}
              {version.restored !== null && `, ${w.restored(version.restored)}`}
              {` · ${t.flows.builder.stepCount(version.steps)}`}
            </p>
            <div className={styles.actions}>
              <Button
                small
                aria-label={w.toDraftOf(version.version)}
                onClick={() => setWish({ version: version.version, publish: false })}
              >
                {w.toDraft}
              </Button>
              {at > 0 && (
                <Button
                  small
                  aria-label={w.toLiveOf(version.version)}
                  onClick={() => setWish({ version: version.version, publish: true })}
                >
                  {w.toLive}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {wish && (
        <Confirm
          opened
          title={wish.publish ? w.confirmTitle(wish.version) : w.draftTitle(wish.version)}
          confirm={wish.publish ? w.confirm : w.open}
          cancel={w.cancel}
          busy={now.busy}
          onConfirm={() => void restore(wish)}
          onCancel={() => setWish(null)}
        >
          {wish.publish ? w.confirmText : w.draftText}
        </Confirm>
      )}
    </>
  );
}
