import { IconLock } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button';
import { FieldFrame, type FieldProps, useWiring } from './field';
import styles from './secret_field.module.css';
import { PasswordField, type PasswordFieldProps } from './text_field';

export interface SecretFieldProps extends Omit<PasswordFieldProps, 'autoComplete'> {
  /** Whether there is one already: it never comes out again, and may be replaced. */
  isStored: boolean;
  words: {
    readonly stored: string;
    readonly replace: string;
    /** Named with what it replaces, for whoever hears the button alone. */
    readonly replaceOf: (label: string) => string;
    readonly keep: string;
    readonly keepOf: (label: string) => string;
  };
}

/**
 * A secret: written into while there is none, and told to be there once there is one. Give it a `key` that changes
 * when it is saved, so that it is told again then.
 */
export function SecretField({ isStored, words, ...field }: SecretFieldProps) {
  const [replacing, setReplacing] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (replacing) box.current?.querySelector('input')?.focus();
  }, [replacing]);
  const { label, hint } = field;
  if (isStored && !replacing && field.value === '')
    return (
      <StoredSecret label={label} hint={hint} isStored says={words.stored}>
        <Button aria-label={words.replaceOf(label)} onClick={() => setReplacing(true)}>
          {words.replace}
        </Button>
      </StoredSecret>
    );
  return (
    <div className={styles['replacing']} ref={box}>
      <PasswordField {...field} autoComplete="new-password" />
      {isStored && (
        <Button
          small
          aria-label={words.keepOf(label)}
          onClick={() => {
            field.onChange('');
            setReplacing(false);
          }}
        >
          {words.keep}
        </Button>
      )}
    </div>
  );
}

interface StoredSecretProps extends Pick<FieldProps, 'label' | 'hint'> {
  isStored: boolean;
  /** Whether it is, in words. */
  says: string;
  /** The way to another. */
  children: ReactNode;
}

/** That a secret is there, or is not, without a letter of it. */
export function StoredSecret({ label, hint, isStored, says, children }: StoredSecretProps) {
  const wiring = useWiring({ hint });
  return (
    <FieldFrame wiring={wiring} group label={label} hint={hint}>
      <div className={styles['stored']}>
        <span className={styles['dots']}>
          {isStored && <IconLock size={15} stroke={1.8} aria-hidden="true" />}
          {isStored && <span aria-hidden="true">••••••••</span>}
          <small>{says}</small>
        </span>
        {children}
      </div>
    </FieldFrame>
  );
}
