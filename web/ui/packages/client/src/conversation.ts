/** One conversation as the client holds it: a snapshot from REST, kept up to date by frames. Pure. */
import type {
  AgentConversation,
  AgentConversationFrame,
  AgentHead,
  AgentItem,
  DeliveryChange,
  Marks,
} from '@frontdesk/protocol';

export interface ConversationState {
  readonly id: string;
  readonly epoch: number;
  /** Everything up to here is included. */
  readonly seq: number;
  readonly head: AgentHead;
  readonly marks: Marks;
  /** Oldest first, without holes. */
  readonly items: readonly AgentItem[];
  /** Whether items older than the first of `items` exist. */
  readonly more: boolean;
}

/** `gap`: something between ours and the frame is missing. `old`: everything in it is known already. */
export type FrameOutcome = { is: 'applied'; conversation: ConversationState } | { is: 'gap' } | { is: 'old' };

export function fromSnapshot(snapshot: AgentConversation): ConversationState {
  return {
    id: snapshot.head.conversation,
    epoch: snapshot.epoch,
    seq: snapshot.seq,
    head: snapshot.head,
    marks: snapshot.marks,
    items: [...snapshot.items].sort((a, b) => a.seq - b.seq),
    more: snapshot.more,
  };
}

export function applyFrame(was: ConversationState, frame: AgentConversationFrame): FrameOutcome {
  if (frame.from > was.seq) return { is: 'gap' };
  if (frame.seq < was.seq) return { is: 'old' };
  const items = append(was.items, was.seq, frame.items ?? []);
  return {
    is: 'applied',
    conversation: {
      ...was,
      seq: frame.seq,
      head: frame.head ?? was.head,
      marks: frame.marks ? newest(was.marks, frame.marks) : was.marks,
      items: deliver(items, frame.deliveries ?? []),
    },
  };
}

/** Puts a page of older items in front; what overlaps is dropped. */
export function prependOlder(
  was: ConversationState,
  older: readonly AgentItem[],
  more: boolean,
): ConversationState {
  const first = was.items[0]?.seq ?? was.seq + 1;
  const before = older.filter((item) => item.seq < first).sort((a, b) => a.seq - b.seq);
  return { ...was, items: before.length > 0 ? [...before, ...was.items] : was.items, more };
}

/** An item that is here already is replaced (it may have been erased); one that is older than our page is dropped. */
function append(was: readonly AgentItem[], seq: number, news: readonly AgentItem[]): readonly AgentItem[] {
  if (news.length === 0) return was;
  const bySeq = new Map(news.map((item) => [item.seq, item]));
  const replaced = takenBack(
    was.map((item) => bySeq.get(item.seq) ?? item),
    news,
  );
  const added = [...bySeq.values()].filter((item) => item.seq > seq).sort((a, b) => a.seq - b.seq);
  return [...replaced, ...added];
}

/** What an end user took back is gone from every screen as it is from the server. */
function takenBack(items: AgentItem[], news: readonly AgentItem[]): AgentItem[] {
  const gone = new Set<string>();
  for (const item of news) {
    if (item.kind !== 'activity' || item.activity.what !== 'noticed') continue;
    if (item.activity.notice === 'unsent' && item.activity.of !== null) gone.add(item.activity.of);
  }
  if (gone.size === 0) return items;
  return items.map((item) =>
    item.kind === 'message' && gone.has(item.id)
      ? { ...item, content: { type: 'erased' }, simplified: null }
      : item,
  );
}

type MessageItem = Extract<AgentItem, { kind: 'message' }>;

function deliver(items: readonly AgentItem[], changes: readonly DeliveryChange[]): readonly AgentItem[] {
  if (changes.length === 0) return items;
  const ofMessage = new Map<string, DeliveryChange[]>();
  for (const change of changes)
    ofMessage.set(change.message, [...(ofMessage.get(change.message) ?? []), change]);
  return items.map((item) =>
    item.kind === 'message' ? (ofMessage.get(item.id) ?? []).reduce<MessageItem>(delivered, item) : item,
  );
}

/** What is sent anew has not been changed yet. */
function delivered(message: MessageItem, { delivery, degraded }: DeliveryChange): MessageItem {
  const told = delivery.state === 'queued' ? [] : degraded;
  return told ? { ...message, delivery, degraded: told } : { ...message, delivery };
}

/** Marks only ever grow, so that a late frame does no harm. */
function newest(a: Marks, b: Marks): Marks {
  return {
    end_user_delivered: Math.max(a.end_user_delivered, b.end_user_delivered),
    end_user_read: Math.max(a.end_user_read, b.end_user_read),
    agent_read: Math.max(a.agent_read, b.agent_read),
  };
}

/** Lets go of what is far back; it is fetched again when somebody scrolls there. */
export function trimOlder(was: ConversationState, keep: number): ConversationState {
  if (was.items.length <= keep) return was;
  return { ...was, items: was.items.slice(-keep), more: true };
}
