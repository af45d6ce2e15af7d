import type { SortBy } from '@frontdesk/client/desk';
import { useModel } from '@frontdesk/kit/use_model';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ListsSnapshot, ReadyRows } from '../../models/lists';
import { useInside } from '../inside';
import { useNow } from '../use_now';
import { useWords } from '../words';
import { TableRow } from './table_row';
import styles from './ticket_table.module.css';
import { useRowKeys } from './use_row_keys';

type Column = keyof ReturnType<typeof useWords>['t']['frame']['lists']['columns'];

const COLUMNS: readonly (readonly [Column, SortBy | null])[] = [
  ['status', 'status'],
  ['requester', 'requester'],
  ['subject', null],
  ['channel', null],
  ['group', null],
  ['assignee', null],
  ['priority', 'priority'],
  ['waiting', 'waiting'],
  ['updated', 'updated'],
];

export const ROW_PIXELS = 44;

/** Only the rows in sight are in the page, whatever the list's length. */
export function TicketTable({ now, rows }: { now: ListsSnapshot; rows: ReadyRows }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const clock = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 6,
    paddingEnd: 8,
  });
  const keys = useRowKeys({ rows, scrollTo: (at) => virtual.scrollToIndex(at), everywhere: true });
  const shown = virtual.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];
  useEffect(() => workspace.lists.want(first, last), [workspace, first, last]);
  // Another list, or another order, is read from its beginning.
  const { by, descending } = now.order;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say when it is another list
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [now.list, by, descending]);
  return (
    <div
      className={styles.scroller}
      ref={scroller}
      onPointerMove={workspace.lists.hold}
      onPointerLeave={workspace.lists.release}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: rows that are not in the page need a table that says how many there are */}
      <div
        role="table"
        className={styles.table}
        aria-label={t.frame.lists.names[now.list]}
        aria-rowcount={rows.total + 1}
        aria-colcount={COLUMNS.length}
      >
        <Head now={now} />
        {/* biome-ignore lint/a11y/useSemanticElements: part of the table above */}
        <div
          role="rowgroup"
          ref={keys.box}
          className={styles.rows}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={keys.onKeyDown}
        >
          {shown.map(({ index, start }) => {
            const row = rows.at(index);
            return (
              <TableRow
                key={row?.ticket ?? `at-${index}`}
                row={row}
                index={index}
                top={start}
                clock={clock}
                gone={row !== null && rows.gone.has(row.ticket)}
                reachable={row?.ticket === keys.reachable}
                onFocus={keys.onFocus}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head({ now }: { now: ListsSnapshot }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { order, sortable } = now;
  const lists = useModel(workspace.lists);
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a table made of rows that are not all there
    <div role="rowgroup" className={styles.headGroup}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: what can be pressed in it is a button */}
      <div role="row" aria-rowindex={1} className={styles.head}>
        {COLUMNS.map(([column, by], at) => {
          const title = t.frame.lists.columns[column];
          const sorted = sortable && by !== null && order.by === by && lists.list === now.list;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={column}
              role="columnheader"
              aria-colindex={at + 1}
              data-column={column}
              aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : undefined}
            >
              {by !== null && sortable ? (
                <button
                  type="button"
                  title={t.frame.lists.sortBy(title)}
                  onClick={() => workspace.lists.sort(by)}
                >
                  {column === 'status' ? <span className="fd-hidden">{title}</span> : title}
                  {column === 'status' && !sorted && (
                    <IconArrowsSort size={14} stroke={1.8} aria-hidden="true" />
                  )}
                  {sorted &&
                    (order.descending ? (
                      <IconArrowDown size={13} stroke={2} aria-hidden="true" />
                    ) : (
                      <IconArrowUp size={13} stroke={2} aria-hidden="true" />
                    ))}
                </button>
              ) : (
                <span className={column === 'status' ? 'fd-hidden' : styles.cut}>{title}</span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
