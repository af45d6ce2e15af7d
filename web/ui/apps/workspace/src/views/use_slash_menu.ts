import type { Shortcut } from '@frontdesk/protocol';
import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react';
import type { ShortcutsModel } from '../models/shortcuts';
import { type Slash, slashAt } from '../models/slash';
import { insertText } from './insert_text';

export interface SlashMenu {
  readonly slash: Slash | null;
  readonly matches: readonly Shortcut[];
  readonly active: number;
  /** Looks where the caret stands. */
  readonly look: () => void;
  readonly close: () => void;
  readonly pick: (shortcut: Shortcut) => void;
  /** True for a key that the menu took. */
  readonly press: (event: KeyboardEvent) => boolean;
  readonly hover: (at: number) => void;
}

/** The menu that "/" opens in a box: what it shows, and what its keys do. */
export function useSlashMenu(
  shortcuts: ShortcutsModel,
  box: RefObject<HTMLTextAreaElement | null>,
): SlashMenu {
  const [slash, setSlash] = useState<Slash | null>(null);
  const [active, setActive] = useState(0);
  /** Where Escape closed it: it stays shut until another slash is written. */
  const [shut, setShut] = useState<number | null>(null);
  const query = slash?.query ?? null;
  const matches = useMemo(() => (query === null ? [] : shortcuts.match(query)), [query, shortcuts]);
  const close = () => setSlash(null);
  const look = () => {
    const now = box.current;
    const found =
      now && now.selectionStart === now.selectionEnd ? slashAt(now.value, now.selectionStart) : null;
    if (found?.from !== shut) setShut(null);
    const next = found && found.from !== shut ? found : null;
    if (next?.query !== slash?.query) setActive(0);
    setSlash(next);
  };
  const pick = (shortcut: Shortcut) => {
    const now = box.current;
    if (!now || !slash || shortcut.unusable !== null) return;
    setSlash(null);
    insertText(now, slash.from, slash.to, shortcut.text);
  };
  const press = (event: KeyboardEvent): boolean => {
    if (!slash || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      setShut(slash.from);
      close();
    } else if (matches.length === 0) return false;
    else if (step) setActive((active + step + matches.length) % matches.length);
    else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) {
      const chosen = matches[active];
      // One that cannot be used stays in the menu, which says why.
      if (chosen) pick(chosen);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { slash, matches, active, look, close, pick, press, hover: setActive };
}
