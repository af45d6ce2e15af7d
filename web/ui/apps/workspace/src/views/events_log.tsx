import { Button } from '@frontdesk/kit/button';
import { IconAlertCircle, IconCircleDot, IconMessage, IconNote } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type EventRow, eventRows } from '../i18n/event_rows';
import type { ConversationSnapshot } from '../models/conversation';
import type { Room } from '../models/room';
import styles from './events_log.module.css';
import { useWords } from './words';

const ICONS = { message: IconMessage, note: IconNote, event: IconCircleDot, failure: IconAlertCircle };

interface EventsLogProps {
  room: Room;
  state: Extract<ConversationSnapshot, { is: 'ready' }>;
}

/** Everything that happened, one line each (S1-55 to S1-58); the newest stands at the end, as in the conversation. */
export function EventsLog({ room, state }: EventsLogProps) {
  const { t, f } = useWords();
  const w = t.talk.events;
  const [wanted, setWanted] = useState('');
  const rows = useMemo(
    () => eventRows(t, f, state.items, state.head, wanted),
    [t, f, state.items, state.head, wanted],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (at) => rows[at]?.key ?? at,
    estimateSize: () => 34,
    overscan: 12,
    anchorTo: 'end',
  });
  useLayoutEffect(() => lines.scrollToEnd(), [lines]);
  return (
    <div className={styles.place}>
      <div className={styles.bar}>
        <input
          type="search"
          aria-label={w.search}
          placeholder={w.search}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span role="status">{w.count(rows.length)}</span>
        {state.older !== 'none' && (
          <Button
            small
            disabled={state.older === 'loading'}
            onClick={() => void room.conversation.loadOlder()}
          >
            {state.older === 'loading' ? t.conversation.older : w.older}
          </Button>
        )}
      </div>
      {rows.length === 0 && <p className={styles.none}>{w.none}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroller} ref={scroller} aria-label={w.log} tabIndex={0}>
        <ol className={styles.rows} style={{ height: lines.getTotalSize() }}>
          {lines.getVirtualItems().map((line) => {
            const row = rows[line.index];
            return (
              row && (
                <li
                  key={line.key}
                  ref={lines.measureElement}
                  data-index={line.index}
                  data-kind={row.kind}
                  className={styles.row}
                  style={{ transform: `translateY(${line.start}px)` }}
                >
                  <Line row={row} />
                </li>
              )
            );
          })}
        </ol>
      </section>
    </div>
  );
}

function Line({ row }: { row: EventRow }) {
  const { f } = useWords();
  const Icon = ICONS[row.kind];
  return (
    <>
      <time dateTime={new Date(row.at).toISOString()}>{f.moment(row.at)}</time>
      <Icon size={15} stroke={1.8} aria-hidden="true" />
      <p>
        {row.text}
        {row.said && <span className={styles.said}>{row.said}</span>}
      </p>
    </>
  );
}
