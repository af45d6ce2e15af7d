import { Button } from '@frontdesk/kit/button';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { messageText } from '../i18n/content';
import type { ConversationSnapshot } from '../models/conversation';
import type { Room } from '../models/room';
import { EntryView } from './entry_view';
import styles from './timeline.module.css';
import { seqOf, useTimeline } from './use_timeline';
import { useWords } from './words';

interface TimelineProps {
  room: Room;
  state: Extract<ConversationSnapshot, { is: 'ready' }>;
}

/** Only what can be seen is in the page; the end is held where it is, and so is the place of a reader above it. */
export function Timeline({ room, state }: TimelineProps) {
  const { t, f } = useWords();
  const { entries, older, typists, head, below, target } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, away, toEnd } = useTimeline(room, entries, state.filter, older, scroller);
  const marked = useTarget(target, (seq) => {
    const at = entries.findIndex((entry) => (seqOf(entry) ?? -1) >= seq);
    if (at >= 0) rows.scrollToIndex(at, { align: 'start' });
    return at >= 0 ? (entries[at]?.key ?? null) : null;
  });
  // The end user is called what they are called above the conversation, whatever their socket knew of it.
  const names = typists.map((typist) => (typist.agent === null ? head.end_user.name : typist.name));
  return (
    <div className={styles.place}>
      {older === 'loading' && <p className={styles.older}>{t.conversation.older}</p>}
      <div
        className={styles.scroller}
        ref={scroller}
        role="log"
        aria-label={t.conversation.log}
        // What is scrolled into the page is not news: the newest message is announced beside it.
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {entries.length === 0 && <p className={styles.nothing}>{t.conversation.nothing}</p>}
        <div className={styles.rows} ref={rows.containerRef}>
          {rows.getVirtualItems().map((row) => {
            const entry = entries[row.index];
            return (
              entry && (
                <div
                  key={row.key}
                  ref={rows.measureElement}
                  data-index={row.index}
                  data-marked={row.key === marked || undefined}
                  className={styles.row}
                >
                  <EntryView entry={entry} head={head} room={room} />
                </div>
              )
            );
          })}
        </div>
      </div>
      <Newest state={state} />
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
      {(away || below > 0) && (
        <Button
          square={below === 0}
          className={styles.latest ?? ''}
          aria-label={below > 0 ? t.talk.timeline.toEndUnread(below) : t.talk.timeline.toEnd}
          onClick={toEnd}
        >
          <IconArrowDown size={17} stroke={1.8} aria-hidden="true" />
          {below > 0 && <b>{below}</b>}
        </Button>
      )}
    </div>
  );
}

/** Goes where the reader asked to be taken, once for each time, and answers with the line to mark there. */
function useTarget(target: { seq: number } | null, go: (seq: number) => string | null): string | null {
  const [marked, setMarked] = useState<string | null>(null);
  const done = useRef<object | null>(null);
  useEffect(() => {
    if (!target || done.current === target) return;
    done.current = target;
    setMarked(go(target.seq));
  });
  return marked;
}

/** Says what somebody else has just written, to those who cannot see it appear. */
function Newest({ state }: { state: TimelineProps['state'] }) {
  const { t } = useWords();
  const newest = state.items.findLast((item) => item.kind === 'message');
  const seq = newest?.seq ?? 0;
  // What was there when the conversation was opened is no news.
  const [first] = useState(seq);
  if (newest?.kind !== 'message' || seq <= first) return <p className="fd-hidden" role="status" />;
  const name = newest.author.kind === 'end_user' ? state.head.end_user.name : newest.author.name;
  return (
    <p className="fd-hidden" role="status">
      {t.talk.timeline.said(name, messageText(t, newest))}
    </p>
  );
}
