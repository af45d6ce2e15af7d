/** Which ways of answering are open. Pure. */
import type { DeliveryState } from '@frontdesk/client/desk';
import type {
  AgentHead,
  AgentMessage,
  ComposerChoice,
  ComposerMode,
  ComposerRefusal,
} from '@frontdesk/protocol';

/** The ways in which something is written here. */
export type WrittenMode = 'reply' | 'note';

/** The server says what is open to whoever has the ticket; whether that is us, we see ourselves. */
export interface Way {
  readonly mode: Exclude<ComposerMode, 'widget'>;
  /** Why it is closed; null where it is open. */
  readonly closed: ComposerRefusal | 'not_assigned_to_you' | null;
}

const MODES: readonly Way['mode'][] = ['reply', 'note', 'email', 'call'];

/** `withinReach`: the ticket is ours, or nobody's. `tooLate`: the channel takes no replies any more, by the clock. */
export function waysOf(
  choices: readonly ComposerChoice[],
  withinReach: boolean,
  tooLate: boolean,
): readonly Way[] {
  return MODES.map((mode) => {
    const choice = choices.find((one) => one.mode === mode);
    if (mode === 'reply' && tooLate && choice?.allowed) return { mode, closed: 'window_closed' };
    if (!choice?.allowed) return { mode, closed: choice?.reason ?? 'not_connected' };
    return { mode, closed: mode === 'note' || withinReach ? null : 'not_assigned_to_you' };
  });
}

/** A draft calls its mode back; otherwise a reply where one is allowed. */
export function preferredMode(ways: readonly Way[], drafted: (mode: WrittenMode) => boolean): WrittenMode {
  const open = (mode: WrittenMode) => ways.some((way) => way.mode === mode && way.closed === null);
  if (drafted('reply') || open('reply')) return 'reply';
  return open('note') || drafted('note') ? 'note' : 'reply';
}

/** Whether one reply may go to the widget: the server allows it past a closed window, or will once the clock closes it. */
export function mayGoToWidget(head: AgentHead | null): boolean {
  const choice = head?.composer.find((one) => one.mode === 'widget');
  return choice !== undefined && (choice.allowed || choice.reason === 'customer_decides');
}

/**
 * Whether a message that failed elsewhere may be sent to the widget instead. What nobody can say of whether it arrived
 * is not sent twice.
 */
export function maySendInWidget(
  { retryable, code }: Extract<DeliveryState, { state: 'failed' }>,
  message: AgentMessage,
  head: AgentHead,
): boolean {
  const elsewhere = head.channel === 'widget' && message.channel !== 'widget';
  return elsewhere && message.author.kind === 'agent' && !retryable && code !== 'unknown_outcome';
}
