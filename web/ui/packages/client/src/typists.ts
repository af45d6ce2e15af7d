/** Who writes at the moment. What nobody repeats is over: the frame that said so may be lost. */
import type { AgentServerFrame } from '@frontdesk/protocol';
import type { DeskState, Typist } from './desk_state';
import type { Cancel, Timers } from './surroundings';

/** A typist who was not heard of for so long has stopped. */
export const TYPING_LASTS_MS = 5_000;

type TypingFrame = Extract<AgentServerFrame, { type: 'typing' }>;
type All = DeskState['typing'];

export class Typists {
  private readonly ends = new Map<string, Cancel>();

  /** `over` is told the frame that never came. */
  constructor(
    private readonly timers: Timers,
    private readonly over: (frame: TypingFrame) => void,
  ) {}

  /** All who write, now that this was told. */
  heard(all: All, frame: TypingFrame): All {
    const { conversation, agent, name, active } = frame;
    const others = this.stopped(all, conversation, agent);
    if (!active) return others;
    const end = this.timers.after(TYPING_LASTS_MS, () => this.over({ ...frame, active: false }));
    this.ends.set(keyOf(conversation, agent), end);
    return withTypists(others, conversation, [...(others.get(conversation) ?? []), { agent, name }]);
  }

  /** All who write but this one; the same map where they did not. */
  stopped(all: All, conversation: string, agent: number | null): All {
    const key = keyOf(conversation, agent);
    this.ends.get(key)?.();
    if (!this.ends.delete(key)) return all;
    const others = (all.get(conversation) ?? []).filter((typist) => typist.agent !== agent);
    return withTypists(all, conversation, others);
  }

  forget(): void {
    for (const end of this.ends.values()) end();
    this.ends.clear();
  }
}

function keyOf(conversation: string, agent: number | null): string {
  return `${conversation}/${agent ?? ''}`;
}

function withTypists(all: All, conversation: string, typists: readonly Typist[]): All {
  const typing = new Map(all);
  if (typists.length > 0) typing.set(conversation, typists);
  else typing.delete(conversation);
  return typing;
}
