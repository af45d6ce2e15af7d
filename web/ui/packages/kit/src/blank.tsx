import type { ReactNode } from 'react';
import styles from './blank.module.css';

/** Stands where there is nothing to show: says why, and what can be done about it. */
export function Blank({
  title,
  hint,
  busy,
  children,
}: {
  title: string;
  hint?: string;
  busy?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={styles.blank} role={busy ? 'status' : undefined}>
      {busy && <span className={styles.busy} aria-hidden="true" />}
      <p className={styles.title}>{title}</p>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
    </div>
  );
}
