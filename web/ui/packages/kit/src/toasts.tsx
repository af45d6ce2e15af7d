import { IconAlertCircle, IconCircleCheck, IconX } from '@tabler/icons-react';
import styles from './toasts.module.css';

export interface ShownToast {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

export interface ToastsProps {
  /** The name of the region, and of the button that closes one. */
  label: string;
  close: string;
  toasts: readonly ShownToast[];
  onClose: (id: number) => void;
}

/** Always on the page, so that a screen reader hears what is added to it. */
export function Toasts({ label, close, toasts, onClose }: ToastsProps) {
  return (
    <section className={styles['toasts']} aria-label={label} aria-live="polite">
      {toasts.map(({ id, tone, text }) => (
        <div key={id} className={styles['toast']} data-tone={tone}>
          {tone === 'good' ? (
            <IconCircleCheck size={18} stroke={1.8} aria-hidden="true" />
          ) : (
            <IconAlertCircle size={18} stroke={1.8} aria-hidden="true" />
          )}
          <p>{text}</p>
          <button type="button" aria-label={close} onClick={() => onClose(id)}>
            <IconX size={15} stroke={1.9} aria-hidden="true" />
          </button>
        </div>
      ))}
    </section>
  );
}
