/** The open tabs as they are kept over a reload, with enough of each to show it before anything was read. */
import type { Shelf } from '@frontdesk/client/desk';
import type { ChannelKind } from '@frontdesk/protocol';

export interface KeptTab {
  readonly conversation: string;
  readonly title: string | null;
  readonly ticket: number | null;
  readonly channel: ChannelKind | null;
}

const CONVERSATION = /^[0-9a-f]{24}$/;

export function readTabs(shelf: Shelf, agent: number): readonly KeptTab[] {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(key(agent)) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap(parse) : [];
  } catch {
    return [];
  }
}

export function writeTabs(shelf: Shelf, agent: number, tabs: readonly KeptTab[]): void {
  shelf.setItem(key(agent), JSON.stringify(tabs));
}

/** Earlier versions kept the conversations alone. */
function parse(value: unknown): readonly KeptTab[] {
  const kept: Partial<Record<keyof KeptTab, unknown>> =
    typeof value === 'string' ? { conversation: value } : typeof value === 'object' && value ? value : {};
  const { conversation, title, ticket, channel } = kept;
  if (typeof conversation !== 'string' || !CONVERSATION.test(conversation)) return [];
  return [
    {
      conversation,
      title: typeof title === 'string' ? title : null,
      ticket: typeof ticket === 'number' ? ticket : null,
      // Checked where it is drawn: an unknown one has no icon.
      channel: typeof channel === 'string' ? (channel as ChannelKind) : null,
    },
  ];
}

function key(agent: number): string {
  return `frontdesk.tabs.${agent}`;
}
