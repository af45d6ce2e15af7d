import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Icon, type IconOf } from './icon';
import styles from './states.module.css';

export interface EmptyStateProps {
  icon: IconOf;
  title: string;
  /** Teaches: what would stand here, what it is good for, how one gets it. */
  hint?: ReactNode;
  action?: ReactNode;
  /** Fills the page and is its heading. */
  page?: boolean;
  /** Stands on the page by itself, as the list would. */
  card?: boolean;
}

export function EmptyState({ icon, title, hint, action, page, card }: EmptyStateProps) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className={styles['state']} data-page={page || undefined} data-card={card || undefined}>
      <span className={styles['medal']}>
        <Icon of={icon} size="xl" />
      </span>
      <Title className={styles['title']}>{title}</Title>
      {hint && <p className={styles['hint']}>{hint}</p>}
      {action && <div className={styles['action']}>{action}</div>}
    </div>
  );
}

/** Grey bars where text will stand, so that nothing jumps when it comes. */
export function LoadingState({ label, rows = 5 }: { label: string; rows?: number }) {
  return (
    <div className={styles['loading']}>
      {/* Beside what is busy: within it a screen reader may wait with its words. */}
      <span className="fd-hidden" role="status">
        {label}
      </span>
      <span className={styles['bars']} aria-busy="true" aria-hidden="true">
        {Array.from({ length: rows }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars are all alike
          <span key={at} className={styles['bar']} />
        ))}
      </span>
    </div>
  );
}

export interface FailedStateProps {
  title: string;
  reason: string;
  retry: string;
  onRetry: () => void;
  busy?: boolean;
  /** Fills the page and is its heading. */
  page?: boolean;
  /** Stands on the page by itself, as what failed would. */
  card?: boolean;
}

export function FailedState({ title, reason, retry, onRetry, busy, page, card }: FailedStateProps) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className={styles['state']} data-page={page || undefined} data-card={card || undefined} role="alert">
      <span className={styles['medal']} data-tone="bad">
        <Icon of={IconAlertTriangle} size="xl" />
      </span>
      <Title className={styles['title']}>{title}</Title>
      <p className={styles['hint']}>{reason}</p>
      <div className={styles['action']}>
        <Button onClick={onRetry} busy={busy ?? false}>
          {retry}
        </Button>
      </div>
    </div>
  );
}
