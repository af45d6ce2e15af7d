import type { AgentMessage, ChannelKind, Content } from '@frontdesk/protocol';
import type { Texts } from './en';

/** What a message says, in one plain line: for tabs, and wherever there is no room for more. */
export function contentText(t: Texts, content: Content, channel: ChannelKind): string {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'files':
      return content.caption ?? content.files.map((file) => file.name).join(', ');
    case 'options':
    case 'articles':
    case 'form':
      return content.text;
    case 'carousel':
      return content.text ?? content.cards.map((card) => card.title).join(' · ');
    case 'chosen':
      return t.conversation.chosen(content.label);
    case 'form_filled':
      return content.answers.map((answer) => `${answer.label}: ${answer.value}`).join(' · ');
    case 'template':
      return content.text;
    case 'unsupported':
      return content.lost === undefined
        ? t.social.unsupported(content.kind, t.channels[channel])
        : t.social.lost(content.kind, t.channels[channel], content.lost);
    case 'erased':
      return t.conversation.erased;
  }
}

/** A message in plain words: the server's simplified version where there is one that fits any language. */
export function messageText(t: Texts, { simplified, content, channel }: AgentMessage): string {
  const own = content.type === 'unsupported' || content.type === 'erased';
  return own || simplified === null ? contentText(t, content, channel) : simplified;
}
