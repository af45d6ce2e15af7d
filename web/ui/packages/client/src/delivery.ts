import type { AgentMessage, Marks } from '@frontdesk/protocol';

/** How far a public message of ours has got, as its bubble shows it. */
export type DeliveryState =
  | { state: 'queued' }
  | { state: 'sent' }
  | { state: 'delivered' }
  | { state: 'read' }
  | { state: 'failed'; code: string; text: string; retryable: boolean };

/**
 * A failure of the message itself wins. Otherwise the end user's marks tell more than the message does, because one
 * mark moves all messages before it; a channel without marks reports on each message, and is believed as well.
 */
export function deliveryOf(message: Pick<AgentMessage, 'seq' | 'delivery'>, marks: Marks): DeliveryState {
  const own = message.delivery;
  if (own.state === 'failed') return own;
  if (own.state === 'read' || marks.end_user_read >= message.seq) return { state: 'read' };
  if (own.state === 'delivered' || marks.end_user_delivered >= message.seq) return { state: 'delivered' };
  return own.state === 'queued' ? own : { state: 'sent' };
}
