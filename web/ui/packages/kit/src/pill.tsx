import type { ReactNode } from 'react';
import styles from './pill.module.css';

/** A short word on a ground of its own: a group, a state, a tag. Its tone underlines what the word says. */
export function Pill({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'good' | 'warn' | 'bad';
  children: ReactNode;
}) {
  return (
    <span
      className={styles['pill']}
      data-tone={tone}
      // A long name is cut off where there is no room for it.
      title={typeof children === 'string' ? children : undefined}
    >
      {children}
    </span>
  );
}

export function Pills({ children }: { children: ReactNode }) {
  return <span className={styles['pills']}>{children}</span>;
}
