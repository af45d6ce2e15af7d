import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ReadyRows } from '../../models/lists';

interface Rows {
  readonly rows: ReadyRows;
  readonly scrollTo: (index: number) => void;
  /** Keys of the whole page count too: nothing else on it moves by them. */
  readonly everywhere: boolean;
}

/**
 * One row of a long list can be reached by Tab; arrows, J and K go on from there. The row is kept by its ticket, so
 * that the focus stays with it wherever it moves.
 */
export function useRowKeys({ rows, scrollTo, everywhere }: Rows) {
  const [active, setActive] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);

  const focus = () => {
    if (wanted.current === null) return;
    const button = box.current?.querySelector<HTMLElement>(`[data-ticket="${wanted.current}"] button`);
    if (!button) return;
    wanted.current = null;
    button.focus({ preventScroll: true });
  };
  // A row that was out of sight is only there after it was scrolled to.
  useEffect(focus);

  const go = (index: number) => {
    const at = Math.max(0, Math.min(rows.total - 1, index));
    const row = rows.at(at);
    if (!row) return;
    setActive(row.ticket);
    wanted.current = row.ticket;
    scrollTo(at);
    focus();
  };
  const present = active === null ? -1 : rows.find(active);
  const press = (code: string): boolean => {
    const to = target(code, present, rows.total);
    if (to === null) return false;
    go(to);
    return true;
  };
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    if (!everywhere) return;
    const onPage = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if ((event.code !== 'KeyJ' && event.code !== 'KeyK') || isTyping(event.target)) return;
      if (latest.current(event.code)) event.preventDefault();
    };
    addEventListener('keydown', onPage);
    return () => removeEventListener('keydown', onPage);
  }, [everywhere]);

  return {
    box,
    /** The row that Tab reaches. */
    reachable: present >= 0 ? active : (rows.at(0)?.ticket ?? null),
    onFocus: (ticket: number) => setActive(ticket),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      if (press(event.code)) event.preventDefault();
    },
  };
}

function target(code: string, at: number, total: number): number | null {
  switch (code) {
    case 'ArrowDown':
    case 'KeyJ':
      return at + 1;
    case 'ArrowUp':
    case 'KeyK':
      return at < 0 ? 0 : at - 1;
    case 'PageDown':
      return at + 10;
    case 'PageUp':
      return at - 10;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

/** Where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      target.isContentEditable ||
      target.closest('[role="menu"], [role="listbox"], [role="dialog"]') !== null)
  );
}
