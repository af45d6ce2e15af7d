import type { ReactNode } from 'react';
import styles from './bubble.module.css';

export interface BubbleProps {
  /** `own`: the side of the desk. `note`: seen by colleagues only. */
  side: 'own' | 'theirs' | 'bot' | 'note';
  /** Not sent (yet), or not delivered. */
  state?: 'usual' | 'pending' | 'failed';
  /** Who, when, through which channel. */
  head?: ReactNode;
  /** Delivery, or why not and what can be done. */
  foot?: ReactNode;
  children: ReactNode;
}

/** One message. Its colour says on which side it stands, its place and its words say so too. */
export function Bubble({ side, state = 'usual', head, foot, children }: BubbleProps) {
  return (
    <div className={styles['message']} data-side={side}>
      {head && <div className={styles['head']}>{head}</div>}
      <div className={styles['bubble']} data-state={state}>
        {children}
      </div>
      {foot && <div className={styles['foot']}>{foot}</div>}
    </div>
  );
}
