import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Whether the head is a button that sorts by it. */
  readonly sortable?: boolean;
  /** Left out where there is no room; its content should then be found elsewhere. */
  readonly wideOnly?: boolean;
  /** Figures stand at the end, under each other. */
  readonly figures?: boolean;
  /** Dates and other short things of one line, wherever there is room for one. */
  readonly whole?: boolean;
}

export interface Sort {
  readonly by: string;
  readonly down: boolean;
}

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  sort?: Sort | null;
  onSort?: (by: string) => void;
}

/** What the columns for wide windows say of a row, in a line of its first cell where they are left out. */
export const scarce = styles['scarce'] ?? '';

/** Give the main link of a row this class, and the whole row leads where it leads. */
export const rowLink = styles['rowLink'] ?? '';

export function Table<Row>({ label, columns, rows, keyOf, sort, onSort }: TableProps<Row>) {
  return (
    <div className={styles['frame']}>
      <table className={styles['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                data-wide-only={column.wideOnly || undefined}
                data-figures={column.figures || undefined}
                aria-sort={ariaSort(column, sort ?? null)}
              >
                {column.sortable && onSort ? (
                  <button type="button" onClick={() => onSort(column.key)}>
                    {column.head}
                    <SortMark on={sort?.by === column.key} down={sort?.down ?? false} />
                  </button>
                ) : (
                  column.head
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, at) => (
                <td
                  key={column.key}
                  data-wide-only={column.wideOnly || undefined}
                  data-figures={column.figures || undefined}
                  data-whole={column.whole || undefined}
                >
                  {at === 0 ? <div className={styles['first']}>{column.cell(row)}</div> : column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ariaSort<Row>(
  column: Column<Row>,
  sort: Sort | null,
): 'ascending' | 'descending' | 'none' | undefined {
  if (!column.sortable) return undefined;
  if (sort?.by !== column.key) return 'none';
  return sort.down ? 'descending' : 'ascending';
}

function SortMark({ on, down }: { on: boolean; down: boolean }) {
  const Mark = !on ? IconSelector : down ? IconArrowDown : IconArrowUp;
  return <Mark size={13} stroke={2} aria-hidden="true" data-on={on || undefined} />;
}
