import { useModel } from '@frontdesk/kit/use_model';
import type { Shortcut } from '@frontdesk/protocol';
import { IconSettings } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useInside } from './inside';
import { WithPlaces } from './places';
import styles from './shortcut_menu.module.css';
import type { SlashMenu } from './use_slash_menu';
import { useWords } from './words';

export const MENU_ID = 'shortcut-menu';

export function optionId(shortcut: Shortcut): string {
  return `${MENU_ID}-${shortcut.id}`;
}

/** Stands above the composer, which stays whole, while a word after a slash is written; the box keeps the focus. */
export function ShortcutMenu({ menu, onManage }: { menu: SlashMenu; onManage: () => void }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const w = t.talk.shortcuts;
  const { known, count } = useModel(workspace.shortcuts);
  const list = useRef<HTMLDivElement>(null);
  const chosen = menu.matches[menu.active];
  useEffect(() => {
    if (chosen) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  if (!menu.slash || !known) return null;
  const empty = menu.matches.length === 0;
  return (
    // Pressing anywhere in it must not take the focus out of the box.
    <div className={styles.menu} role="presentation" onPointerDown={(event) => event.preventDefault()}>
      {empty ? (
        <p className={styles.none}>{count === 0 ? w.noneYet : w.none}</p>
      ) : (
        <div ref={list} className={styles.list} role="listbox" id={MENU_ID} aria-label={w.menu}>
          {menu.matches.map((shortcut, at) => (
            <Option
              key={shortcut.id}
              shortcut={shortcut}
              active={at === menu.active}
              onPick={() => menu.pick(shortcut)}
              onHover={() => menu.hover(at)}
            />
          ))}
        </div>
      )}
      <div className={styles.foot}>
        <span>{w.keys}</span>
        <button type="button" tabIndex={-1} onClick={onManage}>
          <IconSettings size={14} stroke={1.8} aria-hidden="true" />
          {w.manage}
        </button>
      </div>
      <p className="fd-hidden" role="status">
        {empty ? w.none : w.found(menu.matches.length)}
      </p>
    </div>
  );
}

interface OptionProps {
  shortcut: Shortcut;
  active: boolean;
  onPick: () => void;
  onHover: () => void;
}

function Option({ shortcut, active, onPick, onHover }: OptionProps) {
  const { t } = useWords();
  const w = t.talk.shortcuts;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken by the box, which keeps the focus
    <div
      id={optionId(shortcut)}
      role="option"
      tabIndex={-1}
      className={styles.option}
      aria-selected={active}
      aria-disabled={shortcut.unusable !== null || undefined}
      onClick={onPick}
      onPointerMove={onHover}
    >
      <b>/{shortcut.name}</b>
      <span className={styles.text}>
        <WithPlaces text={shortcut.text} called={(name) => name} />
      </span>
      <small>{shortcut.unusable ? w.unusable[shortcut.unusable] : w.scopes[shortcut.scope.for]}</small>
    </div>
  );
}
