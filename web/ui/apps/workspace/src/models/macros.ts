/** The menu of macros over one conversation: fetched when it is opened, searched here, applied by the server. */
import { type DeskClient, type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { AppliedMacro, Macro } from '@frontdesk/protocol';
import { fold, wordsOf } from './list_rows';

export type MacrosSnapshot =
  | { is: 'closed' }
  | { is: 'loading'; conversation: string }
  | { is: 'failed'; conversation: string; failure: Failure }
  | {
      is: 'ready';
      conversation: string;
      words: string;
      /** How many there are, found or not. */
      count: number;
      hits: readonly Macro[];
      chosen: number;
      applying: boolean;
      /** Why it could not be applied. */
      refused: Failure | null;
    };

export class MacrosModel extends ViewModel<MacrosSnapshot> {
  private conversation: string | null = null;
  private macros: readonly Macro[] | null = null;
  private failure: Failure | null = null;
  private words = '';
  private chosen = 0;
  private applying = false;
  private refused: Failure | null = null;

  constructor(
    private readonly client: DeskClient,
    /** Puts what a macro prepared where it belongs. */
    private readonly prepare: (conversation: string, applied: AppliedMacro) => void,
  ) {
    super();
  }

  /** What was fetched before is shown at once, and replaced by what there is now. */
  readonly open = (conversation: string): void => {
    this.conversation = conversation;
    this.type('');
    void this.load();
  };

  readonly close = (): void => {
    this.conversation = null;
    this.changed();
  };

  readonly load = async (): Promise<void> => {
    this.failure = null;
    this.changed();
    try {
      const { macros } = await this.client.rest.macros();
      this.macros = macros;
    } catch (thrown) {
      const failure = this.client.failed(failureOf(thrown));
      if (this.macros === null) this.failure = failure;
    }
    this.changed();
  };

  readonly type = (words: string): void => {
    this.words = words;
    this.chosen = 0;
    this.refused = null;
    this.changed();
  };

  /** Down or up, round the end. */
  readonly step = (by: number): void => {
    const { length } = this.hits();
    if (length > 0) this.point((this.chosen + by + length) % length);
  };

  readonly point = (at: number): void => {
    this.chosen = at;
    this.refused = null;
    this.changed();
  };

  /** Asks the server what it does here; the composer has it then, and nothing is sent. */
  readonly apply = async (at = this.chosen): Promise<boolean> => {
    const [conversation, chosen] = [this.conversation, this.hits()[at]];
    if (conversation === null || !chosen || this.applying) return false;
    this.applying = true;
    this.refused = null;
    this.changed();
    try {
      const applied = await this.client.rest.applied(chosen.id, conversation);
      // Whoever closed the menu meanwhile wants nothing of it.
      if (this.conversation !== conversation) return false;
      this.prepare(conversation, applied);
      this.conversation = null;
      return true;
    } catch (thrown) {
      this.refused = this.client.failed(failureOf(thrown));
      return false;
    } finally {
      this.applying = false;
      this.changed();
    }
  };

  protected compute(): MacrosSnapshot {
    const { conversation, macros, failure, words, applying, refused } = this;
    if (conversation === null) return { is: 'closed' };
    if (failure) return { is: 'failed', conversation, failure };
    if (macros === null) return { is: 'loading', conversation };
    const hits = this.hits();
    const chosen = Math.min(this.chosen, Math.max(0, hits.length - 1));
    return { is: 'ready', conversation, words, count: macros.length, hits, chosen, applying, refused };
  }

  private hits(): readonly Macro[] {
    return matchMacros(this.macros ?? [], this.words);
  }
}

/** Those that hold all the words; those that have them in their names first. */
export function matchMacros(macros: readonly Macro[], query: string): readonly Macro[] {
  const words = wordsOf(query);
  const has = (text: string) => words.every((word) => fold(text).includes(word));
  const named = macros.filter(({ name }) => has(name));
  const others = macros.filter(
    (macro) => !named.includes(macro) && has(`${macro.name} ${macro.description} ${macro.reply?.text ?? ''}`),
  );
  return [...named, ...others];
}
