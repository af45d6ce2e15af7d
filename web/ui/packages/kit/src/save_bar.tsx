import type { ReactNode } from 'react';
import { Button } from './button';
import styles from './save_bar.module.css';

export interface SaveBarProps {
  /** Whether there is something to save; the bar is only there then. */
  shown: boolean;
  /** What changed, in words. */
  changed: ReactNode;
  save: string;
  discard: string;
  busy: boolean;
  /** Why it was not saved, where it was not. */
  failure?: string | null;
  /** Saved when the form is submitted: the bar stands in the form. */
  onDiscard: () => void;
}

/** Stays at the lower edge while something is not saved. */
export function SaveBar({ shown, changed, save, discard, busy, failure, onDiscard }: SaveBarProps) {
  if (!shown) return null;
  return (
    <div className={styles['place']}>
      <div className={styles['bar']} data-bad={failure ? true : undefined}>
        <div className={styles['words']} role="status">
          {failure ? <strong>{failure}</strong> : changed}
        </div>
        <div className={styles['answers']}>
          <Button onClick={onDiscard} disabled={busy}>
            {discard}
          </Button>
          <Button look="strong" type="submit" busy={busy}>
            {save}
          </Button>
        </div>
      </div>
    </div>
  );
}
