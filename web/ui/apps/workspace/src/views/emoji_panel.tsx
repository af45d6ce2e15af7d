import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { EmojiSection } from '../models/emoji';
import { EmojiGroups } from './emoji_groups';
import styles from './emoji_panel.module.css';
import { EmojiSections } from './emoji_sections';
import { useInside } from './inside';
import { useWords } from './words';

export function EmojiPanel({ onPick }: { onPick: (sign: string) => void }) {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const w = t.talk.emoji;
  const now = useModel(workspace.emoji);
  const { language } = useModel(preferences);
  const scroller = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<EmojiSection['group'] | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => void workspace.emoji.open(language), [workspace, language]);
  const pick = (sign: string) => {
    workspace.emoji.use(sign);
    onPick(sign);
  };
  const keyDown = (event: KeyboardEvent) => {
    const first = scroller.current?.querySelector('button');
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      first?.focus();
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (now.is === 'ready' && now.query.trim() !== '') first?.click();
    }
  };
  return (
    <div className={styles.panel} aria-busy={now.is === 'loading'}>
      <input
        ref={search}
        type="search"
        className={styles.search}
        aria-label={w.search}
        placeholder={w.search}
        value={now.query}
        data-autofocus
        onChange={(event) => workspace.emoji.search(event.target.value)}
        onKeyDown={keyDown}
      />
      {now.is === 'loading' && <p className={styles.note}>{w.loading}</p>}
      {now.is === 'failed' && (
        <p className={styles.note}>
          {w.failed}{' '}
          <Button small onClick={() => void workspace.emoji.open(language)}>
            {t.connection.retry}
          </Button>
        </p>
      )}
      {now.is === 'ready' && (
        <>
          <EmojiGroups
            groups={now.sections.map(({ group }) => group)}
            shown={shown}
            onChoose={(group) => {
              const box = scroller.current;
              const section = box?.querySelector<HTMLElement>(`[data-group="${group}"]`);
              if (box && section) box.scrollTop = section.offsetTop;
            }}
          />
          <div
            ref={scroller}
            className={styles.scroller}
            onScroll={(event) => setShown(groupAt(event.currentTarget))}
          >
            {now.sections.length === 0 && <p className={styles.note}>{w.none}</p>}
            <EmojiSections sections={now.sections} onPick={pick} onLeave={() => search.current?.focus()} />
          </div>
        </>
      )}
    </div>
  );
}

/** The group whose emoji stand at the top of what is seen. */
function groupAt(scroller: HTMLElement): EmojiSection['group'] | null {
  const above = [...scroller.querySelectorAll<HTMLElement>('[data-group]')].filter(
    (section) => section.offsetTop <= scroller.scrollTop + 1,
  );
  return (above.at(-1)?.dataset.group as EmojiSection['group'] | undefined) ?? null;
}
