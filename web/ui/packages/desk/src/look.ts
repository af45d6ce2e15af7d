/** What each person chooses for this browser: the language and the colours, in every desk app the same. */
import { type Shelf, ViewModel } from '@frontdesk/client/desk';
import type { PublicAccount } from '@frontdesk/protocol';
import { isLanguage, LANGUAGES, type Language, preferredLanguage } from './languages';

/** `contrast`: strong colours, light or dark as the system has it. */
export const SCHEMES = ['auto', 'light', 'dark', 'contrast'] as const;

export type Scheme = (typeof SCHEMES)[number];

export interface Look {
  readonly language: Language;
  readonly scheme: Scheme;
}

/** What was kept, of this version or of another: nothing in it can be relied on. */
export type Kept = Readonly<Record<string, unknown>>;

const KEY = 'frontdesk.preferences';
const ACCOUNT_KEY = 'frontdesk.account';

/**
 * All desk apps write below one key, so that a choice made in one holds in the others: what another app keeps there is
 * carried along untouched.
 */
export class LookModel<Chosen extends Look = Look> extends ViewModel<Chosen> {
  private known: PublicAccount | null;

  constructor(
    private readonly shelf: Shelf,
    private readonly browserLanguages: readonly string[],
    private readonly rest: (kept: Kept) => Omit<Chosen, keyof Look>,
  ) {
    super();
    this.known = parseAccount(shelf.getItem(ACCOUNT_KEY));
  }

  /** What the account is called and how it looks, as far as it is known; from the last visit until the server told. */
  get account(): PublicAccount | null {
    return this.known;
  }

  /** What may be chosen from. */
  get languages(): readonly Language[] {
    return this.known?.languages ?? LANGUAGES;
  }

  readonly tellAccount = (account: PublicAccount): void => {
    this.known = account;
    this.shelf.setItem(ACCOUNT_KEY, JSON.stringify(account));
    this.changed();
  };

  readonly choose = (part: Partial<Chosen>): void => {
    this.shelf.setItem(KEY, JSON.stringify({ ...parse(this.shelf.getItem(KEY)), ...part }));
    this.changed();
  };

  protected compute(): Chosen {
    const kept = parse(this.shelf.getItem(KEY));
    const { language, scheme } = kept;
    const look: Look = {
      language: isLanguage(language) && this.languages.includes(language) ? language : this.usualLanguage(),
      scheme: isScheme(scheme) ? scheme : (this.known?.default_scheme ?? 'auto'),
    };
    return { ...look, ...this.rest(kept) } as Chosen;
  }

  private usualLanguage(): Language {
    return preferredLanguage(this.browserLanguages, this.languages, this.known?.default_language);
  }
}

/** The look alone, for an app that keeps nothing else. */
export function plainLook(shelf: Shelf, browserLanguages: readonly string[]): LookModel {
  return new LookModel<Look>(shelf, browserLanguages, () => ({}));
}

function parseAccount(text: string | null): PublicAccount | null {
  const { name, languages, default_language, accent, default_scheme } = parse(text);
  const known = Array.isArray(languages) ? languages.filter(isLanguage) : [];
  if (typeof name !== 'string' || known.length === 0 || !isLanguage(default_language)) return null;
  return {
    name,
    languages: known,
    default_language,
    accent: typeof accent === 'string' ? accent : null,
    default_scheme: isScheme(default_scheme) ? default_scheme : 'auto',
  };
}

function isScheme(value: unknown): value is Scheme {
  return SCHEMES.some((scheme) => scheme === value);
}

function parse(text: string | null): Kept {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
