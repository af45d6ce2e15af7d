import type { ListName } from '@frontdesk/client/desk';
import { LIST_NAMES } from '@frontdesk/client/desk';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel, useModelPart } from '@frontdesk/kit/use_model';
import type { TicketRow } from '@frontdesk/protocol';
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import { isNewChat } from '../../models/list_rows';
import type { ReadyRows } from '../../models/lists';
import { useInside } from '../inside';
import { useNow } from '../use_now';
import { useWords } from '../words';
import { alongTabs, ListTab } from './list_nav';
import styles from './list_pane.module.css';
import { ListState } from './list_state';
import { useRowKeys } from './use_row_keys';

const ROW_PIXELS = 56;
const FIRST: readonly ListName[] = ['mine', 'unassigned'];

/** A list in little, beside a conversation or alone on a telephone. */
export const ListPane = memo(function ListPane({ alone }: { alone: boolean }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const now = useModel(workspace.lists);
  return (
    <section className={styles.pane} data-alone={alone || undefined} aria-label={t.lists.label}>
      <div className={styles.head}>
        <div className={styles.lists} role="tablist" aria-label={t.lists.label} onKeyDown={alongTabs}>
          {FIRST.map((name) => (
            <ListTab key={name} name={name} plain />
          ))}
          {!FIRST.includes(now.list) && <ListTab name={now.list} plain />}
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

const OtherLists = memo(function OtherLists() {
  const { t } = useWords();
  return (
    <Menu position="bottom-end" width={290} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.more} aria-label={t.frame.lists.more}>
          <IconDots size={17} stroke={1.8} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <OtherNames />
      </Menu.Dropdown>
    </Menu>
  );
});

/** Apart from the menu, which is closed nearly always and then hears of no count. */
function OtherNames() {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const { list, badges } = useModel(workspace.lists);
  return LIST_NAMES.filter((name) => !FIRST.includes(name)).map((name) => (
    <Menu.Item
      key={name}
      aria-current={name === list || undefined}
      onClick={() => workspace.lists.choose(name)}
      rightSection={badges[name] !== null && <span className={styles.dim}>{f.count(badges[name])}</span>}
    >
      {t.frame.lists.names[name]}
    </Menu.Item>
  ));
}

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

export interface CompactRowProps {
  row: TicketRow;
  clock: number;
  gone?: boolean;
  current?: boolean;
  reachable?: boolean;
  onFocus?: (ticket: number) => void;
}

const CompactRow = memo(function CompactRow(props: CompactRowProps) {
  const { row, clock, gone, current, reachable, onFocus } = props;
  const { workspace } = useInside();
  const { t, f } = useWords();
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={current || undefined}
      data-gone={gone || undefined}
      tabIndex={reachable ? 0 : -1}
      onFocus={() => onFocus?.(row.ticket)}
      onClick={() => workspace.tabs.open(row.conversation)}
    >
      <StatusBadge
        small
        status={row.status}
        letter={t.statusLetters[row.status]}
        name={t.ticketStatus[row.status]}
      />
      <span className={styles.name} data-unread={row.unread > 0 || undefined}>
        {row.requester}
      </span>
      <span className={styles.channel}>
        <ChannelIcon channel={row.channel} name={t.channels[row.channel]} />
      </span>
      <span className={styles.about}>
        {row.subject || (isNewChat(row) ? t.lists.startedChat : t.lists.repliedChat)}
      </span>
      <span className={styles.meta}>
        {row.unread > 0 && (
          <span className={styles.unread} title={t.lists.unread(row.unread)}>
            <span aria-hidden="true">{row.unread > 99 ? '99+' : row.unread}</span>
            <span className="fd-hidden">{t.lists.unread(row.unread)}</span>
          </span>
        )}
        {row.waiting_since === null ? (
          <time dateTime={new Date(row.updated_at).toISOString()}>{f.short(row.updated_at, clock)}</time>
        ) : (
          <span className={styles.waiting}>{t.lists.waiting(f.span(clock - row.waiting_since))}</span>
        )}
      </span>
    </button>
  );
});
