/** What each person chooses for this browser. */
import { type Shelf, ViewModel } from '@frontdesk/client/desk';
import { isLanguage, type Language, preferredLanguage } from '../i18n/languages';

export type Scheme = 'auto' | 'light' | 'dark';

export interface Preferences {
  readonly language: Language;
  readonly scheme: Scheme;
  readonly sound: boolean;
  readonly list: boolean;
}

const KEY = 'frontdesk.preferences';

export class PreferencesModel extends ViewModel<Preferences> {
  private chosen: Partial<Preferences>;

  constructor(
    private readonly shelf: Shelf,
    private readonly browserLanguages: readonly string[],
  ) {
    super();
    this.chosen = parse(shelf.getItem(KEY));
  }

  readonly choose = (part: Partial<Preferences>): void => {
    this.chosen = { ...this.chosen, ...part };
    this.shelf.setItem(KEY, JSON.stringify(this.chosen));
    this.changed();
  };

  protected compute(): Preferences {
    return {
      language: this.chosen.language ?? preferredLanguage(this.browserLanguages),
      scheme: this.chosen.scheme ?? 'auto',
      sound: this.chosen.sound ?? true,
      list: this.chosen.list ?? true,
    };
  }
}

function parse(text: string | null): Partial<Preferences> {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const kept: Record<string, unknown> = { ...value };
  const { language, scheme, sound, list } = kept as { [Key in keyof Preferences]?: unknown };
  return {
    ...(isLanguage(language) ? { language } : {}),
    ...(scheme === 'auto' || scheme === 'light' || scheme === 'dark' ? { scheme } : {}),
    ...(typeof sound === 'boolean' ? { sound } : {}),
    ...(typeof list === 'boolean' ? { list } : {}),
  };
}
