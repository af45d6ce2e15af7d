import { Menu } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { inserted, PROFILE_VARIABLES } from '../../../models/flows/variables';
import { useWords } from '../../../words';
import styles from './fields.module.css';

interface Common {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
}

export interface TextFieldProps extends Common {
  max?: number;
  type?: 'text' | 'url';
  error?: string | undefined;
}

export function TextField({ label, value, onChange, hint, max, type = 'text', error }: TextFieldProps) {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        maxLength={max}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={said ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {said && (
        <p id={`${id}-hint`} className={styles.hint} data-bad={error !== undefined || undefined}>
          {said}
        </p>
      )}
    </div>
  );
}

export function LongField({ label, value, onChange, hint }: Common) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A text of the bot: placeholders are put where the cursor is. */
export function BotText({
  label,
  value,
  onChange,
  variables,
  lines = 3,
}: Common & { variables: readonly string[]; lines?: number }) {
  const { t } = useWords();
  const w = t.flows.edit;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const { current } = area;
    const from = current?.selectionStart ?? value.length;
    const next = inserted(value, from, current?.selectionEnd ?? from, name);
    onChange(next.text);
    requestAnimationFrame(() => {
      current?.focus();
      current?.setSelectionRange(next.cursor, next.cursor);
    });
  };
  return (
    <div className={styles.field}>
      <div className={styles.labelled}>
        <label htmlFor={id}>{label}</label>
        <Menu position="bottom-end" returnFocus={false}>
          <Menu.Target>
            <button type="button" className={styles.insert} aria-label={w.insert} title={w.insert}>
              <IconBraces size={15} stroke={1.8} aria-hidden="true" />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {PROFILE_VARIABLES.map((name) => (
              <Menu.Item key={name} onClick={() => insert(name)}>
                {w.variables[name]}
              </Menu.Item>
            ))}
            {variables.length > 0 && <Menu.Label>{w.fromFlow}</Menu.Label>}
            {variables.map((name) => (
              <Menu.Item key={name} onClick={() => insert(name)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <textarea
        id={id}
        ref={area}
        rows={lines}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

export interface ChoiceFieldProps extends Common {
  options: readonly { value: string; label: string }[];
  /** The label is read out and not shown. */
  quiet?: boolean;
}

export function ChoiceField({ label, value, onChange, options, hint, quiet }: ChoiceFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={quiet ? 'fd-hidden' : undefined}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
  );
}

export function TickField({
  label,
  checked,
  onChange,
  hint,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: string;
}) {
  const id = useId();
  return (
    <div className={styles.tick}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}
