import type { ThreadSnapshot } from '../models/thread.ts';
import { Avatar } from './avatar.tsx';
import { useScene, useSnapshot } from './hooks.ts';
import { DownIcon } from './icons.tsx';
import { MessageView } from './message.tsx';
import { Pill } from './pill.tsx';
import { useScroll } from './use_scroll.ts';

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
        <div class="rows">
          {snapshot.is === 'loading' && <Skeleton />}
          {snapshot.is === 'ready' && <Rows snapshot={snapshot} />}
        </div>
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
