import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

export interface SectionProps {
  title: string;
  intro?: ReactNode;
  /** At the right of the title. */
  actions?: ReactNode;
  /** For what cannot be undone. */
  danger?: boolean;
  children: ReactNode;
}

/** A card of a form or a page, with its heading. */
export function Section({ title, intro, actions, danger, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id} data-danger={danger || undefined}>
      <div className={styles['head']}>
        <div>
          <h2 id={id}>{title}</h2>
          {intro && <p>{intro}</p>}
        </div>
        {actions}
      </div>
      <div className={styles['body']}>{children}</div>
    </section>
  );
}
