import type { AgentConversation, AgentConversationFrame, AgentItem, Marks } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { fromSnapshot } from '../src/conversation';
import type { Need } from '../src/desk_state';
import { DeskStore } from '../src/store';
import { C, frame, HandTimers, head, message, NO_MARKS, seeded, snapshot, welcome } from './fixtures';

/** What a server holds, step by step: the truth that the client's state must come to. */
interface Step {
  readonly item: AgentItem | null;
  readonly marks: Marks;
  readonly subject: string;
  readonly failed: string | null;
}

function history(random: () => number, length: number): Step[] {
  const steps: Step[] = [];
  let marks = NO_MARKS;
  for (let seq = 1; seq <= length; seq += 1) {
    if (random() < 0.3) marks = { ...marks, end_user_read: Math.max(marks.end_user_read, seq - 1) };
    const failed = seq > 3 && random() < 0.15 ? `m${1 + Math.floor(random() * (seq - 1))}` : null;
    steps.push({
      item: failed ? null : message(seq),
      marks,
      subject: random() < 0.3 ? `subject ${seq}` : (steps.at(-1)?.subject ?? ''),
      failed,
    });
  }
  return steps;
}

const headAt = (steps: readonly Step[], seq: number) => {
  const was = head();
  const subject = steps[seq - 1]?.subject ?? '';
  return { ...was, ticket: was.ticket && { ...was.ticket, subject } };
};

function snapshotAt(steps: readonly Step[], seq: number): AgentConversation {
  const failed = new Set(steps.slice(0, seq).map((step) => step.failed));
  const items = steps
    .slice(0, seq)
    .flatMap(({ item }) => (item ? [item] : []))
    .map((item) =>
      item.kind === 'message' && failed.has(item.id)
        ? { ...item, delivery: { state: 'failed' as const, code: 'x', text: 'y', retryable: true } }
        : item,
    );
  return snapshot({ seq, head: headAt(steps, seq), marks: steps[seq - 1]?.marks ?? NO_MARKS, items });
}

function frameOf(steps: readonly Step[], from: number, seq: number): AgentConversationFrame {
  const part = steps.slice(from, seq);
  return {
    conversation: C,
    from,
    seq,
    items: part.flatMap(({ item }) => (item ? [item] : [])),
    deliveries: part.flatMap(({ failed }) =>
      failed
        ? [{ message: failed, delivery: { state: 'failed' as const, code: 'x', text: 'y', retryable: true } }]
        : [],
    ),
    head: headAt(steps, seq),
    marks: steps[seq - 1]?.marks ?? NO_MARKS,
  };
}

function held(store: DeskStore) {
  const slot = store.state.conversations.get(C);
  return slot?.is === 'ready' ? slot.conversation : null;
}

