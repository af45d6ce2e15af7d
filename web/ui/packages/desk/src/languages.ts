export const LANGUAGES = ['en', 'fr', 'el'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Each in its own tongue: whoever looks for theirs cannot read the others. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', fr: 'Français', el: 'Ελληνικά' };

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The first that is wished and offered, else `usual`. */
export function preferredLanguage(
  wanted: readonly string[],
  offered: readonly Language[] = LANGUAGES,
  usual: Language = 'en',
): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    if (isLanguage(language) && offered.includes(language)) return language;
  }
  return usual;
}
