import { Button } from '@frontdesk/kit/button';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../../words';
import styles from './rows.module.css';

export interface RowsProps<Row> {
  rows: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
  /** What the row of this number is called, from 1. */
  name: (number: number) => string;
  children: (row: Row, change: (row: Row, tag?: string) => void, at: number) => ReactNode;
  add: string;
  fresh: () => Row;
  least?: number;
  most: number;
  hint?: string;
  /** Letters of one field are one change. */
  onType?: (rows: readonly Row[], tag: string) => void;
}

/** A list of like parts, each of which can be moved and removed. */
export function Rows<Row>(props: RowsProps<Row>) {
  const { rows, onChange, name, children, add, fresh, least = 0, most, hint, onType } = props;
  const { t } = useWords();
  const w = t.flows.edit;
  const swap = (one: number, other: number) => {
    const next = [...rows];
    const [a, b] = [next[one], next[other]];
    if (a === undefined || b === undefined) return;
    next[one] = b;
    next[other] = a;
    onChange(next);
  };
  const change = (at: number) => (row: Row, tag?: string) => {
    const next = rows.map((old, place) => (place === at ? row : old));
    if (tag !== undefined && onType) onType(next, `${at} ${tag}`);
    else onChange(next);
  };
  return (
    <div className={styles.rows}>
      {rows.map((row, at) => {
        const called = name(at + 1);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          <fieldset key={at} className={styles.row}>
            <legend>{called}</legend>
            <div className={styles.tools}>
              <Button
                small
                square
                look="quiet"
                aria-label={w.up(called)}
                disabled={at === 0}
                onClick={() => swap(at, at - 1)}
              >
                <IconArrowUp size={14} stroke={1.8} aria-hidden="true" />
              </Button>
              <Button
                small
                square
                look="quiet"
                aria-label={w.down(called)}
                disabled={at === rows.length - 1}
                onClick={() => swap(at, at + 1)}
              >
                <IconArrowDown size={14} stroke={1.8} aria-hidden="true" />
              </Button>
              <Button
                small
                square
                look="quiet"
                aria-label={w.remove(called)}
                disabled={rows.length <= least}
                onClick={() => onChange(rows.filter((_, place) => place !== at))}
              >
                <IconTrash size={14} stroke={1.8} aria-hidden="true" />
              </Button>
            </div>
            {children(row, change(at), at)}
          </fieldset>
        );
      })}
      {hint && <p className={styles.hint}>{hint}</p>}
      {rows.length < most && (
        <Button small onClick={() => onChange([...rows, fresh()])}>
          <IconPlus size={14} stroke={2} aria-hidden="true" />
          {add}
        </Button>
      )}
    </div>
  );
}
