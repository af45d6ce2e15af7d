import { plural } from '@frontdesk/desk/plural';
import type { Degradation } from '@frontdesk/protocol';

/** What a channel cannot show as it was written, before and after it is sent. */
export const degraded = {
  label: 'How it will arrive',
  on: (channel: string, what: string) => `On ${channel}: ${what}`,
  messages: (n: number) => plural('en', n, { one: '1 message', other: `${n} messages` }),
  links: (names: string, days: number) =>
    `${names} as a link for ${plural('en', days, { one: '1 day', other: `${days} days` })}`,
  refused: (channel: string) =>
    `${channel} does not take this file, and this server has no address for a link to it.`,
  rules: {
    text_split: 'text in several messages',
    buttons_as_list: 'buttons as a menu',
    buttons_as_text: 'buttons as numbered text',
    labels_shortened: 'long labels cut on the buttons',
    carousel_as_text: 'cards as text',
    text_before: 'text in a message before the cards',
    articles_as_text: 'articles as text with addresses',
    form_as_text: 'form as text',
    file_as_link: 'file as a link',
    files_apart: 'each file in a message of its own',
    media_as_file: 'as a file to save',
    caption_after: 'text in a message after the files',
    markup_stripped: 'formatting as plain text, addresses of links in brackets',
  } satisfies Record<Degradation, string> as Record<Degradation, string>,
};

export type DegradedTexts = typeof degraded;
