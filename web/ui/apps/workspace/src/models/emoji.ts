/** The picker of emoji: what fits the search, by group, the ones used lately first. */
import { type Shelf, ViewModel } from '@frontdesk/client/desk';
import type { Language } from '../i18n/languages';
import { EMOJI_GROUPS, type Emoji, type EmojiGroup, type LoadEmoji } from '../ports/emoji_data';

export interface EmojiSection {
  readonly group: EmojiGroup | 'recent';
  readonly emoji: readonly Emoji[];
}

/** `query` is what was typed, also before there is anything to search. */
export type EmojiSnapshot = { query: string } & (
  | { is: 'loading' }
  | { is: 'failed' }
  | { is: 'ready'; sections: readonly EmojiSection[] }
);

const KEY = 'frontdesk.emoji';
const MOST_RECENT = 16;

export class EmojiModel extends ViewModel<EmojiSnapshot> {
  private all: readonly Emoji[] | null = null;
  private failed = false;
  private loadedFor: Language | null = null;
  private query = '';

  constructor(
    private readonly load: LoadEmoji,
    private readonly shelf: Shelf,
  ) {
    super();
  }

  /** Whenever the picker opens; fetches what is not there yet. */
  readonly open = async (language: Language): Promise<void> => {
    this.query = '';
    this.changed();
    if (this.loadedFor === language) return;
    this.loadedFor = language;
    this.failed = false;
    try {
      const all = await this.load(language);
      if (this.loadedFor === language) this.all = all;
    } catch {
      this.failed = true;
      this.loadedFor = null;
    }
    this.changed();
  };

  readonly search = (query: string): void => {
    this.query = query;
    this.changed();
  };

  readonly use = (sign: string): void => {
    const recent = [sign, ...this.recent().filter((other) => other !== sign)].slice(0, MOST_RECENT);
    this.shelf.setItem(KEY, JSON.stringify(recent));
  };

  protected compute(): EmojiSnapshot {
    const { query } = this;
    if (!this.all) return { is: this.failed ? 'failed' : 'loading', query };
    return { is: 'ready', query, sections: sectionsOf(this.all, this.recent(), query) };
  }

  private recent(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(this.shelf.getItem(KEY) ?? '[]');
      return Array.isArray(kept) ? kept.filter((sign) => typeof sign === 'string') : [];
    } catch {
      return [];
    }
  }
}

export function sectionsOf(
  all: readonly Emoji[],
  recent: readonly string[],
  query: string,
): readonly EmojiSection[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (emoji: Emoji) => words.every((word) => emoji.words.includes(word));
  const lately =
    words.length > 0 ? [] : recent.flatMap((sign) => all.find((emoji) => emoji.sign === sign) ?? []);
  const groups = EMOJI_GROUPS.map(
    (group): EmojiSection => ({ group, emoji: all.filter((emoji) => emoji.group === group && fits(emoji)) }),
  );
  return [{ group: 'recent' as const, emoji: lately }, ...groups].filter(({ emoji }) => emoji.length > 0);
}
