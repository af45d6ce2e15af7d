import type { ChannelKind } from '@frontdesk/protocol';

/** What people call the other apps; names, so the same in every language. */
const APPS: Record<ChannelKind, string> = {
  widget: 'Messaging',
  chat: 'Chat',
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
  line: 'LINE',
  wechat: 'WeChat',
  x: 'X',
  telegram: 'Telegram',
  sms: 'SMS',
};

export function appOf(channel: ChannelKind): string {
  // A newer server may know channels that this program does not.
  return APPS[channel] ?? channel;
}
