/** The emoji and their names, from files of our own that are fetched when somebody first asks for them. */
import type { Language } from '../i18n/languages';
import { emojiSupport } from './emoji_support';

export const EMOJI_GROUPS = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;

export type EmojiGroup = (typeof EMOJI_GROUPS)[number];

export interface Emoji {
  readonly sign: string;
  /** In the reader's language. */
  readonly name: string;
  /** What it is found by: names and words of the reader's language and of English, in lower case. */
  readonly words: string;
  readonly group: EmojiGroup;
}

export type LoadEmoji = (language: Language) => Promise<readonly Emoji[]>;

interface Compact {
  readonly unicode: string;
  readonly label: string;
  readonly tags?: readonly string[] | undefined;
  readonly group?: number | undefined;
  readonly order?: number | undefined;
}

/** By their numbers in the data; 2 are parts of others. */
const GROUP_OF: Record<number, EmojiGroup> = {
  0: 'smileys',
  1: 'people',
  3: 'nature',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
};

/** So many are drawn for a try before the page gets its turn: each takes tens of microseconds, all a fifth of a second. */
const AT_ONCE = 100;

export const loadEmoji: LoadEmoji = async (language) => {
  const english: readonly Compact[] = (await import('emojibase-data/en/compact.json')).default;
  const named = await namesIn(language);
  const canDraw = emojiSupport();
  const ordered = [...english].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const drawable: Compact[] = [];
  for (let at = 0; at < ordered.length; at += AT_ONCE) {
    drawable.push(...ordered.slice(at, at + AT_ONCE).filter(({ unicode }) => canDraw(unicode)));
    await new Promise((go) => setTimeout(go));
  }
  return drawable.flatMap((emoji): readonly Emoji[] => {
    const group = emoji.group === undefined ? undefined : GROUP_OF[emoji.group];
    if (!group) return [];
    const own = named(emoji.unicode);
    const words = [emoji.label, ...(emoji.tags ?? []), own?.name ?? '', ...(own?.words ?? [])];
    const name = own?.name ?? emoji.label;
    return [{ sign: emoji.unicode, name, words: words.join(' ').toLocaleLowerCase(), group }];
  });
};

type Named = (sign: string) => { name: string; words: readonly string[] } | null;

async function namesIn(language: Language): Promise<Named> {
  switch (language) {
    case 'en':
      return () => null;
    case 'fr': {
      const french: readonly Compact[] = (await import('emojibase-data/fr/compact.json')).default;
      const bySign = new Map(french.map((emoji) => [emoji.unicode, emoji]));
      return (sign) => {
        const emoji = bySign.get(sign);
        return emoji ? { name: emoji.label, words: emoji.tags ?? [] } : null;
      };
    }
    case 'el': {
      // Emojibase has no Greek; the annotations are those of Unicode.
      const { default: file } = await import('cldr-annotations-modern/annotations/el/annotations.json');
      const annotations: Record<string, { default?: string[]; tts?: string[] }> =
        file.annotations.annotations;
      return (sign) => {
        const found = annotations[sign] ?? annotations[sign.replace(/\ufe0f/g, '')];
        const name = found?.tts?.[0];
        return name ? { name, words: found.default ?? [] } : null;
      };
    }
  }
}
