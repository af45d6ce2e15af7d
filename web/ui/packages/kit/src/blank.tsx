import type { ReactNode } from 'react';
import styles from './blank.module.css';

/** Stands where there is nothing to show: says why, and what can be done about it. */
export function Blank({
  title,
  hint,
  busy,
  page,
  children,
}: {
  title: string;
  hint?: string;
  busy?: boolean;
  /** Whether it stands where the page's one heading would. */
  page?: boolean;
  children?: ReactNode;
}) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className={styles.blank} role={busy ? 'status' : undefined}>
      {busy && <span className={styles.busy} aria-hidden="true" />}
      <Title className={styles.title}>{title}</Title>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
    </div>
  );
}
