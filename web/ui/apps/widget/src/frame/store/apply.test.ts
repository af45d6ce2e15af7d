import { expect, test } from 'vitest';
import { conversation, HEAD, ME, news, text, welcome } from '../../testing/samples.ts';
import type { Pending } from './state.ts';
import { Store } from './store.ts';

const ID = 'a'.repeat(24);

function pending(id = ID, more: Partial<Pending> = {}): Pending {
  return {
    id,
    say: { type: 'text', text: 'hello' },
    meta: { fields: [], tags: [] },
    conversation: 'c1',
    content: { type: 'text', text: 'hello' },
    at: 1,
    phase: { is: 'waiting' },
    ...more,
  };
}

function storeAt(seq: number, ...seqs: number[]): Store {
  const store = new Store();
  store.apply(
    welcome(
      conversation(
        seq,
        seqs.map((one) => text(one, `text ${one}`)),
      ),
    ),
  );
  return store;
}

const seqs = (store: Store) => store.state.items.map((item) => item.seq);

test('a welcome brings what there is', () => {
  const store = storeAt(4, 1, 4);
  expect(store.state).toMatchObject({ conversation: 'c1', seq: 4, epoch: 1, welcomed: true, head: HEAD });
  expect(seqs(store)).toEqual([1, 4]);
});

test('frames that follow on are appended', () => {
  const store = storeAt(4, 4);
  expect(store.apply(news(4, 5, [text(5, 'next')]))).toBe('applied');
  expect(store.state.seq).toBe(5);
  expect(seqs(store)).toEqual([4, 5]);
});

test('a frame without items moves the sequence: it stands for what an end user may not see', () => {
  const store = storeAt(4, 4);
  expect(store.apply(news(4, 6))).toBe('applied');
  expect(store.apply(news(6, 7, [text(7, 'after it')]))).toBe('applied');
  expect(seqs(store)).toEqual([4, 7]);
});

test('a gap is told and nothing of the frame is taken', () => {
  const store = storeAt(4, 4);
  const before = store.state;
  expect(store.apply(news(6, 7, [text(7, 'too early')]))).toBe('gap');
  expect(store.state).toBe(before);
});

test('two frames out of order: the early one is a gap, the late one applies', () => {
  const store = storeAt(4, 4);
  expect(store.apply(news(5, 6, [text(6, 'second')]))).toBe('gap');
  expect(store.apply(news(4, 5, [text(5, 'first')]))).toBe('applied');
  expect(store.apply(news(5, 6, [text(6, 'second')]))).toBe('applied');
  expect(seqs(store)).toEqual([4, 5, 6]);
});

test('a duplicate changes nothing', () => {
  const store = storeAt(4, 4);
  store.apply(news(4, 5, [text(5, 'once')]));
  const before = store.state;
  expect(store.apply(news(4, 5, [text(5, 'twice')]))).toBe('ignored');
  expect(store.state).toBe(before);
});

test('a duplicate may still carry marks, which only grow', () => {
  const store = storeAt(4, 4);
  const marks = (agent_read: number) => ({ end_user_delivered: 0, end_user_read: 0, agent_read });
  store.apply({ type: 'conversation', conversation: 'c1', from: 3, seq: 4, marks: marks(4) });
  expect(store.state.marks.agent_read).toBe(4);
  store.apply({ type: 'conversation', conversation: 'c1', from: 4, seq: 4, marks: marks(2) });
  expect(store.state.marks.agent_read).toBe(4);
});

test('a frame that overlaps adds only what is new', () => {
  const store = storeAt(4, 3, 4);
  const { items } = store.state;
  expect(store.apply(news(2, 6, [text(3, 'x'), text(4, 'x'), text(6, 'new')]))).toBe('applied');
  expect(seqs(store)).toEqual([3, 4, 6]);
  expect(store.state.items[0]).toBe(items[0]);
  expect(store.state.seq).toBe(6);
});

test('the first frame of a first conversation opens it', () => {
  const store = new Store();
  store.apply(welcome(null));
  expect(store.apply({ ...news(0, 2, [text(2, 'hi')]), head: HEAD } as never)).toBe('applied');
  expect(store.state).toMatchObject({ conversation: 'c1', seq: 2 });
});

test('a conversation that we do not have from its beginning is a gap', () => {
  const store = new Store();
  store.apply(welcome(null));
  expect(store.apply(news(7, 8, [text(8, 'hi')]))).toBe('gap');
});

test('a frame of another conversation is a gap', () => {
  const store = storeAt(4, 4);
  expect(store.apply(news(4, 5, [text(5, 'other')], 'c2'))).toBe('gap');
});

test('a resumed welcome keeps what is there', () => {
  const store = storeAt(4, 1, 4);
  store.apply(welcome(null));
  expect(seqs(store)).toEqual([1, 4]);
  expect(store.state.seq).toBe(4);
});

test('a new epoch without our conversation forgets it and keeps what is unsent', () => {
  const store = storeAt(4, 1, 4);
  store.apply({ type: 'local_queued', pending: pending() });
  store.apply(welcome(null, 2));
  expect(store.state).toMatchObject({ conversation: null, seq: 0, items: [], epoch: 2 });
  expect(store.state.pending).toHaveLength(1);
});

