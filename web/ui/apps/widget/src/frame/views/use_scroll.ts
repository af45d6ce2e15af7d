import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ThreadSnapshot } from '../models/thread.ts';
import { useScene } from './hooks.ts';

/** Nearer than this to the end, whoever reads is reading the end. */
const AT_END_PX = 60;
/** Nearer than this to the beginning, older messages are fetched. */
const AT_START_PX = 120;

/** Stays at the end while somebody reads the end, and keeps its place when older messages come in above. */
export function useScroll(snapshot: ThreadSnapshot) {
  const { thread } = useScene();
  const box = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const height = useRef(0);
  const [atEnd, setAtEnd] = useState(true);
  const firstKey =
    snapshot.is === 'ready' ? snapshot.rows.find((row) => row.kind === 'message')?.key : undefined;
  const lastKey = snapshot.is === 'ready' ? snapshot.rows.at(-1)?.key : undefined;
  const known = useRef({ firstKey, lastKey });

  const toEnd = () => {
    const element = box.current;
    if (!element) return;
    sticks.current = true;
    setAtEnd(true);
    element.scrollTop = element.scrollHeight;
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const before = known.current;
    known.current = { firstKey, lastKey };
    const ownLast = snapshot.is === 'ready' && isOwn(snapshot.rows.at(-1));
    if (sticks.current || (before.lastKey !== lastKey && ownLast)) toEnd();
    else if (before.firstKey !== firstKey) element.scrollTop += element.scrollHeight - height.current;
    else if (before.lastKey !== lastKey) setAtEnd(false);
    height.current = element.scrollHeight;
  }, [snapshot]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // Pictures that arrive, a form that says what is missing, a keyboard that opens: the end stays in sight.
    const observer = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = element.scrollHeight;
      height.current = element.scrollHeight;
    });
    observer.observe(element);
    for (const inside of element.children) observer.observe(inside);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX;
    if (sticks.current) setAtEnd(true);
    if (element.scrollTop < AT_START_PX) void thread.loadOlder();
  };

  return { box, atEnd, toEnd, onScroll };
}

function isOwn(row: Extract<ThreadSnapshot, { is: 'ready' }>['rows'][number] | undefined): boolean {
  return row?.kind === 'message' && row.speaker.who === 'you';
}
