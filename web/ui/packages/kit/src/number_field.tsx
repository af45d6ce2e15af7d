import { useState } from 'react';
import { FieldFrame, type FieldProps, useWiring } from './field';
import styles from './field.module.css';

export interface NumberFieldProps extends FieldProps {
  /** `null` while what stands in the box is no whole number. */
  value: number | null;
  onChange: (value: number | null) => void;
  /** Stands behind the box. */
  unit?: string;
  onBlur?: () => void;
}

export function NumberField({
  value,
  onChange,
  unit,
  onBlur,
  label,
  hint,
  error,
  mark,
  disabled,
}: NumberFieldProps) {
  const wiring = useWiring({ hint, error });
  return (
    <FieldFrame wiring={wiring} label={label} hint={hint} error={error} {...(mark ? { mark } : {})}>
      <div className={styles['row']}>
        <Figures wiring={wiring} value={value} onChange={onChange} disabled={disabled} onBlur={onBlur} />
        {unit && <span className={styles['unit']}>{unit}</span>}
      </div>
    </FieldFrame>
  );
}

interface FiguresProps {
  wiring: ReturnType<typeof useWiring>;
  value: number | null;
  onChange: (value: number | null) => void;
  disabled: boolean | undefined;
  onBlur: (() => void) | undefined;
}

/** A text box that takes figures: what is typed stays as it was typed, also while it is no number. */
function Figures({ wiring: { labelId: _, ...wired }, value, onChange, disabled, onBlur }: FiguresProps) {
  const [typed, setTyped] = useState<{ text: string; value: number | null } | null>(null);
  const text = typed && typed.value === value ? typed.text : value === null ? '' : String(value);
  const type = (next: string) => {
    const parsed = wholeNumber(next);
    setTyped({ text: next, value: parsed });
    onChange(parsed);
  };
  return (
    <input
      {...wired}
      className={`${styles['control']} ${styles['narrow']}`}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      disabled={disabled}
      value={text}
      onBlur={onBlur}
      onChange={(event) => type(event.target.value)}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
        if (step === 0 || value === null) return;
        event.preventDefault();
        onChange(Math.max(0, value + step));
      }}
    />
  );
}

export function wholeNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '');
  return /^\d{1,15}$/.test(plain) ? Number(plain) : null;
}

export const UNITS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

export type DurationUnit = keyof typeof UNITS;

export interface DurationFieldProps extends FieldProps {
  /** Milliseconds; `null` while what stands in the box is no whole number. */
  value: number | null;
  onChange: (ms: number | null) => void;
  /** The units to choose from, each by its name for so many. */
  units: Partial<Record<DurationUnit, (count: number) => string>>;
  /** The name of the box with the units. */
  unitLabel: string;
  onBlur?: () => void;
}

export function DurationField({
  value,
  onChange,
  units,
  unitLabel,
  onBlur,
  label,
  hint,
  error,
  mark,
  disabled,
}: DurationFieldProps) {
  const wiring = useWiring({ hint, error });
  const names = Object.keys(units) as DurationUnit[];
  const [unit, setUnit] = useState(() => largestUnit(value ?? 0, names));
  // What another admin saved may not be whole in the unit that stands here.
  const shown = value !== null && value % UNITS[unit] !== 0 ? largestUnit(value, names) : unit;
  const ms = UNITS[shown];
  const count = value === null ? null : value / ms;
  return (
    <FieldFrame wiring={wiring} label={label} hint={hint} error={error} {...(mark ? { mark } : {})}>
      <div className={styles['row']}>
        <Figures
          wiring={wiring}
          value={count}
          onChange={(next) => onChange(next === null ? null : next * ms)}
          disabled={disabled}
          onBlur={onBlur}
        />
        <select
          className={`${styles['control']} ${styles['units']}`}
          aria-label={`${label}: ${unitLabel}`}
          disabled={disabled}
          value={shown}
          onChange={(event) => {
            const next = names.find((name) => name === event.target.value) ?? shown;
            setUnit(next);
            if (count !== null) onChange(count * UNITS[next]);
          }}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {units[name]?.(count ?? 0)}
            </option>
          ))}
        </select>
      </div>
    </FieldFrame>
  );
}

/** The largest in which it is a whole number. */
export function largestUnit(ms: number, units: readonly DurationUnit[]): DurationUnit {
  const fitting = units.filter((unit) => ms % UNITS[unit] === 0);
  const by = (a: DurationUnit, b: DurationUnit) => UNITS[b] - UNITS[a];
  return fitting.toSorted(by)[0] ?? units.toSorted(by).at(-1) ?? 'second';
}
