import { Select } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { FieldFrame, type FieldProps, useWiring } from './field';
import styles from './field.module.css';
import { SearchBox } from './search_box';

export interface Choice<Value extends string | number = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

export interface SelectFieldProps<Value extends string> extends FieldProps {
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  /** Lets the choices be searched; its text is shown where none fits. */
  nothing?: string;
  onBlur?: () => void;
}

/** One of many. */
export function SelectField<Value extends string>({
  value,
  onChange,
  choices,
  nothing,
  onBlur,
  label,
  hint,
  error,
  mark,
  disabled,
}: SelectFieldProps<Value>) {
  const wiring = useWiring({ hint, error });
  const { labelId, ...wired } = wiring;
  return (
    <FieldFrame wiring={wiring} label={label} hint={hint} error={error} {...(mark ? { mark } : {})}>
      <Select
        {...wired}
        size="sm"
        allowDeselect={false}
        searchable={nothing !== undefined}
        nothingFoundMessage={nothing}
        comboboxProps={{ shadow: 'none', offset: 4 }}
        classNames={{ input: styles['control'] ?? '' }}
        disabled={disabled ?? false}
        data={choices.map(({ value: one, label: name }) => ({ value: one, label: name }))}
        value={value}
        {...(onBlur ? { onBlur } : {})}
        onChange={(chosen) => {
          const choice = choices.find((one) => one.value === chosen);
          if (choice) onChange(choice.value);
        }}
      />
    </FieldFrame>
  );
}

export interface ChoiceFieldProps<Value extends string> extends FieldProps {
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  /** Side by side where there is room. */
  beside?: boolean;
}

/** One of a few, each with its sentence: what cannot be guessed from a word. */
export function ChoiceField<Value extends string>({
  value,
  onChange,
  choices,
  beside,
  disabled,
  ...field
}: ChoiceFieldProps<Value>) {
  const wiring = useWiring(field);
  const name = useId();
  return (
    <FieldFrame wiring={wiring} group {...field}>
      <div className={styles['choices']} data-beside={beside || undefined}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles['choice']}>
            <input
              type="radio"
              name={name}
              disabled={disabled}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <strong>{choice.label}</strong>
              {choice.hint && <span className={styles['hint']}>{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}

export interface ChecksFieldProps<Value extends string | number> extends FieldProps {
  value: readonly Value[];
  onChange: (value: Value[]) => void;
  choices: readonly Choice<Value>[];
  /** Stands where there is nothing to choose from: says how one gets some. */
  none: ReactNode;
  /** Names the search box that stands above a long list, and the button that empties it. */
  search: string;
  clear: string;
}

/** From this many choices on they can be searched. */
const MANY = 9;

/** Some of many; kept in the order of the choices. */
export function ChecksField<Value extends string | number>({
  value,
  onChange,
  choices,
  none,
  search,
  clear,
  disabled,
  ...field
}: ChecksFieldProps<Value>) {
  const wiring = useWiring(field);
  const [wanted, setWanted] = useState('');
  const chosen = new Set(value);
  const shown = choices.filter(({ label }) =>
    label.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  const toggle = (one: Value, on: boolean) => {
    if (on) chosen.add(one);
    else chosen.delete(one);
    onChange(choices.map((choice) => choice.value).filter((each) => chosen.has(each)));
  };
  return (
    <FieldFrame wiring={wiring} group {...field}>
      {choices.length >= MANY && (
        <SearchBox label={search} clear={clear} value={wanted} onChange={setWanted} />
      )}
      <div className={styles['checks']}>
        {choices.length === 0 && <p className={styles['none']}>{none}</p>}
        {shown.map((choice) => (
          <label key={choice.value} className={styles['check']}>
            <input
              type="checkbox"
              disabled={disabled}
              checked={chosen.has(choice.value)}
              onChange={(event) => toggle(choice.value, event.target.checked)}
            />
            <span>
              {choice.label}
              {choice.hint && <span className={styles['hint']}>{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}

export interface SwitchFieldProps extends FieldProps {
  value: boolean;
  onChange: (on: boolean) => void;
}

/** On or off; holds once it is saved, as everything else in a form. */
export function SwitchField({ value, onChange, label, hint, error, disabled }: SwitchFieldProps) {
  const { labelId: _, ...wired } = useWiring({ hint, error });
  return (
    <div className={styles['field']}>
      <label className={styles['switch']}>
        <span>
          <span className={styles['label']}>{label}</span>
          {hint && (
            <span className={styles['hint']} id={`${wired.id}-hint`}>
              {hint}
            </span>
          )}
        </span>
        <input
          {...wired}
          type="checkbox"
          role="switch"
          aria-checked={value}
          aria-label={label}
          disabled={disabled}
          checked={value}
          onChange={(event) => onChange(event.target.checked)}
        />
      </label>
      {error && (
        <p className={styles['error']} id={`${wired.id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
