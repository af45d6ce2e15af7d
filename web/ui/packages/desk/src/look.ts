/** What each person chooses for this browser: the language and the colours, in every desk app the same. */
import { type Shelf, ViewModel } from '@frontdesk/client/desk';
import { isLanguage, type Language, preferredLanguage } from './languages';

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

/**
 * All desk apps write below one key, so that a choice made in one holds in the others: what another app keeps there is
 * carried along untouched.
 */
export class LookModel<Chosen extends Look = Look> extends ViewModel<Chosen> {
  constructor(
    private readonly shelf: Shelf,
    private readonly browserLanguages: readonly string[],
    private readonly rest: (kept: Kept) => Omit<Chosen, keyof Look>,
  ) {
    super();
  }

  readonly choose = (part: Partial<Chosen>): void => {
    this.shelf.setItem(KEY, JSON.stringify({ ...parse(this.shelf.getItem(KEY)), ...part }));
    this.changed();
  };

  protected compute(): Chosen {
    const kept = parse(this.shelf.getItem(KEY));
    const { language, scheme } = kept;
    const look: Look = {
      language: isLanguage(language) ? language : preferredLanguage(this.browserLanguages),
      scheme: isScheme(scheme) ? scheme : 'auto',
    };
    return { ...look, ...this.rest(kept) } as Chosen;
  }
}

/** The look alone, for an app that keeps nothing else. */
export function plainLook(shelf: Shelf, browserLanguages: readonly string[]): LookModel {
  return new LookModel<Look>(shelf, browserLanguages, () => ({}));
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
