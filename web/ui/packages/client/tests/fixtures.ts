import type {
  AgentConversation,
  AgentConversationFrame,
  AgentHead,
  AgentItem,
  AgentMessage,
  AgentServerFrame,
  Colleague,
  Counts,
  Marks,
  TicketRow,
} from '@frontdesk/protocol';
import type { Cancel, Timers } from '../src/surroundings';

export const C = '0123456789abcdef01234567';

export function colleague(over: Partial<Colleague> = {}): Colleague {
  return {
    id: 2,
    name: 'Marie',
    role: 'agent',
    status: 'online',
    present: true,
    groups: [1],
    load: 0,
    capacity: 3,
    ...over,
  };
}

export function head(over: Partial<AgentHead> = {}): AgentHead {
  return {
    conversation: C,
    channel: 'widget',
    integration: 'f00000000000000000000001',
    integration_name: 'Shop',
    end_user: { id: 9, name: 'Ana', email: null, locale: null, verified: false },
    control: 'people',
    session: 'active',
    ticket: {
      id: 41,
      status: 'open',
      subject: 'Hello',
      group: 1,
      assignee: 2,
      assignee_name: 'Marie',
      priority: 'normal',
      tags: ['messaging_support'],
      fields: [],
      created_at: 0,
      waiting_since: null,
      previous: null,
    },
    captured: [],
    composer: [
      { mode: 'reply', allowed: true, reason: null },
      { mode: 'note', allowed: true, reason: null },
      { mode: 'email', allowed: false, reason: 'no_email_known' },
      { mode: 'call', allowed: false, reason: 'not_connected' },
    ],
    window_closes_at: null,
    reply_to: { integration: 'i1', name: 'Shop', channel: 'widget', number: null, info: {} },
    created_at: 0,
    ...over,
  };
}

export function message(
  seq: number,
  over: Partial<AgentMessage> = {},
): Extract<AgentItem, { kind: 'message' }> {
  return {
    kind: 'message',
    seq,
    id: `m${seq}`,
    at: seq * 1_000,
    author: { kind: 'end_user' },
    channel: 'widget',
    internal: false,
    content: { type: 'text', text: `text ${seq}` },
    simplified: null,
    delivery: { state: 'sent' },
    command: null,
    ...over,
  };
}

export const NO_MARKS: Marks = { end_user_delivered: 0, end_user_read: 0, agent_read: 0 };

export function snapshot(over: Partial<AgentConversation> = {}): AgentConversation {
  return { epoch: 1, seq: 0, head: head(), marks: NO_MARKS, items: [], more: false, ...over };
}

export function frame(
  over: Partial<AgentConversationFrame>,
): Extract<AgentServerFrame, { type: 'conversation' }> {
  return { type: 'conversation', conversation: C, from: 0, seq: 0, ...over };
}

export function row(over: Partial<TicketRow> = {}): TicketRow {
  return {
    ticket: 41,
    conversation: C,
    status: 'open',
    channel: 'widget',
    requester: 'Ana',
    subject: 'Where is my order?',
    group: 1,
    assignee: null,
    priority: 'normal',
    tags: [],
    created_at: 0,
    updated_at: 0,
    waiting_since: null,
    replied: false,
    unread: 0,
    active: true,
    ...over,
  };
}

export function counts(over: Partial<Counts> = {}): Counts {
  return {
    unassigned: 0,
    mine: 0,
    mine_all: 0,
    groups: 0,
    open: 0,
    solved: 0,
    social_mine: 0,
    social_unassigned: 0,
    social_new: 0,
    ...over,
  };
}

export function deskFrame(
  over: Partial<Extract<AgentServerFrame, { type: 'desk' }>> = {},
): Extract<AgentServerFrame, { type: 'desk' }> {
  return {
    type: 'desk',
    me: colleague(),
    agents: [colleague(), colleague({ id: 3, name: 'Yannis', status: 'offline' })],
    groups: [{ id: 1, name: 'Support' }],
    fields: [{ id: 1, label: 'Order', options: [] }],
    tickets: [],
    counts: counts(),
    offers: [],
    policy: {
      agents_may_close: true,
      routing: 'offer',
      max_file_bytes: 1_000,
      file_extensions: ['png', 'txt'],
    },
    ...over,
  };
}

export const welcome = (epoch = 1, now = 0): Extract<AgentServerFrame, { type: 'welcome' }> => ({
  type: 'welcome',
  epoch,
  heartbeat_ms: 25_000,
  now,
});

/** A clock that stands still until it is told to move. */
export class HandTimers implements Timers {
  private at = 0;
  private next = 1;
  private readonly due = new Map<number, { at: number; run: () => void }>();

  now(): number {
    return this.at;
  }

  after(ms: number, run: () => void): Cancel {
    const id = this.next++;
    this.due.set(id, { at: this.at + ms, run });
    return () => this.due.delete(id);
  }

  get waiting(): number {
    return this.due.size;
  }

  advance(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const [first] = [...this.due].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at);
      if (!first) break;
      this.due.delete(first[0]);
      this.at = first[1].at;
      first[1].run();
    }
    this.at = end;
  }
}

/** Small, fast and the same everywhere for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
