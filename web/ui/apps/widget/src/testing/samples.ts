/** Things of the wire that tests begin with. */

import type {
  Content,
  LauncherSettings,
  WidgetConversation,
  WidgetHead,
  WidgetItem,
  WidgetMessage,
  WidgetServerFrame,
  WidgetSettings,
} from '@frontdesk/protocol';

export const SETTINGS: WidgetSettings = {
  language: 'en',
  title: 'Ostara Bakery',
  brand_color: '#8a4b2a',
  second_color: null,
  scheme: 'auto',
  radius: 20,
  sound: true,
  picture: null,
  header: null,
  offline: null,
  online: true,
  conversations: 'single',
  uploads: true,
  max_file_bytes: 1_024,
  file_extensions: ['png', 'pdf'],
  talk_to_human: true,
  switch_to: [],
};

export const LAUNCHER: LauncherSettings = {
  brand_color: '#8a4b2a',
  side: 'right',
  offset_x: 20,
  offset_y: 20,
  shape: 'circle',
  icon: 'bubble',
  picture: null,
  radius: 20,
  languages: ['en', 'fr', 'el'],
  texts: {},
};

export const HEAD: WidgetHead = {
  conversation: 'c1',
  answering: { who: 'bot', name: 'Ostara Helper' },
  ended: false,
};

export const BOT: WidgetMessage['author'] = { kind: 'bot', name: 'Ostara Helper' };
export const MARIE: WidgetMessage['author'] = { kind: 'agent', id: 3, name: 'Marie Laurent' };
export const ME: WidgetMessage['author'] = { kind: 'end_user' };

export function text(seq: number, words: string, more: Partial<WidgetMessage> = {}): WidgetItem {
  return message(seq, { type: 'text', text: words }, more);
}

export function message(seq: number, content: Content, more: Partial<WidgetMessage> = {}): WidgetItem {
  return {
    kind: 'message',
    seq,
    id: `m${seq}`,
    at: 1_700_000_000_000 + seq * 1_000,
    author: BOT,
    content,
    delivery: { state: 'sent' },
    command: null,
    ...more,
  };
}

export function conversation(
  seq: number,
  items: WidgetItem[],
  more: Partial<WidgetConversation> = {},
): WidgetConversation {
  return {
    id: 'c1',
    seq,
    head: HEAD,
    marks: { end_user_delivered: 0, end_user_read: 0, agent_read: 0 },
    items,
    more: false,
    ...more,
  };
}

export function welcome(known: WidgetConversation | null = null, epoch = 1): WidgetServerFrame {
  const now = Date.now();
  const current = known?.id ?? 'c1';
  return {
    type: 'welcome',
    epoch,
    heartbeat_ms: 25_000,
    now,
    settings: SETTINGS,
    current,
    conversation: known,
  };
}

export function news(
  from: number,
  seq: number,
  items: WidgetItem[] = [],
  conversation = 'c1',
): WidgetServerFrame {
  return { type: 'conversation', conversation, from, seq, items };
}
