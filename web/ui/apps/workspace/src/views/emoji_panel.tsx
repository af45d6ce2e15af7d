import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { EmojiSection } from '../models/emoji';
import styles from './emoji_panel.module.css';
import { useInside } from './inside';
import { useWords } from './words';

/** Emoji in a row; the style sheet has the same number of columns. */
const COLUMNS = 8;

export function EmojiPanel({ onPick }: { onPick: (sign: string) => void }) {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const w = t.talk.emoji;
  const now = useModel(workspace.emoji);
  const { language } = useModel(preferences);
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => void workspace.emoji.open(language), [workspace, language]);
  const pick = (sign: string) => {
    workspace.emoji.use(sign);
    onPick(sign);
  };
  const keyDown = (event: KeyboardEvent) => {
    const first = grid.current?.querySelector('button');
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      first?.focus();
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (now.is === 'ready' && now.query.trim() !== '') first?.click();
    }
  };
  return (
    <div className={styles.panel}>
      <input
        ref={search}
        type="search"
        className={styles.search}
        aria-label={w.search}
        placeholder={w.search}
        value={now.is === 'ready' ? now.query : ''}
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
        <div ref={grid} className={styles.scroller}>
          {now.sections.length === 0 && <p className={styles.note}>{w.none}</p>}
          <Sections sections={now.sections} onPick={pick} onLeave={() => search.current?.focus()} />
        </div>
      )}
    </div>
  );
}

interface SectionsProps {
  sections: readonly EmojiSection[];
  onPick: (sign: string) => void;
  /** Upwards out of the first row. */
  onLeave: () => void;
}

/** One stop for Tab; the arrows go from emoji to emoji, over the groups' borders. */
function Sections({ sections, onPick, onLeave }: SectionsProps) {
  const { t } = useWords();
  const all = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const first = sections[0]?.emoji[0];
  const current = stop ?? `${sections[0]?.group}-${first?.sign}`;
  const keyDown = (event: KeyboardEvent) => {
    const buttons = [...(all.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (by === undefined || at < 0) return;
    event.preventDefault();
    if (event.key === 'ArrowUp' && at < COLUMNS) return onLeave();
    buttons[Math.min(Math.max(at + by, 0), buttons.length - 1)]?.focus();
  };
  return (
    <div ref={all}>
      {sections.map(({ group, emoji }) => (
        <section key={group} className={styles.group} aria-label={t.talk.emoji.groups[group]}>
          <h2>{t.talk.emoji.groups[group]}</h2>
          <div className={styles.grid}>
            {emoji.map(({ sign, name }) => {
              const id = `${group}-${sign}`;
              return (
                <button
                  key={id}
                  type="button"
                  title={name}
                  aria-label={name}
                  tabIndex={id === current ? 0 : -1}
                  onFocus={() => setStop(id)}
                  onKeyDown={keyDown}
                  onClick={() => onPick(sign)}
                >
                  {sign}
                </button>
              );
            })}
          </div>
        </section>
      ))}
    </div>
  );
}
