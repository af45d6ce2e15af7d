import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Entry } from '../models/entries';
import type { Room } from '../models/room';

/** Pixels from the top at which older messages are fetched. */
const FETCH_ABOVE = 300;
/** Pixels from the end within which the reader counts as being there. */
const AT_END = 60;

export type Rows = Virtualizer<HTMLDivElement, Element>;

export interface TimelineRows {
  readonly rows: Rows;
  readonly scrolled: () => void;
  readonly toEnd: () => void;
}

/** The line at the top of the window, and how far it is from the top: what has to stay when the lines change. */
interface Place {
  readonly seq: number;
  readonly offset: number;
}

/**
 * Keeps a reader where they are: at the end while they are at the end, whatever grows or shrinks; else at the line
 * they read, whatever is shown around it.
 */
export function useTimeline(
  room: Room,
  entries: readonly Entry[],
  filter: string,
  older: 'none' | 'some' | 'loading',
  scroller: RefObject<HTMLDivElement | null>,
): TimelineRows {
  const end = useRef(true);
  const place = useRef<Place | null>(null);
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
    scrollEndThreshold: AT_END,
  });
  useLayoutEffect(() => rows.scrollToEnd(), [rows]);

  const scrolled = () => {
    const box = scroller.current;
    if (!box) return;
    end.current = box.scrollHeight - box.scrollTop - box.clientHeight <= AT_END;
    room.conversation.setAtEnd(end.current);
    place.current = end.current ? null : placeOf(rows, entries, box.scrollTop);
    if (box.scrollTop < FETCH_ABOVE) void room.conversation.loadOlder();
  };

  // A narrower window makes the lines longer, a growing box below makes the window shorter: the end stays the end.
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const watcher = new ResizeObserver(() => {
      if (end.current) rows.scrollToEnd();
    });
    watcher.observe(box);
    if (box.firstElementChild) watcher.observe(box.firstElementChild);
    return () => watcher.disconnect();
  }, [rows, scroller]);

  // Another filter shows other lines around the one that was read; that one, or its nearest neighbour, stays.
  const shown = useRef(filter);
  useLayoutEffect(() => {
    if (shown.current === filter) return;
    shown.current = filter;
    const kept = place.current;
    if (end.current || !kept) return rows.scrollToEnd();
    const at = entries.findIndex((entry) => (seqOf(entry) ?? -1) >= kept.seq);
    if (at < 0) return rows.scrollToEnd();
    rows.scrollToIndex(at, { align: 'start' });
    const box = scroller.current;
    if (box) box.scrollTop -= kept.offset;
  }, [filter, entries, rows, scroller]);

  // What one sends oneself is always shown.
  const pending = entries.findLast((entry) => entry.is === 'pending')?.key;
  useEffect(() => {
    if (pending) rows.scrollToEnd();
  }, [pending, rows]);

  // A page so short that it does not scroll would never ask for more.
  useEffect(() => {
    const box = scroller.current;
    if (box && older === 'some' && box.scrollHeight <= box.clientHeight + FETCH_ABOVE)
      void room.conversation.loadOlder();
  }, [older, room, scroller]);

  return { rows, scrolled, toEnd: () => rows.scrollToEnd() };
}

export function seqOf(entry: Entry): number | null {
  if (entry.is === 'message') return entry.message.seq;
  return entry.is === 'activity' ? entry.seq : null;
}

function placeOf(rows: Rows, entries: readonly Entry[], top: number): Place | null {
  for (const row of rows.getVirtualItems()) {
    const entry = entries[row.index];
    const seq = entry && row.end > top ? seqOf(entry) : null;
    if (seq !== null && seq !== undefined) return { seq, offset: row.start - top };
  }
  return null;
}
