import { Button } from '@frontdesk/kit/button';
import { IconArrowDown } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ConversationSnapshot } from '../models/conversation';
import type { Room } from '../models/room';
import { EntryView } from './entry_view';
import styles from './timeline.module.css';
import { useWords } from './words';

/** Pixels from the top at which older messages are fetched. */
const FETCH_ABOVE = 300;

interface TimelineProps {
  room: Room;
  state: Extract<ConversationSnapshot, { is: 'ready' }>;
}

/** Only what can be seen is in the page; the end is held where it is, and so is the place of a reader above it. */
export function Timeline({ room, state }: TimelineProps) {
  const { t, f } = useWords();
  const { entries, older, typists, head } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (at) => entries[at]?.key ?? at,
    estimateSize: (at) => (entries[at]?.is === 'message' ? 64 : 34),
    overscan: 8,
    paddingStart: 12,
    paddingEnd: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: 60,
  });
  useLayoutEffect(() => rows.scrollToEnd(), [rows]);
  // What one sends oneself is always shown.
  const pending = entries.findLast((entry) => entry.is === 'pending')?.key;
  useEffect(() => {
    if (pending) rows.scrollToEnd();
  }, [pending, rows]);
  const scrolled = () => {
    const box = scroller.current;
    if (!box) return;
    setAway(box.scrollHeight - box.scrollTop - box.clientHeight > 240);
    if (box.scrollTop < FETCH_ABOVE) void room.conversation.loadOlder();
  };
  // A page so short that it does not scroll would never ask for more.
  useEffect(() => {
    const box = scroller.current;
    if (box && older === 'some' && box.scrollHeight <= box.clientHeight + FETCH_ABOVE)
      void room.conversation.loadOlder();
  }, [older, room]);
  // The end user is called what they are called above the conversation, whatever their socket knew of it.
  const names = typists.map((typist) => (typist.agent === null ? head.end_user.name : typist.name));
  return (
    <div className={styles.place}>
      {older === 'loading' && <p className={styles.older}>{t.conversation.older}</p>}
      <div
        className={styles.scroller}
        ref={scroller}
        onScroll={scrolled}
        role="log"
        aria-label={t.conversation.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {entries.length === 0 && <p className={styles.nothing}>{t.conversation.nothing}</p>}
        <div className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const entry = entries[row.index];
            return (
              entry && (
                <div
                  key={row.key}
                  ref={rows.measureElement}
                  data-index={row.index}
                  className={styles.row}
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <EntryView entry={entry} head={head} room={room} />
                </div>
              )
            );
          })}
        </div>
      </div>
      <p className={styles.typing} aria-live="polite" data-on={names.length > 0 || undefined}>
        {names.length > 0 && (
          <>
            <span className={styles.dots} aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {names.length === 1
              ? t.conversation.typing(f.list(names))
              : t.conversation.typingMany(f.list(names))}
          </>
        )}
      </p>
      {away && (
        <Button
          square
          className={styles.latest ?? ''}
          aria-label={t.conversation.latest}
          onClick={() => rows.scrollToEnd()}
        >
          <IconArrowDown size={17} stroke={1.8} />
        </Button>
      )}
    </div>
  );
}
