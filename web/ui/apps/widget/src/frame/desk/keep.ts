import type { Meta, Say, WidgetSettings } from '@frontdesk/protocol';
import type { Pending } from '../store/state.ts';

/** Unsent messages that are kept; at the bound the text box says that nothing more can wait. */
export const UNSENT_LIMIT = 50;

/** The host page's own storage, as far as it may serve us. */
export interface Outside {
  readonly kept: string | null;
  keep(token: string | null): void;
}

/** The few things that outlive the page, by integration. Where the browser forbids storage they live in memory. */
export class Keep {
  private readonly storage: Storage | MemoryStorage;
  private readonly prefix: string;
  private readonly denied: boolean;

  constructor(
    integration: string,
    storage: Storage | null = browserStorage(),
    /** Where the token goes when the browser denies us storage. */
    private readonly outside: Outside | null = null,
  ) {
    this.storage = storage ?? new MemoryStorage();
    this.prefix = `frontdesk.${integration}.`;
    this.denied = storage === null;
    if (this.denied && outside?.kept) this.write('token', outside.kept);
  }

  get token(): string | null {
    return this.read('token');
  }

  remember(token: string): void {
    this.write('token', token);
    if (this.denied) this.outside?.keep(token);
  }

  /** All that is one end user's own. */
  forget(): void {
    this.storage.removeItem(`${this.prefix}token`);
    this.draft = '';
    for (const { id } of this.unsent()) this.forgetUnsent(id);
    this.outside?.keep(null);
  }

  /** Of the last visit, so that the colours are right from the first moment. */
  get settings(): WidgetSettings | null {
    const kept = parse(this.read('settings'));
    return isSettings(kept) ? kept : null;
  }

  set settings(settings: WidgetSettings) {
    this.write('settings', JSON.stringify(settings));
  }

  /** The reader's own choice, else the admin's. */
  get sound(): boolean {
    const chosen = this.read('sound');
    return chosen === null ? (this.settings?.sound ?? true) : chosen !== 'off';
  }

  set sound(on: boolean) {
    this.write('sound', on ? 'on' : 'off');
  }

  /** What was written and not sent, so that a page that is left takes no words with it. */
  get draft(): string {
    return this.read('draft') ?? '';
  }

  set draft(text: string) {
    if (text === '') this.storage.removeItem(`${this.prefix}draft`);
    else this.write('draft', text);
  }

  /** Each message has a key of its own, so that two tabs never overwrite each other's list. */
  keepUnsent(one: Pending): void {
    const { id, say, meta, conversation, content, at } = one;
    this.write(`unsent.${id}`, JSON.stringify({ id, say, meta, conversation, content, at }));
  }

  forgetUnsent(id: string): void {
    this.storage.removeItem(`${this.prefix}unsent.${id}`);
  }

  /** Oldest first: the ids begin with the time. */
  unsent(): Pending[] {
    const prefix = `${this.prefix}unsent.`;
    const keys: string[] = [];
    for (let index = 0; index < this.storage.length; index += 1) {
      const key = this.storage.key(index);
      if (key?.startsWith(prefix)) keys.push(key);
    }
    return keys.sort().flatMap((key) => {
      const kept = parse(this.storage.getItem(key));
      if (isUnsent(kept)) {
        return [{ ...kept, conversation: kept.conversation ?? null, phase: { is: 'waiting' } as const }];
      }
      this.storage.removeItem(key);
      return [];
    });
  }

  private read(name: string): string | null {
    return this.storage.getItem(this.prefix + name);
  }

  private write(name: string, value: string): void {
    try {
      this.storage.setItem(this.prefix + name, value);
    } catch {
      // Full or forbidden: what is written here only survives this page then, in the store.
    }
  }
}

class MemoryStorage {
  private readonly entries = new Map<string, string>();

  get length(): number {
    return this.entries.size;
  }

  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.entries.set(key, value);
  }

  removeItem(key: string): void {
    this.entries.delete(key);
  }
}

/** A frame on somebody else's page may be denied its storage; asking for it then throws. */
function browserStorage(): Storage | null {
  try {
    localStorage.getItem('frontdesk');
    return localStorage;
  } catch {
    return null;
  }
}

function parse(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Unsent = {
  id: string;
  say: Say;
  meta: Meta;
  conversation?: string | null;
  content: Pending['content'];
  at: number;
};

// What stands under our own keys was written by us, perhaps by an earlier version: the shape is checked where a
// wrong one would break the page.
function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Partial<Unsent>;
  return (
    typeof one.id === 'string' &&
    typeof one.at === 'number' &&
    typeof one.say?.type === 'string' &&
    Array.isArray(one.meta?.fields) &&
    Array.isArray(one.meta.tags) &&
    (one.content === null || typeof one.content?.type === 'string')
  );
}

function isSettings(value: unknown): value is WidgetSettings {
  if (typeof value !== 'object' || value === null) return false;
  const settings = value as Partial<WidgetSettings>;
  return (
    typeof settings.title === 'string' &&
    typeof settings.brand_color === 'string' &&
    typeof settings.language === 'string' &&
    typeof settings.max_file_bytes === 'number' &&
    Array.isArray(settings.file_extensions)
  );
}
