/** The word after a slash under the caret, and the shortcuts that it may mean. Pure. */
import type { Shortcut } from '@frontdesk/protocol';
import { fold } from './list_rows';

/** As many as the menu shows. */
export const MOST_MATCHES = 10;

export interface Slash {
  /** Where the slash stands. */
  readonly from: number;
  /** Where the word ends that was typed so far: the caret. */
  readonly to: number;
  readonly query: string;
}

/** A slash that begins a word; one within a word, a date or an address is only a slash. */
export function slashAt(text: string, caret: number): Slash | null {
  const before = text.slice(0, caret);
  const found = /(?:^|[\s([{«“"'])\/([^\s/\\$]*)$/u.exec(before);
  if (!found) return null;
  const query = found[1] ?? '';
  return { from: caret - query.length - 1, to: caret, query };
}

/** Titles before texts, beginnings before middles, one's own before everybody's; by name within. */
export function matchShortcuts(all: Iterable<Shortcut>, query: string): readonly Shortcut[] {
  const wanted = fold(query);
  const ranked: { shortcut: Shortcut; rank: number }[] = [];
  for (const shortcut of all) {
    const rank = rankOf(shortcut, wanted);
    if (rank !== null) ranked.push({ shortcut, rank });
  }
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      reach(a.shortcut) - reach(b.shortcut) ||
      a.shortcut.name.localeCompare(b.shortcut.name),
  );
  return ranked.slice(0, MOST_MATCHES).map(({ shortcut }) => shortcut);
}

function rankOf(shortcut: Shortcut, wanted: string): number | null {
  if (wanted === '') return 0;
  const name = fold(shortcut.name);
  if (name.startsWith(wanted)) return 0;
  if (name.includes(wanted)) return 1;
  return fold(shortcut.text).includes(wanted) ? 2 : null;
}

function reach({ scope }: Shortcut): number {
  return { personal: 0, group: 1, global: 2 }[scope.for];
}
