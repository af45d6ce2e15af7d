import { type KeyboardEvent, useRef, useState } from 'react';
import type { EmojiSection } from '../models/emoji';
import styles from './emoji_panel.module.css';
import { useWords } from './words';

/** Emoji in a row; the style sheet has the same number of columns. */
const COLUMNS = 8;
/** A row's and a group's head's height in the style sheet, in pixels: how far one scrolls is known before it is drawn. */
const ROW = 34;
const HEAD = 30;

interface EmojiSectionsProps {
  sections: readonly EmojiSection[];
  onPick: (sign: string) => void;
  /** Upwards out of the first row. */
  onLeave: () => void;
}

/** One stop for Tab; the arrows go from emoji to emoji, over the groups' borders. */
export function EmojiSections({ sections, onPick, onLeave }: EmojiSectionsProps) {
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
        <section
          key={group}
          data-group={group}
          className={styles.group}
          style={{ containIntrinsicHeight: `auto ${HEAD + Math.ceil(emoji.length / COLUMNS) * ROW}px` }}
          aria-label={t.talk.emoji.groups[group]}
        >
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
