/** Which way a reply goes, and what kind of way that is. Pure. */
import type { AgentHead, ChannelKind } from '@frontdesk/protocol';

/** Where a reply goes now: to where the customer wrote last, else to where the conversation began. */
export function replyChannel({ reply_to, channel }: AgentHead): ChannelKind {
  return reply_to?.channel ?? channel;
}

/** Reached through a provider, not through our own socket. */
export function isSocialChannel(channel: ChannelKind): boolean {
  return channel !== 'widget' && channel !== 'chat';
}
