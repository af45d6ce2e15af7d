import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ThreadSnapshot } from '../models/thread.ts';
import { Avatar } from './avatar.tsx';
import { useScene, useSnapshot } from './hooks.ts';
import { DownIcon } from './icons.tsx';
import { MessageView } from './message.tsx';
import { Pill } from './pill.tsx';

/** Nearer than this to the end, whoever reads is reading the end. */
const AT_END_PX = 60;
/** Nearer than this to the beginning, older messages are fetched. */
const AT_START_PX = 120;

export function Thread() {
  const { words, thread } = useScene();
  const snapshot = useSnapshot(thread);
  const { box, atEnd, toEnd, onScroll } = useScroll(snapshot);
  return (
    <main class="thread">
      <Pill />
      <div
        class="scroll"
        ref={box}
        onScroll={onScroll}
        id="thread"
        role="log"
        aria-label={words.conversation}
        // What is new is told by the announcer; the history is not read out.
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
        tabIndex={0}
      >
        {snapshot.is === 'loading' && <Skeleton />}
        {snapshot.is === 'ready' && <Rows snapshot={snapshot} />}
      </div>
      {!atEnd && (
        <button type="button" class="to-end" onClick={toEnd}>
          <DownIcon />
          {words.newMessages}
        </button>
      )}
    </main>
  );
}

function Rows({ snapshot }: { snapshot: Extract<ThreadSnapshot, { is: 'ready' }> }) {
  const { words, thread } = useScene();
  return (
    <>
      {snapshot.older === 'loading' && <p class="aside">{words.loadingOlder}</p>}
      {snapshot.older === 'failed' && (
        <p class="aside">
          {words.olderFailed}{' '}
          <button type="button" class="text-button" onClick={() => thread.loadOlder()}>
            {words.retry}
          </button>
        </p>
      )}
      {snapshot.rows.map((row) =>
        row.kind === 'message' ? (
          <MessageView key={row.key} row={row} />
        ) : (
          <p key={row.key} class={row.kind} dir="auto">
            <span>
              <bdi>{row.text}</bdi>
            </span>
          </p>
        ),
      )}
      {snapshot.typing && (
        <div class="row theirs first last typing-row">
          <Avatar who="agent" initials={snapshot.typing.initials} />
          <div class="bubble typing" role="status" aria-label={words.typing(snapshot.typing.name)}>
            <i />
            <i />
            <i />
          </div>
        </div>
      )}
    </>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}

/** Stays at the end while somebody reads the end, and keeps its place when older messages come in above. */
function useScroll(snapshot: ThreadSnapshot) {
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
    // Pictures that arrive, a keyboard that opens: the end stays in sight.
    const observer = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = element.scrollHeight;
      height.current = element.scrollHeight;
    });
    observer.observe(element);
    const onLoad = () => {
      if (sticks.current) element.scrollTop = element.scrollHeight;
      height.current = element.scrollHeight;
    };
    element.addEventListener('load', onLoad, true);
    return () => {
      observer.disconnect();
      element.removeEventListener('load', onLoad, true);
    };
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
