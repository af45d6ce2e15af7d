import { IconAlertCircle } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** What every field has around its control. */
export interface FieldProps {
  label: string;
  /** What follows from it, in a sentence. */
  hint?: ReactNode;
  /** Why it cannot be saved as it is. */
  error?: string | null | undefined;
  /** A word beside the label, such as "optional". */
  mark?: string;
  disabled?: boolean;
}

export interface Wiring {
  readonly id: string;
  readonly labelId: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Joins a control to its label, hint and error, so that a screen reader tells all three. */
export function useWiring({ hint, error }: Pick<FieldProps, 'hint' | 'error'>): Wiring {
  const id = useId();
  const told = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean).join(' ');
  return {
    id,
    labelId: `${id}-label`,
    'aria-describedby': told === '' ? undefined : told,
    'aria-invalid': error ? true : undefined,
  };
}

interface FrameProps extends FieldProps {
  wiring: Wiring;
  /** Several controls under one label: the label then names the group. */
  group?: boolean;
  children: ReactNode;
}

export function FieldFrame({ label, hint, error, mark, disabled, wiring, group, children }: FrameProps) {
  const words = (
    <>
      {label}
      {mark && <span className={styles['mark']}>{mark}</span>}
    </>
  );
  const inner = (
    <>
      {hint && (
        <p className={styles['hint']} id={`${wiring.id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p className={styles['error']} id={`${wiring.id}-error`}>
          <IconAlertCircle size={15} stroke={1.9} aria-hidden="true" />
          {error}
        </p>
      )}
    </>
  );
  if (group)
    return (
      // biome-ignore lint/a11y/useSemanticElements: a legend cannot be laid out as the other labels are
      <div
        className={styles['field']}
        role="group"
        aria-labelledby={wiring.labelId}
        aria-describedby={wiring['aria-describedby']}
        data-disabled={disabled || undefined}
      >
        <span className={styles['label']} id={wiring.labelId}>
          {words}
        </span>
        {inner}
      </div>
    );
  return (
    <div className={styles['field']} data-disabled={disabled || undefined}>
      <label className={styles['label']} htmlFor={wiring.id} id={wiring.labelId}>
        {words}
      </label>
      {inner}
    </div>
  );
}
