import { useModel } from '@frontdesk/kit/use_model';
import { IconPlugConnectedX } from '@tabler/icons-react';
import styles from './connection_pill.module.css';
import { useInside } from './inside';
import type { Layout } from './use_layout';
import { useWords } from './words';

/** Has a place of its own in the page, so that it covers nothing. */
export function ConnectionPill({ layout }: { layout: Layout }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const connection = useModel(workspace.connection);
  return (
    <div className={styles.place} data-layout={layout} role="status">
      {connection !== 'fine' && (
        <p className={styles.pill}>
          <IconPlugConnectedX size={16} stroke={1.8} aria-hidden="true" />
          <span>{connection === 'lost' ? t.connection.lost : t.connection.outdated}</span>
          {connection === 'outdated' && (
            <button type="button" onClick={() => location.reload()}>
              {t.connection.reload}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
