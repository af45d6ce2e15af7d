import { type ReactVirtualizer, type Rect, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Entry } from '../models/entries';
import type { Room } from '../models/room';

/** Pixels from the top at which older messages are fetched: more than a window, so that they are there in time. */
const FETCH_ABOVE = 1_200;
/** Lines above and below those in sight that are in the page. */
const BESIDE = 5;
/** Pixels from the end within which the reader counts as being there. */
const AT_END = 60;
/** Pixels from the end beyond which a way back to it is offered. */
const AWAY = 240;

/** Pixels above the first line and below the last one. */
const ABOVE = 12;
const BELOW = 8;

/** Heights of the lines of a conversation when it was left: coming back, nothing has to be measured twice. */
const measured = new WeakMap<Room, VirtualItem[]>();
/** The window in which the last conversation stood: the next one stands in the same. */
let lastWindow: Rect = { width: 0, height: 0 };

export type Rows = ReactVirtualizer<HTMLDivElement, Element>;

export interface TimelineRows {
  readonly rows: Rows;
  /** Whether the reader is so far from the end that a way back is wanted. */
  readonly away: boolean;
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
  const [before] = useState(() => measured.get(room) ?? []);
  const place = useRef<Place | null>(null);
  // Another function would have all heights added up anew, however many thousands they are.
  const keyOf = useCallback((at: number) => entries[at]?.key ?? at, [entries]);
  const rows = useVirtualizer<HTMLDivElement, Element>({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: (at) => estimate(entries[at]),
    initialRect: lastWindow,
    initialMeasurementsCache: before,
    initialOffset: () => endOf(entries, before),
    overscan: BESIDE,
    // Lines that only move are moved, and not drawn anew.
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
    paddingStart: ABOVE,
    paddingEnd: BELOW,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: AT_END,
  });
  useLayoutEffect(() => rows.scrollToEnd(), [rows]);
  useLayoutEffect(
    () => () => {
      measured.set(room, rows.takeSnapshot());
      lastWindow = rows.scrollRect ?? lastWindow;
    },
    [room, rows],
  );

  // Asked of the page: while the window changes its size the rows are told of it only after this.
  const [away, setAway] = useState(false);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const scrolled = () => {
      const top = box.scrollTop;
      const left = box.scrollHeight - top - box.clientHeight;
      end.current = left <= AT_END;
      setAway(left > AWAY);
      room.conversation.setAtEnd(end.current);
      place.current = end.current ? null : placeOf(rows, entries, top);
      if (top < FETCH_ABOVE) void room.conversation.loadOlder();
    };
    box.addEventListener('scroll', scrolled, { passive: true });
    return () => box.removeEventListener('scroll', scrolled);
  }, [room, entries, rows, scroller]);

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

  // The heading of a day stays the first line when older messages of that day come: the one below it is held instead.
  const first = entries.find((entry) => seqOf(entry) !== null);
  const oldest = (first && seqOf(first)) ?? 0;
  const oldestBefore = useRef(oldest);
  useLayoutEffect(() => {
    const grown = oldest < oldestBefore.current;
    oldestBefore.current = oldest;
    const kept = place.current;
    if (!grown || end.current || !kept || kept.offset <= 0) return;
    const at = entries.findIndex((entry) => (seqOf(entry) ?? -1) >= kept.seq);
    const line = rows.measurementsCache[at];
    if (line) rows.scrollToOffset(line.start - kept.offset);
  }, [oldest, entries, rows]);

  // What one sends oneself is always shown.
  const last = entries.at(-1);
  const pending = last?.is === 'pending' ? last.key : null;
  useEffect(() => {
    if (pending) rows.scrollToEnd();
  }, [pending, rows]);

  // A page so short that it does not scroll would never ask for more.
  useEffect(() => {
    const box = scroller.current;
    if (box && older === 'some' && box.scrollHeight <= box.clientHeight + FETCH_ABOVE)
      void room.conversation.loadOlder();
  }, [older, room, scroller]);

  return { rows, away, toEnd: () => rows.scrollToEnd() };
}

function estimate(entry: Entry | undefined): number {
  return entry?.is === 'message' ? 64 : 34;
}

/** Where the window stands when the last line is in sight, as far as the heights are known. */
function endOf(entries: readonly Entry[], before: readonly VirtualItem[]): number {
  const known = new Map(before.map(({ key, size }) => [key, size]));
  const lines = entries.reduce((sum, entry) => sum + (known.get(entry.key) ?? estimate(entry)), 0);
  return Math.max(0, ABOVE + lines + BELOW - lastWindow.height);
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
