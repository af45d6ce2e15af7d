/** What was typed and not sent, kept per agent, conversation and mode over reloads and sign-ins. */
import type { ComposerMode, File as StoredFile } from '@frontdesk/protocol';
import type { Shelf } from './surroundings';

export interface Draft {
  readonly text: string;
  /** Uploaded already, sent with the message. */
  readonly files: readonly StoredFile[];
}

export const NO_DRAFT: Draft = { text: '', files: [] };

/** As the server takes it: the text without what is blank about it, null where nothing is left. */
export function bodyOf({ text, files }: Draft): { text: string | null; files: string[] } {
  const words = text.trim();
  return { text: words === '' ? null : words, files: files.map((file) => file.id) };
}

export class Drafts {
  constructor(
    private readonly shelf: Shelf,
    private readonly agent: number,
  ) {}

  read(conversation: string, mode: ComposerMode): Draft {
    const kept = this.shelf.getItem(this.key(conversation, mode));
    if (kept === null) return NO_DRAFT;
    try {
      const draft: unknown = JSON.parse(kept);
      return isDraft(draft) ? draft : NO_DRAFT;
    } catch {
      return NO_DRAFT;
    }
  }

  write(conversation: string, mode: ComposerMode, draft: Draft): void {
    const key = this.key(conversation, mode);
    if (draft.text === '' && draft.files.length === 0) this.shelf.removeItem(key);
    else this.shelf.setItem(key, JSON.stringify(draft));
  }

  /** What else waits in a composer, as it was kept; null where nothing does. Whoever reads it checks it. */
  readWaiting(conversation: string): unknown {
    try {
      return JSON.parse(this.shelf.getItem(this.key(conversation, 'waiting')) ?? 'null');
    } catch {
      return null;
    }
  }

  writeWaiting(conversation: string, waiting: unknown): void {
    const key = this.key(conversation, 'waiting');
    if (waiting === null) this.shelf.removeItem(key);
    else this.shelf.setItem(key, JSON.stringify(waiting));
  }

  private key(conversation: string, mode: ComposerMode | 'waiting'): string {
    return `frontdesk.draft.${this.agent}.${conversation}.${mode}`;
  }
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'files' in value &&
    Array.isArray(value.files)
  );
}
