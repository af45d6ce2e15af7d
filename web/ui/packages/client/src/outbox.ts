/**
 * Messages that the server has not answered for yet, kept over a reload of this tab so that nothing that was sent
 * is lost. They keep their ids: a message that did arrive is not made twice.
 */
import type { AgentCommand } from '@frontdesk/protocol';
import type { HeldCommand } from './desk_state';
import type { Shelf } from './surroundings';

export interface KeptCommand {
  readonly id: string;
  readonly command: AgentCommand;
  readonly at: number;
}

export class Outbox {
  private written = '';

  constructor(
    private readonly shelf: Shelf,
    private readonly agent: number,
  ) {}

  read(): readonly KeptCommand[] {
    try {
      const kept: unknown = JSON.parse(this.shelf.getItem(this.key) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isKept) : [];
    } catch {
      return [];
    }
  }

  write(commands: readonly HeldCommand[]): void {
    const kept = commands
      .filter(({ command, phase }) => isMessage(command) && phase.is === 'waiting')
      .map(({ id, command, at }) => ({ id, command, at }));
    const text = JSON.stringify(kept);
    if (text === this.written) return;
    this.written = text;
    if (kept.length === 0) this.shelf.removeItem(this.key);
    else this.shelf.setItem(this.key, text);
  }

  private get key(): string {
    return `frontdesk.outbox.${this.agent}`;
  }
}

export function isMessage(command: AgentCommand): command is Extract<AgentCommand, { do: 'reply' | 'note' }> {
  return command.do === 'reply' || command.do === 'note';
}

function isKept(value: unknown): value is KeptCommand {
  return typeof value === 'object' && value !== null && 'id' in value && 'command' in value && 'at' in value;
}
