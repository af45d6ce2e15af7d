import { useId } from 'react';
import styles from './segments.module.css';

export interface SegmentsProps<Key extends string> {
  label: string;
  value: Key;
  onChange: (key: Key) => void;
  choices: readonly { readonly value: Key; readonly label: string }[];
}

/** One of two to five short words, all in sight. */
export function Segments<Key extends string>({ label, value, onChange, choices }: SegmentsProps<Key>) {
  const name = useId();
  return (
    <div className={styles['segments']} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
