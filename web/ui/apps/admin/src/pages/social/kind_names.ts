/** What the channels are called, in every language: they are names. */
import type { ChannelKind } from '@frontdesk/protocol';

export const KIND_NAMES: Record<ChannelKind, string> = {
  widget: 'Widget',
  chat: 'Chat',
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
  line: 'LINE',
  wechat: 'WeChat',
  x: 'X',
  telegram: 'Telegram',
  sms: 'SMS (Twilio)',
};
