import type { Content, WidgetMessage } from '@frontdesk/protocol';
import { assertNever } from '../assert_never.ts';
import type { Words } from '../words/words.ts';

/** A message in words alone: for a screen reader, and for the line in the list of conversations. */
export function plain(content: Content, words: Words): string {
  switch (content.type) {
    case 'text':
    case 'options':
    case 'articles':
    case 'form':
    case 'template':
      return content.text;
    case 'files':
      return content.caption ?? content.files.map((file) => file.name).join(', ');
    case 'carousel':
      return content.text ?? content.cards.map((card) => card.title).join(', ');
    case 'chosen':
      return content.label;
    case 'form_filled':
      return content.answers.map(({ label, value }) => `${label}: ${value}`).join(', ');
    case 'unsupported':
      return words.cannotShow;
    case 'erased':
      return words.erased;
    default:
      return unknown(content, words);
  }
}

/** A server that is newer than this page may say what the page cannot show; it says at least that. */
export function unknown(content: never, words: Words): string {
  const { text } = content as { text?: unknown };
  return typeof text === 'string' && text !== '' ? text : words.cannotShow;
}

/** Who said it, as others are told. */
export function speakerOf(message: WidgetMessage, words: Words): string {
  const { author } = message;
  switch (author.kind) {
    case 'end_user':
      return words.you;
    case 'agent':
    case 'bot':
      return author.name;
    default:
      return assertNever(author);
  }
}
