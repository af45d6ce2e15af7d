import type { ReactNode } from 'react';
import { Button } from './button';
import styles from './save_bar.module.css';

export interface SaveBarProps {
  /** Whether there is something to save; the bar is only there then. */
  shown: boolean;
  /** What changed, in words. */
  changed: ReactNode;
  /** The same in one or two words, for where the bar is narrow; without it the buttons stand alone there. */
  brief?: string;
  save: string;
  discard: string;
  busy: boolean;
  /** Why it was not saved, where it was not. */
  failure?: string | null;
  /** The id of the form that is saved, where the bar stands outside of it. */
  form?: string;
  onDiscard: () => void;
}

/** One row at the lower edge of the page, while something is not saved. */
export function SaveBar({
  shown,
  changed,
  brief,
  save,
  discard,
  busy,
  failure,
  form,
  onDiscard,
}: SaveBarProps) {
  if (!shown) return null;
  return (
    <div className={styles['bar']} data-bad={failure ? true : undefined}>
      <div className={styles['row']}>
        <div className={styles['words']} role="status">
          {failure ? <strong>{failure}</strong> : <span className={styles['changed']}>{changed}</span>}
          {!failure && brief && (
            <span className={styles['brief']} aria-hidden="true">
              {brief}
            </span>
          )}
        </div>
        <div className={styles['answers']}>
          <Button onClick={onDiscard} disabled={busy}>
            {discard}
          </Button>
          <Button look="strong" type="submit" busy={busy} form={form}>
            {save}
          </Button>
        </div>
      </div>
    </div>
  );
}
