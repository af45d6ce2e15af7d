import type { FieldDefinition } from '@frontdesk/protocol';
import { Select } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import styles from './panel.module.css';
import { useWords } from './words';

interface FieldEditorProps {
  definition: FieldDefinition;
  value: string;
  editable: boolean;
  onSet: (value: string) => void;
}

export function FieldEditor({ definition, value, editable, onSet }: FieldEditorProps) {
  const { t } = useWords();
  if (definition.options.length === 0)
    return <TextField definition={definition} value={value} editable={editable} onSet={onSet} />;
  return (
    <Select
      label={definition.label}
      data={definition.options}
      value={value === '' ? null : value}
      placeholder={t.ticket.empty}
      disabled={!editable}
      onChange={(next) => onSet(next ?? '')}
    />
  );
}

/** Saved on leaving it or with Enter; Escape takes the typing back. */
function TextField({ definition, value, editable, onSet }: FieldEditorProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const save = () => {
    if (typed !== null) onSet(typed.trim());
    setTyped(null);
  };
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') save();
    if (event.key === 'Escape') setTyped(null);
  };
  return (
    <label className={styles.field}>
      <span>{definition.label}</span>
      <input
        value={typed ?? value}
        placeholder={t.ticket.empty}
        disabled={!editable}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={save}
        onKeyDown={keyDown}
      />
    </label>
  );
}
