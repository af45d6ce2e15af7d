import type { WidgetItem } from '@frontdesk/protocol';
import type { State } from '../store/state.ts';

/**
 * The message whose options, cards or form can be answered now: the newest question of the bot, as long as the
 * bot answers and nothing was said since. The server decides in the end; this only spares people dead buttons.
 */
export function liveQuestion(state: State): string | null {
  if (state.head?.ended || (state.head && state.head.answering.who !== 'bot')) return null;
  if (state.pending.some((one) => one.content !== null && one.phase.is !== 'refused')) return null;
  const newest = state.items.findLast((item) => isOwn(item) || isQuestion(item));
  return newest?.kind === 'message' && isQuestion(newest) ? newest.id : null;
}

function isOwn(item: WidgetItem): boolean {
  return item.kind === 'message' && item.author.kind === 'end_user';
}

function isQuestion(item: WidgetItem): boolean {
  if (item.kind !== 'message' || item.author.kind === 'end_user') return false;
  const { type } = item.content;
  return type === 'options' || type === 'carousel' || type === 'form';
}
