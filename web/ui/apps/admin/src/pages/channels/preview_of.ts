/** What a widget would be told if the form were saved now. */
import { attachmentUrl } from '@frontdesk/client/desk';
import type {
  Integration,
  Language,
  LauncherSettings,
  WidgetServerFrame,
  WidgetSettings,
  WidgetTexts,
} from '@frontdesk/protocol';
import { lookOf, type WidgetValues } from './widget_form';

export interface Preview {
  readonly frontdesk: 'preview';
  readonly look: LauncherSettings;
  readonly welcome: Extract<WidgetServerFrame, { type: 'welcome' }>;
  readonly locale: Language;
}

/** What is said in a preview, in the language of the widget. */
export interface SampleWords {
  readonly bot: string;
  readonly first: string;
  readonly asks: string;
}

type Look = Integration['widget'];

export function previewOf(values: WidgetValues, language: Language, now: number, said: SampleWords): Preview {
  const look = sound(lookOf(values));
  return {
    frontdesk: 'preview',
    look: launcherOf(look, language),
    welcome: {
      type: 'welcome',
      epoch: 1,
      heartbeat_ms: 25_000,
      now,
      settings: settingsOf(look, language),
      current: 'preview',
      conversation: conversationOf(now, said),
    },
    locale: language,
  };
}

/** While a colour is being typed it is none yet. */
function sound(look: Look): Look {
  const colour = (text: string, other: string) => (/^#[0-9a-f]{6}$/i.test(text) ? text : other);
  const { second_color } = look.style;
  return {
    ...look,
    brand_color: colour(look.brand_color, '#3b5bdb'),
    style: {
      ...look.style,
      second_color: second_color === null ? null : colour(second_color, look.brand_color),
    },
  };
}

function textIn(look: Look, language: Language, key: keyof WidgetTexts): string | null {
  return look.texts[language]?.[key] || look.texts[look.default_language]?.[key] || null;
}

function titleIn(look: Look, language: Language): string {
  const own = language === look.default_language ? '' : look.texts[language]?.title;
  return own || look.title;
}

function launcherOf(look: Look, language: Language): LauncherSettings {
  const { side, offset_x, offset_y, shape, icon, picture, radius } = look.style;
  return {
    brand_color: look.brand_color,
    side,
    offset_x: Math.min(offset_x, 60),
    offset_y: Math.min(offset_y, 60),
    shape,
    icon,
    picture: picture && attachmentUrl(picture),
    radius,
    languages: [language],
    texts: {
      [language]: {
        title: titleIn(look, language),
        launcher: textIn(look, language, 'launcher'),
        greeting: textIn(look, language, 'greeting'),
      },
    },
  };
}

function settingsOf(look: Look, language: Language): WidgetSettings {
  const { second_color, scheme, radius, sound: sounds, picture } = look.style;
  return {
    language,
    title: titleIn(look, language),
    brand_color: look.brand_color,
    second_color,
    scheme,
    radius,
    sound: sounds,
    picture: picture && attachmentUrl(picture),
    header: textIn(look, language, 'header'),
    offline: textIn(look, language, 'offline'),
    online: true,
    conversations: look.conversations,
    uploads: look.uploads,
    max_file_bytes: 0,
    file_extensions: [],
    talk_to_human: true,
    switch_to: [],
  };
}

function conversationOf(now: number, said: SampleWords): Preview['welcome']['conversation'] {
  const bot = { kind: 'bot', name: said.bot } as const;
  const message = (seq: number, author: typeof bot | { kind: 'end_user' }, text: string) => ({
    kind: 'message' as const,
    seq,
    id: String(seq),
    at: now,
    author,
    content: { type: 'text' as const, text },
    delivery: { state: 'sent' as const },
    command: null,
  });
  return {
    id: 'preview',
    seq: 3,
    head: { conversation: 'preview', answering: { who: 'bot', name: said.bot }, ended: false },
    marks: { end_user_delivered: 3, end_user_read: 3, agent_read: 3 },
    items: [message(1, bot, said.first), message(2, { kind: 'end_user' }, said.asks)],
    more: false,
  };
}