test('a snapshot after a hole replaces the items; one that overlaps is joined to them', () => {
  const store = storeAt(4, 1, 4);
  store.apply(welcome(conversation(6, [text(4, 'text 4'), text(6, 'new')])));
  expect(seqs(store)).toEqual([1, 4, 6]);
  store.apply(welcome(conversation(90, [text(80, 'far'), text(90, 'later')], { more: true })));
  expect(seqs(store)).toEqual([80, 90]);
  expect(store.state.more).toBe(true);
});

test('a snapshot of a new epoch replaces all', () => {
  const store = storeAt(4, 1, 4);
  store.apply(welcome(conversation(4, [text(4, 'other text')]), 2));
  expect(seqs(store)).toEqual([4]);
});

test('snapshot and frames come to the same as a later snapshot', () => {
  const all = [1, 2, 3, 4, 5].map((seq) => text(seq, `text ${seq}`));
  const grown = new Store();
  grown.apply(welcome(conversation(2, all.slice(0, 2))));
  grown.apply(news(2, 3, [all[2] as never]));
  grown.apply(news(3, 5, all.slice(3)));
  const fresh = new Store();
  fresh.apply(welcome(conversation(5, all)));
  expect(grown.state).toEqual(fresh.state);
});

test('older items go before', () => {
  const store = storeAt(9, 8, 9);
  store.apply({ type: 'local_older', conversation: 'c1', items: [text(2, 'a'), text(5, 'b')], more: true });
  expect(seqs(store)).toEqual([2, 5, 8, 9]);
  expect(store.state.more).toBe(true);
  store.apply({ type: 'local_older', conversation: 'gone', items: [text(1, 'a')], more: false });
  expect(seqs(store)).toEqual([2, 5, 8, 9]);
});

test('one’s own message is pending until the frame that carries its command', () => {
  const store = storeAt(4, 4);
  store.apply({ type: 'local_queued', pending: pending() });
  store.apply({ type: 'local_sent', id: ID });
  expect(store.state.pending[0]?.phase.is).toBe('sent');
  store.apply(news(4, 5, [text(5, 'hello', { author: ME, command: ID })]));
  expect(store.state.pending).toEqual([]);
  expect(seqs(store)).toEqual([4, 5]);
});

test('done before its frame: the bubble stays until the frame is there', () => {
  const store = storeAt(4, 4);
  store.apply({ type: 'local_queued', pending: pending() });
  store.apply({ type: 'done', id: ID, conversation: 'c1', seq: 5, at: 1 });
  expect(store.state.pending[0]?.phase).toEqual({ is: 'recorded', seq: 5 });
  store.apply(news(4, 5, [text(5, 'hello', { author: ME, command: ID })]));
  expect(store.state.pending).toEqual([]);
});

test('done after its frame, or for what makes no message, leaves nothing behind', () => {
  const store = storeAt(4, 4);
  store.apply({
    type: 'local_queued',
    pending: pending(ID, { say: { type: 'talk_to_human' }, content: null }),
  });
  store.apply(news(4, 6));
  store.apply({ type: 'done', id: ID, conversation: 'c1', seq: 6, at: 1 });
  expect(store.state.pending).toEqual([]);
});

test('refused: it stays, with the reason', () => {
  const store = storeAt(4, 4);
  store.apply({ type: 'local_queued', pending: pending() });
  store.apply({ type: 'refused', id: ID, error: { code: 'text_too_long', message: '' } });
  expect(store.state.pending[0]?.phase).toEqual({ is: 'refused', code: 'text_too_long' });
});

test('a lost line: what was on its way waits again, what was recorded or refused does not', () => {
  const store = storeAt(4, 4);
  const [sent, recorded, refused] = ['b', 'c', 'd'].map((letter) => letter.repeat(24)) as [
    string,
    string,
    string,
  ];
  for (const id of [sent, recorded, refused]) store.apply({ type: 'local_queued', pending: pending(id) });
  store.apply({ type: 'local_sent', id: sent });
  store.apply({ type: 'done', id: recorded, conversation: 'c1', seq: 9, at: 1 });
  store.apply({ type: 'refused', id: refused, error: { code: 'internal', message: '' } });
  store.apply({ type: 'local_line', line: 'waiting' });
  expect(store.state.pending.map((one) => one.phase.is)).toEqual(['waiting', 'recorded', 'refused']);
});

test('typing ends with the message, with the line, and by itself', () => {
  const store = storeAt(4, 4);
  const typing = { type: 'typing', name: 'Marie', active: true } as const;
  store.apply(typing);
  expect(store.state.typing).toBe('Marie');
  store.apply(news(4, 5, [text(5, 'there')]));
  expect(store.state.typing).toBeNull();
  store.apply(typing);
  store.apply({ type: 'local_line', line: 'connecting' });
  expect(store.state.typing).toBeNull();
  store.apply(typing);
  store.apply({ type: 'local_typing_over' });
  expect(store.state.typing).toBeNull();
});

test('listeners hear of changes only', () => {
  const store = storeAt(4, 4);
  let heard = 0;
  const stop = store.subscribe(() => {
    heard += 1;
  });
  store.apply({ type: 'pong', at: 1 });
  store.apply(news(3, 4));
  expect(heard).toBe(0);
  store.apply(news(4, 5));
  expect(heard).toBe(1);
  stop();
  store.apply(news(5, 6));
  expect(heard).toBe(1);
});
