import type { Language } from './languages';

const RULES = new Map<Language, Intl.PluralRules>();

/** English, French and Greek know "one" and "other" (French has "many", for millions). */
export function plural(language: Language, count: number, forms: { one: string; other: string }): string {
  let rules = RULES.get(language);
  if (!rules) {
    rules = new Intl.PluralRules(language);
    RULES.set(language, rules);
  }
  return rules.select(count) === 'one' ? forms.one : forms.other;
}
