import type { ListName } from '@frontdesk/client/desk';
import { useModel, useModelPart } from '@frontdesk/kit/use_model';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import type { ReadyRows } from '../../models/lists';
import { useInside } from '../inside';
import { useNow } from '../use_now';
import { useWords } from '../words';
import { CompactRow } from './compact_row';
import { alongTabs, ListTab } from './list_nav';
import styles from './list_pane.module.css';
import { ListState } from './list_state';
import { FIRST_LISTS, OtherLists } from './other_lists';
import { useRowKeys } from './use_row_keys';

const ROW_PIXELS = 56;

/** A list in little, beside a conversation or alone on a telephone. */
export const ListPane = memo(function ListPane({ alone }: { alone: boolean }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const now = useModel(workspace.lists);
  return (
    <section className={styles.pane} data-alone={alone || undefined} aria-label={t.lists.label}>
      <div className={styles.head}>
        <div className={styles.lists} role="tablist" aria-label={t.lists.label} onKeyDown={alongTabs}>
          {FIRST_LISTS.map((name) => (
            <ListTab key={name} name={name} plain />
          ))}
          {!FIRST_LISTS.includes(now.list) && <ListTab name={now.list} plain />}
        </div>
        <OtherLists />
      </div>
      <div className={styles.rows} role="tabpanel" id="list-rows" aria-labelledby={`list-${now.list}`}>
        <ListState now={now} />
        {now.rows.is === 'ready' && now.rows.total > 0 && (
          <Rows rows={now.rows} mineToDo={now.mineToDo} list={now.list} />
        )}
      </div>
    </section>
  );
});

function Rows({ rows, mineToDo, list }: { rows: ReadyRows; mineToDo: number | null; list: ListName }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const clock = useNow();
  const place = useModelPart(workspace.tabs, (now) => now.place);
  const scroller = useRef<HTMLDivElement>(null);
  // The heading before what waits for others stands in the room of a row of its own.
  const heading = mineToDo !== null && mineToDo < rows.total ? mineToDo : null;
  const virtual = useVirtualizer({
    count: rows.total + (heading === null ? 0 : 1),
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (at === heading ? 34 : ROW_PIXELS),
    overscan: 6,
    paddingStart: 6,
    paddingEnd: 6,
  });
  const keys = useRowKeys({ rows, scrollTo: (at) => virtual.scrollToIndex(at), everywhere: false });
  const shown = virtual.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];
  useEffect(() => workspace.lists.want(first, last), [workspace, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: says when it is another list
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [list]);
  return (
    <div
      className={styles.scroller}
      ref={scroller}
      onPointerMove={workspace.lists.hold}
      onPointerLeave={workspace.lists.release}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys go on from the row that has the focus */}
      <div
        ref={keys.box}
        className={styles.list}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={keys.onKeyDown}
      >
        {shown.map(({ index, start }) => {
          const top = { transform: `translateY(${start}px)` };
          if (index === heading)
            return (
              <p key="heading" className={styles.heading} style={top}>
                {t.lists.waitsForOthers}
              </p>
            );
          const row = rows.at(heading !== null && index > heading ? index - 1 : index);
          return (
            <div
              key={row?.ticket ?? `at-${index}`}
              className={styles.place}
              style={top}
              data-ticket={row?.ticket}
            >
              {row ? (
                <CompactRow
                  row={row}
                  clock={clock}
                  gone={rows.gone.has(row.ticket)}
                  current={place.at === 'conversation' && place.conversation === row.conversation}
                  reachable={row.ticket === keys.reachable}
                  onFocus={keys.onFocus}
                />
              ) : (
                <span className={styles.ghost} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
