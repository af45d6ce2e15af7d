/** What stands in a conversation, line by line: pure, from items and the messages that are under way. */

import {
  type ConversationState,
  type DeliveryState,
  deliveryOf,
  type HeldCommand,
  isMessage,
} from '@frontdesk/client/desk';
import type { Activity, AgentItem, AgentMessage, ErrorBody } from '@frontdesk/protocol';

export type Filter = 'all' | 'public' | 'internal';

export interface Reading {
  readonly filter: Filter;
  /** Whether the whole log is shown. */
  readonly events: boolean;
  /** The first sequence that was not seen when the reader came; null where there is none. */
  readonly newFrom: number | null;
}

export type Entry =
  | { is: 'day'; key: string; at: number }
  | { is: 'new'; key: string }
  /** `lead`: shows its author; messages that follow closely by the same one do not repeat it. */
  | {
      is: 'message';
      key: string;
      message: AgentMessage;
      lead: boolean;
      delivery: DeliveryState | null;
      /** Whether it was sent to the widget, having failed elsewhere. */
      redirected: boolean;
    }
  | { is: 'activity'; key: string; seq: number; at: number; activity: Activity }
  | { is: 'pending'; key: string; command: HeldCommand; refused: ErrorBody | null };

/** Messages of one author within so many milliseconds stand as one block. */
const BLOCK_MS = 3 * 60_000;

export function entriesOf(
  conversation: ConversationState,
  commands: readonly HeldCommand[],
  reading: Reading,
  dayOf: (at: number) => string,
): readonly Entry[] {
  const entries: Entry[] = [];
  let day = '';
  let before: AgentMessage | null = null;
  const shown = new Set<string>();
  const redirected = redirectedIn(conversation.items);
  let divided = reading.newFrom === null;
  for (const item of conversation.items) {
    if (!isShown(item, reading)) continue;
    const today = dayOf(item.at);
    if (today !== day) {
      entries.push({ is: 'day', key: `day-${today}`, at: item.at });
      day = today;
      before = null;
    }
    if (!divided && item.kind === 'message' && item.seq >= (reading.newFrom ?? 0)) {
      entries.push({ is: 'new', key: 'new' });
      divided = true;
      before = null;
    }
    if (item.kind === 'activity') {
      entries.push(activityOf(item));
      before = null;
    } else {
      entries.push({
        is: 'message',
        key: keyOf(item, shown),
        message: item,
        lead: !before || !sameBlock(before, item),
        delivery: ours(item) ? deliveryOf(item, conversation.marks) : null,
        redirected: redirected.has(item.id),
      });
      before = item;
    }
  }
  return [...entries, ...pendingOf(conversation, commands, reading.filter)];
}

/** Whether both look alike, so that a line that did not change is not drawn again with each that does. */
export function sameEntry(a: Entry, b: Entry): boolean {
  switch (a.is) {
    case 'day':
      return b.is === 'day' && a.key === b.key;
    case 'new':
      return b.is === 'new';
    case 'activity':
      return b.is === 'activity' && a.activity === b.activity;
    case 'message':
      return (
        b.is === 'message' &&
        a.message === b.message &&
        a.lead === b.lead &&
        a.redirected === b.redirected &&
        sameDelivery(a.delivery, b.delivery)
      );
    case 'pending':
      return b.is === 'pending' && a.command === b.command && a.refused === b.refused;
  }
}

/** A failure is part of the message, and so compared with it. */
function sameDelivery(a: DeliveryState | null, b: DeliveryState | null): boolean {
  return a?.state === b?.state;
}

function activityOf({ seq, at, activity }: Extract<AgentItem, { kind: 'activity' }>): Entry {
  return { is: 'activity', key: `a${seq}`, seq, at, activity };
}

function ours({ author, internal }: AgentMessage): boolean {
  return author.kind === 'agent' && !internal;
}

/**
 * The bubble that was pending keeps its key, so that it does not jump when it arrives; of several messages that one
 * command makes it is the first. `shown` holds the commands of those before.
 */
function keyOf({ seq, command }: AgentMessage, shown: Set<string>): string {
  if (command === null || shown.has(command)) return `m${seq}`;
  shown.add(command);
  return `c${command}`;
}

function redirectedIn(items: readonly AgentItem[]): ReadonlySet<string> {
  const redirected = new Set<string>();
  for (const item of items) {
    if (item.kind !== 'activity' || item.activity.what !== 'sent_in_widget') continue;
    if (item.activity.instead_of !== null) redirected.add(item.activity.instead_of);
  }
  return redirected;
}

function pendingOf(
  conversation: ConversationState,
  commands: readonly HeldCommand[],
  filter: Filter,
): Entry[] {
  const pending: Entry[] = [];
  for (const held of commands) {
    const { command, phase } = held;
    if (!isMessage(command) || command.conversation !== conversation.id) continue;
    if (filter === 'public' && command.do === 'note') continue;
    if (filter === 'internal' && command.do === 'reply') continue;
    const refused = phase.is === 'refused' ? phase.error : null;
    pending.push({ is: 'pending', key: `c${held.id}`, command: held, refused });
  }
  return pending;
}

function isShown(item: AgentItem, { filter, events }: Reading): boolean {
  if (item.kind === 'activity') return events || (filter === 'all' && isNotable(item.activity));
  return filter === 'all' || item.internal === (filter === 'internal');
}

/**
 * What an agent wants to see between the messages; the rest stands in the log of events. That a message failed, and why,
 * stands at the message itself.
 */
function isNotable(activity: Activity): boolean {
  switch (activity.what) {
    case 'resumed':
    case 'handed_off':
    case 'transferred':
    case 'status_changed':
    case 'session_ended':
    case 'transfer_undone':
    case 'went_elsewhere':
    case 'sent_in_widget':
    case 'noticed':
      return true;
    case 'identified':
      return activity.was_known;
    case 'link':
      return ['linked', 'unlinked', 'back'].includes(activity.news);
    // A transfer is one line, whatever it consists of.
    case 'assigned':
      return activity.how !== 'transferred';
    case 'unassigned':
      return activity.why !== 'transferred';
    case 'offer_ended':
      return activity.why === 'missed' || activity.why === 'declined';
    default:
      return false;
  }
}

function sameBlock(a: AgentMessage, b: AgentMessage): boolean {
  if (b.at - a.at > BLOCK_MS || a.internal !== b.internal || a.channel !== b.channel) return false;
  if (a.author.kind === 'agent' && b.author.kind === 'agent') return a.author.id === b.author.id;
  return a.author.kind === b.author.kind;
}
