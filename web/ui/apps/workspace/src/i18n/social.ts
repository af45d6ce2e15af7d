/** What is said of accounts of social channels, in any language. */

import type { CustomerIdentity, ReplyTo } from '@frontdesk/protocol';
import type { Texts } from './en';

/** An account as agents know it: its name, and its number where it has one. */
export function accountText(
  t: Texts,
  { channel, name, number }: Pick<ReplyTo, 'channel' | 'name' | 'number'>,
): string {
  return [t.channels[channel], name, number].filter((part) => part !== null).join(' · ');
}

/** A way to reach somebody: the channel, our account there, and their number or what the provider calls them. */
export function wayText(t: Texts, { channel, account, phone, address }: CustomerIdentity): string {
  return [t.channels[channel], account, phone ?? address].join(' · ');
}
