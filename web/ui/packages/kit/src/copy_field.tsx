import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import { Button } from './button';
import styles from './copy_field.module.css';

export interface CopyFieldProps {
  label: string;
  /** What it is good for; of a secret, that it is shown this once. */
  hint?: string;
  value: string;
  copy: string;
  copied: string;
  /** A secret is marked for eyes that pass by. */
  secret?: boolean;
}

const TOLD_MS = 2_500;

/** A value to take along: read whole, selected or copied, never typed. */
export function CopyField({ label, hint, value, copy, copied, secret }: CopyFieldProps) {
  const id = useId();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), TOLD_MS);
    return () => clearTimeout(timer);
  }, [done]);
  const take = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setDone(true);
    } catch {
      // No permission, or no secure page: the value is selected, and the keyboard copies it.
      document.getElementById(id)?.focus();
    }
  };
  return (
    <div className={styles['field']} data-secret={secret || undefined}>
      <label htmlFor={id}>{label}</label>
      {hint && <p id={`${id}-hint`}>{hint}</p>}
      <div className={styles['row']}>
        {/* Behind it the same text takes up the room that its lines need at any width. */}
        <div className={styles['box']} data-value={value}>
          <textarea
            id={id}
            readOnly
            rows={1}
            spellCheck={false}
            value={value}
            aria-describedby={hint ? `${id}-hint` : undefined}
            onFocus={(event) => event.target.select()}
          />
        </div>
        <Button onClick={() => void take()}>
          {done ? (
            <IconCheck size={16} stroke={1.9} aria-hidden="true" />
          ) : (
            <IconCopy size={16} stroke={1.8} aria-hidden="true" />
          )}
          {done ? copied : copy}
        </Button>
      </div>
      <span className="fd-hidden" role="status">
        {done ? copied : ''}
      </span>
    </div>
  );
}
