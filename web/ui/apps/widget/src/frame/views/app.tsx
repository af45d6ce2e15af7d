import { useRef, useState } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { Header } from './header.tsx';
import { useScene, useSnapshot } from './hooks.ts';
import { ClipIcon } from './icons.tsx';
import { Thread } from './thread.tsx';

export function App() {
  const { words, close, composer, thread } = useScene();
  const { uploads } = useSnapshot(composer);
  const snapshot = useSnapshot(thread);
  const [dragging, setDragging] = useState(false);
  const depth = useRef(0);

  const drag = (step: 1 | -1) => (event: DragEvent) => {
    if (!uploads || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    // Entering a child comes before leaving its parent: only the count tells when the pointer is gone.
    depth.current += step;
    setDragging(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setDragging(false);
    if (uploads) composer.attach([...(event.dataTransfer?.files ?? [])]);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close?.();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files, which the clip button does as well
    <div
      class="app"
      onDragEnter={drag(1)}
      onDragLeave={drag(-1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      onKeyDown={onKey}
    >
      <Announcer />
      <div class="top">
        <Header />
        {snapshot.is === 'empty' && (
          <section class="hero" aria-label={words.greeting}>
            <p class="hero-title">{words.greeting}</p>
            <p>{words.greetingMore}</p>
          </section>
        )}
      </div>
      <Thread />
      <Composer />
      {dragging && (
        <div class="drop">
          <ClipIcon />
          {words.dropHere}
        </div>
      )}
    </div>
  );
}

export function Pill() {
  const { words, panel } = useScene();
  const { pill } = useSnapshot(panel);
  return (
    <div class="pill-place" role="status">
      {pill && (
        <span class="pill">
          {pill !== 'stopped' && <span class="pill-dot" />}
          {words[pill]}
          {pill === 'stopped' && (
            <button type="button" onClick={() => location.reload()}>
              {words.reload}
            </button>
          )}
        </span>
      )}
    </div>
  );
}
