import { useModel } from '@frontdesk/kit/use_model';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useInside } from './inside';
import styles from './toasts.module.css';
import { useWords } from './words';

export function ConnectionPill() {
  const { workspace } = useInside();
  const { t } = useWords();
  const connection = useModel(workspace.connection);
  return (
    <div className={styles.pillPlace} role="status">
      {connection !== 'fine' && (
        <p className={styles.pill}>
          <IconPlugConnectedX size={16} stroke={1.8} aria-hidden="true" />
          <span>
            {connection === 'lost' ? t.connection.lost : t.connection.outdated}
            {connection === 'lost' && <span className={styles.kept}>{t.frame.kept}</span>}
          </span>
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
