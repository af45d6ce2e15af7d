import { Button } from '@frontdesk/kit/button';
import { useWords } from '../../../words';
import styles from './builder.module.css';
import { useScene } from './scene';

export function ConflictBar() {
  const { model } = useScene();
  const { t } = useWords();
  const w = t.flows.builder;
  return (
    <div className={styles.conflict} role="alert">
      <p>{w.conflict}</p>
      <Button small onClick={() => void model.load()}>
        {w.takeTheirs}
      </Button>
      <Button small onClick={() => void model.keepMine()}>
        {w.keepMine}
      </Button>
    </div>
  );
}
