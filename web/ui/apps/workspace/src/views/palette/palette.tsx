import { useModel } from '@frontdesk/kit/use_model';
import { Modal } from '@mantine/core';
import { IconLoader2, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { useInside } from '../inside';
import { useWords } from '../words';
import { HitList } from './hit_list';
import styles from './palette.module.css';

/** As it stands on the key, in every language. */
const ESCAPE = 'Esc';

/** Search and commands, by keyboard alone: one box, one list, the marked line runs. */
export function Palette() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { opened } = useModel(workspace.palette);
  return (
    <Modal.Root
      opened={opened}
      onClose={workspace.palette.close}
      yOffset="9vh"
      size={640}
      padding={0}
      centered={false}
      lockScroll={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t.frame.palette.title}>
        <Modal.Body className={styles.body ?? ''}>{opened && <Inner />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Inner() {
  const { workspace } = useInside();
  const { t } = useWords();
  const now = useModel(workspace.palette);
  const { hits, chosen, words, server } = now;
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  // At once: whoever knows the keys goes on typing before any frame is drawn.
  useLayoutEffect(() => box.current?.focus(), []);
  const marked = hits[chosen]?.key;
  useEffect(() => {
    if (marked) document.getElementById(`hit-${marked}`)?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) workspace.palette.step(by);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) workspace.palette.run();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={styles.box}>
        <IconSearch size={18} stroke={1.8} aria-hidden="true" />
        <input
          ref={box}
          type="text"
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-hits"
          aria-activedescendant={marked ? `hit-${marked}` : undefined}
          aria-autocomplete="list"
          aria-label={t.frame.palette.title}
          placeholder={t.frame.palette.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => workspace.palette.type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {server === 'asking' && <IconLoader2 className={styles.busy ?? ''} size={17} aria-hidden="true" />}
        <kbd>{ESCAPE}</kbd>
      </div>
      <div
        id="palette-hits"
        role="listbox"
        aria-label={t.frame.palette.title}
        className={styles.hits}
        ref={list}
      >
        <HitList hits={hits} chosen={chosen} />
      </div>
      {hits.length === 0 && server !== 'asking' && (
        <p className={styles.nothing}>
          {t.frame.palette.nothing} <span>{t.frame.palette.nothingHint}</span>
        </p>
      )}
      <p className={styles.foot}>
        <span className={styles.told} role="status">
          {server === 'unreachable' && t.frame.palette.unreachable}
          {server === 'asking' && t.frame.palette.asking}
          {(server === 'answered' || server === 'idle') &&
            words !== '' &&
            t.frame.palette.results(hits.length)}
        </span>
        <span aria-hidden="true">
          <kbd>↑</kbd>
          <kbd>↓</kbd> {t.frame.palette.help.move}
        </span>
        <span aria-hidden="true">
          <kbd>↵</kbd> {t.frame.palette.help.run}
        </span>
        <span aria-hidden="true">
          <kbd>&gt;</kbd> {t.frame.palette.help.commands}
        </span>
      </p>
    </>
  );
}
