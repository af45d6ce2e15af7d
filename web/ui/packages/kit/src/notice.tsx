import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';

const MARKS = {
  info: IconInfoCircle,
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconAlertCircle,
} as const;

export interface NoticeProps {
  tone: keyof typeof MARKS;
  title?: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** A sentence that stands where it matters. A bad one is told at once, the others are found when reading on. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const Mark = MARKS[tone];
  return (
    <div className={styles['notice']} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <Mark size={18} stroke={1.8} aria-hidden="true" />
      <div>
        {title && <strong>{title}</strong>}
        <div>{children}</div>
      </div>
      {actions}
    </div>
  );
}
