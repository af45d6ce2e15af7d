import { IconSearch, IconX } from '@tabler/icons-react';
import styles from './search_box.module.css';

export interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** The name of the button that empties it. */
  clear: string;
  /** How many were found, said aloud as it changes. */
  found?: string;
}

export function SearchBox({ label, value, onChange, clear, found }: SearchBoxProps) {
  return (
    <search className={styles['box']}>
      <IconSearch size={16} stroke={1.8} aria-hidden="true" />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
        }}
      />
      {value !== '' && (
        <button type="button" aria-label={clear} onClick={() => onChange('')}>
          <IconX size={14} stroke={2} aria-hidden="true" />
        </button>
      )}
      <span className="fd-hidden" role="status">
        {value === '' ? '' : found}
      </span>
    </search>
  );
}
