import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { type ComponentProps, useState } from 'react';
import { FieldFrame, type FieldProps, useWiring } from './field';
import styles from './field.module.css';

type Native = Pick<
  ComponentProps<'input'>,
  'autoComplete' | 'placeholder' | 'spellCheck' | 'inputMode' | 'autoFocus' | 'name' | 'onBlur'
>;

export interface TextFieldProps extends FieldProps, Native {
  value: string;
  onChange: (text: string) => void;
  type?: 'text' | 'email' | 'url' | 'tel';
}

export function TextField({
  value,
  onChange,
  type = 'text',
  label,
  hint,
  error,
  mark,
  disabled,
  ...native
}: TextFieldProps) {
  const wiring = useWiring({ hint, error });
  const { labelId: _, ...wired } = wiring;
  return (
    <FieldFrame wiring={wiring} label={label} hint={hint} error={error} {...(mark ? { mark } : {})}>
      <input
        {...native}
        {...wired}
        className={styles['control']}
        type={type}
        disabled={disabled}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  );
}

export interface PasswordFieldProps extends FieldProps {
  value: string;
  onChange: (text: string) => void;
  /** The names of the button that shows it, and hides it again. */
  show: string;
  hide: string;
  autoComplete: 'new-password' | 'current-password';
  onBlur?: () => void;
}

export function PasswordField({
  value,
  onChange,
  show,
  hide,
  autoComplete,
  onBlur,
  label,
  hint,
  error,
  mark,
}: PasswordFieldProps) {
  const wiring = useWiring({ hint, error });
  const { labelId: _, ...wired } = wiring;
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame wiring={wiring} label={label} hint={hint} error={error} {...(mark ? { mark } : {})}>
      <div className={styles['reveal']}>
        <input
          {...wired}
          className={styles['control']}
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          spellCheck={false}
          value={value}
          onBlur={onBlur}
          onChange={(event) => onChange(event.target.value)}
        />
        <button type="button" aria-label={shown ? hide : show} onClick={() => setShown(!shown)}>
          {shown ? (
            <IconEyeOff size={17} stroke={1.7} aria-hidden="true" />
          ) : (
            <IconEye size={17} stroke={1.7} aria-hidden="true" />
          )}
        </button>
      </div>
    </FieldFrame>
  );
}

export interface TextAreaProps extends FieldProps {
  value: string;
  onChange: (text: string) => void;
  rows?: number;
  placeholder?: string;
  /** Characters; shown as a count once it is nearly reached. */
  most?: number;
  onBlur?: () => void;
}

export function TextArea({
  value,
  onChange,
  rows = 3,
  placeholder,
  most,
  onBlur,
  label,
  hint,
  error,
  mark,
  disabled,
}: TextAreaProps) {
  const wiring = useWiring({ hint, error });
  const { labelId: _, ...wired } = wiring;
  const length = [...value].length;
  return (
    <FieldFrame wiring={wiring} label={label} hint={hint} error={error} {...(mark ? { mark } : {})}>
      <textarea
        {...wired}
        className={styles['control']}
        rows={rows}
        placeholder={placeholder}
        disabled={disabled}
        value={value}
        onBlur={onBlur}
        onChange={(event) => onChange(event.target.value)}
      />
      {most !== undefined && length > most * 0.8 && (
        <span className={styles['counter']} data-over={length > most || undefined}>
          {length}/{most}
        </span>
      )}
    </FieldFrame>
  );
}