describe('snapshot and frames', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'frames lost, doubled and out of order come to the same as a fresh snapshot (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const steps = history(random, 40);
      const store = new DeskStore(new HandTimers());
      store.apply(welcome());
      const start = Math.floor(random() * 20);
      store.apply({ type: 'local_snapshot', snapshot: snapshotAt(steps, start) });
      const sent: AgentConversationFrame[] = [];
      for (let from = start; from < 40; ) {
        const seq = Math.min(40, from + 1 + Math.floor(random() * 4));
        sent.push(frameOf(steps, from, seq));
        from = seq;
      }
      // The last frame always arrives: without it nobody could know that anything is missing.
      const last = sent.pop();
      const arriving = sent
        .flatMap((one) => (random() < 0.2 ? [] : random() < 0.3 ? [one, one] : [one]))
        .map((one) => ({ one, place: random() < 0.3 ? random() * 40 : one.seq }))
        .sort((a, b) => a.place - b.place)
        .map(({ one }) => one);
      if (last) arriving.push(last);
      const answer = (needs: readonly Need[], upTo: number) => {
        for (const need of needs)
          if (need.need === 'watch' && need.seq < upTo)
            store.apply({ type: 'conversation', ...frameOf(steps, need.seq, upTo) });
      };
      for (const one of arriving) answer(store.apply({ type: 'conversation', ...one }), one.seq);
      expect(held(store)).toEqual(fromSnapshot(snapshotAt(steps, 40)));
    },
  );

  test('a frame that was applied already changes nothing', () => {
    const store = new DeskStore(new HandTimers());
    store.apply({ type: 'local_snapshot', snapshot: snapshot() });
    const first = frame({ seq: 1, items: [message(1)] });
    store.apply(first);
    store.apply(frame({ from: 1, seq: 2, items: [message(2)] }));
    const before = held(store);
    expect(store.apply(first)).toEqual([]);
    expect(held(store)).toEqual(before);
  });

  test('a gap is not applied, and asks for what is missing', () => {
    const store = new DeskStore(new HandTimers());
    store.apply({ type: 'local_snapshot', snapshot: snapshot({ seq: 4 }) });
    expect(store.apply(frame({ from: 6, seq: 7, items: [message(7)] }))).toEqual([
      { need: 'watch', conversation: C, seq: 4 },
    ]);
    expect(held(store)?.items).toEqual([]);
  });

  test('resync asks for a snapshot, shows the old one meanwhile, and takes the new', () => {
    const store = new DeskStore(new HandTimers());
    store.apply({ type: 'local_snapshot', snapshot: snapshot({ seq: 1, items: [message(1)] }) });
    expect(store.apply({ type: 'resync', conversation: C })).toEqual([{ need: 'snapshot', conversation: C }]);
    expect(store.state.conversations.get(C)).toMatchObject({ is: 'ready', stale: true });
    expect(store.apply(frame({ from: 1, seq: 2, items: [message(2)] }))).toEqual([]);
    expect(held(store)?.seq).toBe(1);
    const fresh = snapshot({ seq: 900, items: [message(900)], more: true });
    expect(store.apply({ type: 'local_snapshot', snapshot: fresh })).toEqual([
      { need: 'watch', conversation: C, seq: 900 },
    ]);
    expect(held(store)).toEqual(fromSnapshot(fresh));
  });

  test('another epoch makes every conversation stale, the same one none', () => {
    const store = new DeskStore(new HandTimers());
    store.apply(welcome(1));
    store.apply({ type: 'local_snapshot', snapshot: snapshot({ seq: 3 }) });
    expect(store.apply(welcome(1))).toEqual([]);
    expect(store.apply(welcome(2))).toEqual([{ need: 'snapshot', conversation: C }]);
    const fresh = snapshot({ epoch: 2, seq: 1 });
    store.apply({ type: 'local_snapshot', snapshot: fresh });
    expect(held(store)).toEqual(fromSnapshot(fresh));
  });

  test('a snapshot that frames have overtaken is dropped', () => {
    const store = new DeskStore(new HandTimers());
    store.apply({ type: 'local_snapshot', snapshot: snapshot({ seq: 1, items: [message(1)] }) });
    store.apply(frame({ from: 1, seq: 2, items: [message(2)] }));
    store.apply({ type: 'local_snapshot', snapshot: snapshot({ seq: 1, items: [message(1)] }) });
    expect(held(store)?.seq).toBe(2);
  });

  test('older items go in front, once', () => {
    const store = new DeskStore(new HandTimers());
    store.apply({
      type: 'local_snapshot',
      snapshot: snapshot({ seq: 4, items: [message(3), message(4)], more: true }),
    });
    store.apply({
      type: 'local_older',
      conversation: C,
      items: [message(2), message(1), message(3)],
      more: false,
    });
    expect(held(store)?.items.map((item) => item.seq)).toEqual([1, 2, 3, 4]);
    expect(held(store)?.more).toBe(false);
  });

  test('an erased message replaces the one that stood there', () => {
    const store = new DeskStore(new HandTimers());
    store.apply({ type: 'local_snapshot', snapshot: snapshot({ seq: 2, items: [message(1), message(2)] }) });
    store.apply(frame({ from: 2, seq: 3, items: [message(1, { content: { type: 'erased' } })] }));
    expect(held(store)?.items.map((item) => item.kind === 'message' && item.content.type)).toEqual([
      'erased',
      'text',
    ]);
  });
});
