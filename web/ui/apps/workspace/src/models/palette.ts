/**
 * Search and command palette: what is here answers at once, the server a moment later. A command is a word and
 * something to do; which commands there are is said by whoever makes the palette.
 */
import { type Cancel, type DeskClient, type Timers, ViewModel } from '@frontdesk/client/desk';
import type { Found, Person, TicketRow } from '@frontdesk/protocol';
import type { Texts } from '../i18n/en';
import { fold, holds, wordsOf } from './list_rows';
import type { Tab } from './tabs';

export interface Command {
  readonly id: string;
  readonly title: (t: Texts) => string;
  /** Other words by which it is found. */
  readonly also?: (t: Texts) => string;
  /** As on the keyboard sheet, such as `['Alt', 'A']`. */
  readonly keys?: readonly string[];
  /** Whether it can be done now; always, where it is not said. */
  readonly when?: () => boolean;
  readonly run: () => void;
}

export type Hit =
  | { is: 'recent'; key: string; tab: Tab }
  | { is: 'ticket'; key: string; row: TicketRow }
  | { is: 'person'; key: string; person: Person }
  | { is: 'command'; key: string; command: Command };

export interface PaletteSnapshot {
  readonly opened: boolean;
  readonly words: string;
  /** In the order in which they are shown, each kind together. */
  readonly hits: readonly Hit[];
  readonly chosen: number;
  /** `asking`: more may come. */
  readonly server: 'idle' | 'asking' | 'answered' | 'unreachable';
}

export interface PaletteDeeds {
  readonly open: (conversation: string) => void;
  readonly person: (id: number) => void;
  readonly recent: (most: number) => readonly Tab[];
  readonly commands: () => readonly Command[];
  readonly texts: () => Texts;
}

/** Typing is waited out for so long before the server is asked. */
export const ASK_AFTER_MS = 120;
const MOST_HITS = 8;
const MOST_COMMANDS = 6;
const MOST_RECENT = 6;

const NOTHING: Found = { tickets: [], people: [] };

export class PaletteModel extends ViewModel<PaletteSnapshot> {
  private opened = false;
  private words = '';
  private chosen = 0;
  private answer: { words: string; found: Found } = { words: '', found: NOTHING };
  private server: PaletteSnapshot['server'] = 'idle';
  private asking: Cancel | null = null;

  constructor(
    private readonly client: DeskClient,
    private readonly timers: Timers,
    private readonly deeds: PaletteDeeds,
  ) {
    super();
    this.own(() => this.asking?.());
  }

  /** With words already in it, such as `>` for commands alone. */
  readonly open = (words = ''): void => {
    this.opened = true;
    this.type(words);
  };

  readonly close = (): void => {
    this.opened = false;
    this.asking?.();
    this.changed();
  };

  readonly type = (words: string): void => {
    this.words = words;
    this.chosen = 0;
    this.asking?.();
    const asked = words.trim();
    if (asked === '' || asked.startsWith('>')) this.server = 'idle';
    else {
      this.server = 'asking';
      this.asking = this.timers.after(ASK_AFTER_MS, () => void this.ask(asked));
    }
    this.changed();
  };

  /** Down or up, round the end. */
  readonly step = (by: number): void => {
    const { length } = this.snapshot().hits;
    if (length > 0) this.point((this.chosen + by + length) % length);
  };

  readonly point = (at: number): void => {
    if (at === this.chosen) return;
    this.chosen = at;
    this.changed();
  };

  readonly run = (at = this.chosen): void => {
    const hit = this.snapshot().hits[at];
    if (!hit) return;
    this.close();
    switch (hit.is) {
      case 'recent':
        this.deeds.open(hit.tab.conversation);
        break;
      case 'ticket':
        this.deeds.open(hit.row.conversation);
        break;
      case 'person':
        this.deeds.person(hit.person.id);
        break;
      case 'command':
        hit.command.run();
        break;
    }
  };

  protected compute(): PaletteSnapshot {
    const hits = this.opened ? this.hits() : [];
    return {
      opened: this.opened,
      words: this.words,
      hits,
      chosen: Math.min(this.chosen, Math.max(0, hits.length - 1)),
      server: this.server,
    };
  }

  private hits(): readonly Hit[] {
    const only = this.words.trimStart().startsWith('>');
    const words = wordsOf(only ? this.words.replace('>', '') : this.words);
    const commands = this.commands(words, only).map(
      (command): Hit => ({ is: 'command', key: `command-${command.id}`, command }),
    );
    if (only) return commands;
    if (words.length === 0) return [...this.recent(), ...commands];
    return [...this.tickets(words), ...this.people(), ...commands];
  }

  private recent(): readonly Hit[] {
    return this.deeds
      .recent(MOST_RECENT)
      .map((tab): Hit => ({ is: 'recent', key: `recent-${tab.conversation}`, tab }));
  }

  private commands(words: readonly string[], all: boolean): readonly Command[] {
    const t = this.deeds.texts();
    const fits = ({ title, also }: Command) => {
      const text = fold(`${title(t)} ${also?.(t) ?? ''}`);
      return words.every((word) => text.includes(word));
    };
    const found = this.deeds.commands().filter((command) => (command.when?.() ?? true) && fits(command));
    return all || words.length === 0 ? found : found.slice(0, MOST_COMMANDS);
  }

  /** The server's answer, best first, and before it comes what the lists hold. */
  private tickets(words: readonly string[]): readonly Hit[] {
    const rows = new Map<number, TicketRow>();
    const held = this.client.store.state.desk?.rows;
    if (this.isAnswered()) for (const row of this.answer.found.tickets) rows.set(row.ticket, row);
    else
      for (const row of held?.values() ?? []) {
        if (rows.size >= MOST_HITS) break;
        if (holds(row, words)) rows.set(row.ticket, row);
      }
    return [...rows.values()].map(
      (row): Hit => ({ is: 'ticket', key: `ticket-${row.ticket}`, row: held?.get(row.ticket) ?? row }),
    );
  }

  private people(): readonly Hit[] {
    const people = this.isAnswered() ? this.answer.found.people : [];
    return people.map((person): Hit => ({ is: 'person', key: `person-${person.id}`, person }));
  }

  private isAnswered(): boolean {
    return this.answer.words === this.words.trim();
  }

  private async ask(words: string): Promise<void> {
    try {
      const found = await this.client.rest.search(words, MOST_HITS);
      if (words !== this.words.trim()) return;
      this.answer = { words, found };
      this.server = 'answered';
    } catch {
      if (words !== this.words.trim()) return;
      this.server = 'unreachable';
    }
    this.changed();
  }
}
