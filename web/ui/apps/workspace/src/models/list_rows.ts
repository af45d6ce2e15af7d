/** Which rows are in a list, and in which order: the same as the server has it, for the rows that are here. Pure. */
import type { ListName, ListOrder } from '@frontdesk/client/desk';
import type { Counts, Priority, TicketRow, TicketStatus } from '@frontdesk/protocol';

/** S1-25: the tag, and nothing else, makes a ticket a social messaging ticket. */
export const SOCIAL_TAG = 'messaging_support';

export const DEFAULT_ORDER: Readonly<Record<ListName, ListOrder>> = {
  mine: { by: 'updated', descending: true },
  unassigned: { by: 'waiting', descending: false },
  groups: { by: 'updated', descending: true },
  unsolved: { by: 'updated', descending: true },
  done: { by: 'updated', descending: true },
  social_mine: { by: 'updated', descending: true },
  social_unassigned: { by: 'updated', descending: true },
};

/** How many rows the list has; null where the server does not count it for us. */
export function totalOf(list: ListName, counts: Counts): number | null {
  switch (list) {
    case 'mine':
      return counts.mine_all;
    case 'unassigned':
      return counts.unassigned;
    case 'groups':
      return counts.groups;
    case 'unsolved':
      return counts.open;
    case 'social_mine':
      return counts.social_mine;
    case 'social_unassigned':
      return counts.social_unassigned;
    case 'done':
      return null;
  }
}

/** What stands beside the name of a list: what asks something of the agent. */
export function badgeOf(list: ListName, counts: Counts): number | null {
  return list === 'mine' ? counts.mine : totalOf(list, counts);
}

/** Whether the server tells us each change of each of its rows, as far as they are not too many. */
export function isTold(list: ListName): boolean {
  return list === 'mine' || list === 'unassigned' || list === 'social_mine' || list === 'social_unassigned';
}

/** Of the lists that are told. */
export function isIn(list: ListName, row: TicketRow, me: number | null): boolean {
  if (row.status === 'closed') return false;
  switch (list) {
    case 'mine':
      return row.assignee === me;
    case 'unassigned':
      return row.assignee === null;
    case 'social_mine':
      return row.assignee === me && isOurTurn(row) && isSocial(row);
    case 'social_unassigned':
      return row.assignee === null && isSocial(row);
    default:
      return false;
  }
}

/** S1-34: New and Open are the agent's turn. */
export function isOurTurn(row: TicketRow): boolean {
  return row.status === 'new' || row.status === 'open';
}

export function isSocial(row: TicketRow): boolean {
  return row.tags.includes(SOCIAL_TAG);
}

/** S1-10, S1-11: new is what nobody has answered; everything else was replied to. */
export function isNewChat(row: TicketRow): boolean {
  return row.status === 'new' && !row.replied;
}

const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];
const STATUSES: readonly TicketStatus[] = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'];

type Compare = (a: TicketRow, b: TicketRow) => number;

export function inOrder({ by, descending }: ListOrder): Compare {
  const compare = comparing(by);
  const sign = descending ? -1 : 1;
  return (a, b) => sign * compare(a, b) || b.ticket - a.ticket;
}

/** What asks something of us before what waits for the customer. */
export function ourTurnFirst(then: Compare): Compare {
  return (a, b) => Number(isOurTurn(b)) - Number(isOurTurn(a)) || then(a, b);
}

function comparing(by: ListOrder['by']): Compare {
  switch (by) {
    case 'ticket':
      return (a, b) => a.ticket - b.ticket;
    case 'updated':
      return (a, b) => a.updated_at - b.updated_at;
    case 'waiting':
      return (a, b) =>
        Number(a.waiting_since === null) - Number(b.waiting_since === null) ||
        (a.waiting_since ?? a.created_at) - (b.waiting_since ?? b.created_at);
    case 'priority':
      return (a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority);
    case 'status':
      return (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
    case 'requester':
      return (a, b) => a.requester.localeCompare(b.requester);
  }
}

/** Whether all words are somewhere in the row, without case and accents. */
export function holds(row: TicketRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = fold(`#${row.ticket} ${row.requester} ${row.subject} ${row.channel} ${row.tags.join(' ')}`);
  return words.every((word) => text.includes(word));
}

export function wordsOf(text: string): readonly string[] {
  return fold(text).split(/\s+/).filter(Boolean);
}

export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');
}
