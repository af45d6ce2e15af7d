import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { home } from '../focus.ts';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { Header } from './header.tsx';
import { useScene, useSnapshot } from './hooks.ts';
import { ClipIcon } from './icons.tsx';
import { LinkScreen } from './link_screen.tsx';
import { LinkedBars } from './linked_bars.tsx';
import { List, Over } from './list.tsx';
import { Thread } from './thread.tsx';

export function App() {
  const { words, close, composer, thread, list, links } = useScene();
  const { place, over, from } = useSnapshot(list);
  const { uploads } = useSnapshot(composer);
  const snapshot = useSnapshot(thread);
  const { open: linking } = useSnapshot(links);
  const [dragging, setDragging] = useState(false);
  const depth = useRef(0);
  const shown = useRef(place);

  useLayoutEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    // From the list into a conversation one wants to write; back in the list one is where one came from.
    const row = from === null ? null : document.getElementById(`row-${from}`);
    const target = place === 'list' ? (row ?? document.getElementById('list')) : home();
    target?.focus({ preventScroll: place === 'thread' });
  }, [place]);

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
    if (event.key !== 'Escape') return;
    if (linking !== null) links.back();
    else close?.();
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
        {place === 'thread' && linking === null && snapshot.is === 'empty' && (
          <section class="hero" aria-label={words.greeting}>
            <p class="hero-title">{words.greeting}</p>
            <p>{words.greetingMore}</p>
          </section>
        )}
      </div>
      {place === 'thread' && linking !== null ? (
        <LinkScreen app={linking.app} screen={linking.screen} />
      ) : (
        <>
          {place === 'thread' && <LinkedBars />}
          {place === 'list' ? <List /> : <Thread />}
          {place === 'thread' && (over ? <Over /> : <Composer />)}
        </>
      )}
      {dragging && (
        <div class="drop">
          <ClipIcon />
          {words.dropHere}
        </div>
      )}
    </div>
  );
}
