import { useModel } from '@frontdesk/kit/use_model';
import { IconPlugConnectedX } from '@tabler/icons-react';
import styles from './connection_strip.module.css';
import { useInside } from './inside';
import { useWords } from './words';

/** Below the top bar, in a place of its own that pushes down what follows: it covers nothing. */
export function ConnectionStrip() {
  const { workspace } = useInside();
  const { t } = useWords();
  const connection = useModel(workspace.connection);
  return (
    <div className={styles.place} role="status">
      {connection !== 'fine' && (
        <div className={styles.strip}>
          <IconPlugConnectedX size={16} stroke={1.8} aria-hidden="true" />
          {connection === 'lost' ? (
            <p>
              <span>{t.connection.lost}</span> <span className={styles.kept}>{t.connection.kept}</span>
            </p>
          ) : (
            <>
              <p>{t.connection.outdated}</p>
              <button type="button" onClick={() => location.reload()}>
                {t.connection.reload}
              </button>
            </>
          )}
        </div>
      )}
    </div>
  );
}
