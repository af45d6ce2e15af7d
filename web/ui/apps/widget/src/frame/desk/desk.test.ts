import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { conversation, ME, news, text, welcome } from '../../testing/samples.ts';
import { FakeStorage, PAGE, Stage, settled } from '../../testing/stage.ts';
import { UNSENT_LIMIT } from './keep.ts';
import { ServerError } from './server.ts';

const HELLO = { type: 'text', text: 'hello' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const idOf = (stage: Stage, index = 0): string => stage.desk.store.state.pending[index]?.id ?? 'none';

test('opens a session, keeps its token, and says hello with it', async () => {
  const stage = new Stage();
  expect(stage.desk.knownVisitor).toBe(false);
  await stage.online();
  expect(stage.server.asked).toEqual([['session', { token: null, locale: 'en', page: PAGE }]]);
  expect(stage.keep.token).toBe('token-1');
  expect(stage.socket.sent[0]).toEqual({
    type: 'hello',
    integration: 'i1',
    token: 'token-1',
    conversation: null,
    epoch: null,
    seq: null,
    page: PAGE,
    locale: 'en',
  });
  stage.desk.dispose();
});

test('a later visit is the same end user, and knows the colours at once', async () => {
  const storage = new FakeStorage();
  await new Stage(storage).online();
  const later = new Stage(storage);
  expect(later.desk.knownVisitor).toBe(true);
  expect(later.desk.store.state.settings?.brand_color).toBe('#8a4b2a');
  await later.online();
  expect(later.server.asked[0]).toEqual(['session', { token: 'token-1', locale: 'en', page: PAGE }]);
});

test('a session that cannot be opened is tried again, sooner when the network is back', async () => {
  const stage = new Stage();
  stage.server.session = new ServerError(null, 0);
  stage.desk.start();
  await settled();
  expect(stage.desk.store.state.line).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stage.server.asked).toHaveLength(2);
  stage.wake();
  await settled();
  expect(stage.server.asked).toHaveLength(3);
  stage.server.session = { token: 'token-1', settings: stage.desk.store.state.settings as never };
  await vi.advanceTimersByTimeAsync(3_000);
  expect(stage.sockets).toHaveLength(1);
});

test('a message is shown at once, sent once, and replaced by its frame', async () => {
  const stage = new Stage();
  await stage.online();
  stage.desk.say(HELLO, HELLO);
  const id = idOf(stage);
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  expect(stage.socket.of('send')).toEqual([
    { type: 'send', id, say: HELLO, meta: { fields: [], tags: [] }, conversation: 'c1' },
  ]);
  stage.socket.say({ type: 'done', id, conversation: 'c1', seq: 2, at: 1 });
  stage.socket.say(news(0, 2, [text(2, 'hello', { author: ME, command: id })]));
  expect(stage.desk.store.state.pending).toEqual([]);
  expect(stage.desk.store.state.items).toHaveLength(1);
});

test('what is written offline waits and goes out in order, with the ids it was given', async () => {
  const stage = new Stage();
  await stage.online();
  stage.socket.lose();
  stage.desk.say({ type: 'text', text: 'one' }, HELLO);
  vi.advanceTimersByTime(1);
  stage.desk.say({ type: 'text', text: 'two' }, HELLO);
  const ids = stage.desk.store.state.pending.map((one) => one.id);
  vi.advanceTimersByTime(1_000);
  stage.socket.open();
  stage.socket.say(welcome(null));
  expect(stage.socket.of('send').map((frame) => frame.id)).toEqual(ids.slice(0, 1));
  stage.socket.say({ type: 'done', id: ids[0] ?? '', conversation: 'c1', seq: 2, at: 1 });
  expect(stage.socket.of('send').map((frame) => frame.id)).toEqual(ids);
});

test('what was on its way when the line broke is sent again under the same id', async () => {
  const stage = new Stage();
  await stage.online(welcome(conversation(4, [text(4, 'hi')])));
  stage.desk.say(HELLO, HELLO);
  const id = idOf(stage);
  stage.socket.lose();
  vi.advanceTimersByTime(1_000);
  stage.socket.open();
  expect(stage.socket.sent[0]).toMatchObject({ type: 'hello', conversation: 'c1', epoch: 1, seq: 4 });
  stage.socket.say(welcome(null));
  expect(stage.socket.of('send').map((frame) => frame.id)).toEqual([id]);
  stage.socket.say(news(4, 5, [text(5, 'hello', { author: ME, command: id })]));
  stage.socket.say({ type: 'done', id, conversation: 'c1', seq: 5, at: 1 });
  expect(stage.desk.store.state.pending).toEqual([]);
});

test('what the snapshot already has is not sent again', async () => {
  const stage = new Stage();
  await stage.online();
  stage.desk.say(HELLO, HELLO);
  const id = idOf(stage);
  stage.socket.lose();
  vi.advanceTimersByTime(1_000);
  stage.socket.open();
  stage.socket.say(welcome(conversation(2, [text(2, 'hello', { author: ME, command: id })])));
  expect(stage.socket.of('send')).toEqual([]);
  expect(stage.desk.store.state.pending).toEqual([]);
});

test('unsent messages outlive the page and are forgotten once they are recorded', async () => {
  const storage = new FakeStorage();
  const before = new Stage(storage);
  before.desk.say(HELLO, HELLO);
  const id = idOf(before);
  const after = new Stage(storage);
  expect(idOf(after)).toBe(id);
  await after.online();
  expect(after.socket.of('send').map((frame) => frame.id)).toEqual([id]);
  after.socket.say({ type: 'done', id, conversation: 'c1', seq: 2, at: 1 });
  expect(new Stage(storage).desk.store.state.pending).toEqual([]);
});

test('a tab never forgets what another tab has to send', async () => {
  const storage = new FakeStorage();
  const one = new Stage(storage);
  const other = new Stage(storage);
  one.desk.say(HELLO, HELLO);
  await other.online();
  other.desk.say(HELLO, HELLO);
  other.socket.say({ type: 'done', id: idOf(other), conversation: 'c1', seq: 2, at: 1 });
  expect(one.keep.unsent().map((kept) => kept.id)).toEqual([idOf(one)]);
});

test('too much waiting is said, not lost in silence', () => {
  const stage = new Stage();
  for (let count = 0; count < UNSENT_LIMIT; count += 1) expect(stage.desk.say(HELLO, HELLO)).toBe(true);
  expect(stage.desk.say(HELLO, HELLO)).toBe(false);
});

test('without storage it works all the same, for this page', async () => {
  const storage = new FakeStorage();
  storage.full = true;
  const stage = new Stage(storage);
  await stage.online();
  stage.desk.say(HELLO, HELLO);
  expect(stage.socket.of('send')).toHaveLength(1);
});

test('a refused message stays and can be sent again', async () => {
  const stage = new Stage();
  await stage.online();
  stage.desk.say(HELLO, HELLO);
  const id = idOf(stage);
  stage.socket.say({ type: 'refused', id, error: { code: 'text_too_long', message: '' } });
  expect(stage.desk.store.state.pending[0]?.phase).toEqual({ is: 'refused', code: 'text_too_long' });
  stage.desk.retry(id);
  expect(stage.socket.of('send').map((frame) => frame.id)).toEqual([id, id]);
  stage.desk.drop(id);
  expect(stage.desk.store.state.pending).toEqual([]);
  expect(stage.keep.unsent()).toEqual([]);
});

test('a busy server is tried again by itself, but not for ever', async () => {
  const stage = new Stage();
  await stage.online();
  stage.desk.say(HELLO, HELLO);
  const id = idOf(stage);
  const busy = { type: 'refused', id, error: { code: 'busy', message: '', retry_after_ms: 800 } } as const;
  for (let round = 1; round <= 8; round += 1) {
    stage.socket.say(busy);
    expect(stage.desk.store.state.pending[0]?.phase.is).toBe('waiting');
    vi.advanceTimersByTime(800);
    expect(stage.socket.of('send')).toHaveLength(1 + round);
  }
  stage.socket.say(busy);
  expect(stage.desk.store.state.pending[0]?.phase.is).toBe('refused');
  stage.desk.dispose();
});

test('many that waited go out one after another, also past a server that wants them slower', async () => {
  const stage = new Stage();
  for (let count = 0; count < 10; count += 1) {
    vi.advanceTimersByTime(1);
    stage.desk.say({ type: 'text', text: `${count}` }, HELLO);
  }
  const ids = stage.desk.store.state.pending.map((one) => one.id);
  await stage.online();
  const recorded: string[] = [];
  for (let asked = 0; recorded.length < 10 && asked < 20; asked += 1) {
    const sent = stage.socket.of('send');
    expect(sent).toHaveLength(asked + 1);
    const id = sent[asked]?.id ?? '';
    if (asked % 3 === 2) {
      stage.socket.say({
        type: 'refused',
        id,
        error: { code: 'too_many_requests', message: '', retry_after_ms: 3_000 },
      });
      vi.advanceTimersByTime(3_000);
    } else {
      recorded.push(id);
      stage.socket.say({ type: 'done', id, conversation: 'c1', seq: 0, at: 1 });
    }
  }
  expect(recorded).toEqual(ids);
  stage.desk.dispose();
});

test('a message that gets no answer on a living line is sent again on a new one', async () => {
  const stage = new Stage();
  await stage.online();
  stage.desk.say(HELLO, HELLO);
  const id = idOf(stage);
  vi.advanceTimersByTime(20_000);
  expect(stage.sockets).toHaveLength(2);
  stage.socket.open();
  stage.socket.say(welcome(null));
  expect(stage.socket.of('send').map((frame) => frame.id)).toEqual([id]);
  stage.desk.dispose();
});

test('a server on its way down does not say how long: the message is tried again all the same', async () => {
  const stage = new Stage();
  await stage.online();
  stage.desk.say(HELLO, HELLO);
  const id = idOf(stage);
  stage.socket.say({ type: 'refused', id, error: { code: 'draining', message: '' } });
  vi.advanceTimersByTime(2_000);
  expect(stage.socket.of('send').map((frame) => frame.id)).toEqual([id, id]);
  stage.desk.dispose();
});

test('a refused wish for a human leaves nothing invisible behind', async () => {
  const stage = new Stage();
  await stage.online();
  stage.desk.say({ type: 'talk_to_human' }, null);
  stage.socket.say({ type: 'refused', id: idOf(stage), error: { code: 'session_ended', message: '' } });
  expect(stage.desk.store.state.pending).toEqual([]);
});

test('a gap: connects anew and resumes from what is there', async () => {
  const stage = new Stage();
  await stage.online(welcome(conversation(4, [text(4, 'hi')])));
  vi.advanceTimersByTime(6_000);
  stage.socket.say(news(7, 8, [text(8, 'too early')]));
  expect(stage.sockets).toHaveLength(2);
  stage.socket.open();
  expect(stage.socket.sent[0]).toMatchObject({ type: 'hello', conversation: 'c1', epoch: 1, seq: 4 });
  stage.socket.say(welcome(null));
  stage.socket.say(news(4, 8, [text(6, 'missed'), text(8, 'too early')]));
  expect(stage.desk.store.state.items.map((item) => item.seq)).toEqual([4, 6, 8]);
});

test('another conversation: asks for whatever there is', async () => {
  const stage = new Stage();
  await stage.online(welcome(conversation(4, [text(4, 'hi')])));
  vi.advanceTimersByTime(6_000);
  stage.socket.say(news(0, 1, [text(1, 'new')], 'c2'));
  stage.socket.open();
  expect(stage.socket.sent[0]).toMatchObject({ conversation: null, epoch: null, seq: null });
});

test('delivered when items arrive, read only when somebody can be looking; each throttled', async () => {
  const stage = new Stage();
  await stage.online(welcome(conversation(4, [text(4, 'hi')])));
  expect(stage.socket.of('delivered')).toEqual([{ type: 'delivered', seq: 4 }]);
  expect(stage.socket.of('read')).toEqual([]);
  stage.socket.say(news(4, 5, [text(5, 'a')]));
  stage.socket.say(news(5, 6, [text(6, 'b')]));
  expect(stage.socket.of('delivered')).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  expect(stage.socket.of('delivered').at(-1)).toEqual({ type: 'delivered', seq: 6 });
  vi.advanceTimersByTime(1_000);
  stage.seen = true;
  stage.desk.looked();
  expect(stage.socket.of('read')).toEqual([]);
  stage.seen = false;
  vi.advanceTimersByTime(1_000);
  expect(stage.socket.of('read'), 'a glance is no reading').toEqual([]);
  stage.seen = true;
  stage.desk.looked();
  vi.advanceTimersByTime(1_000);
  expect(stage.socket.of('read')).toEqual([{ type: 'read', seq: 6 }]);
  expect(stage.desk.store.state.marks.end_user_read).toBe(6);
  stage.desk.dispose();
});

test('one’s own messages need no receipt', async () => {
  const stage = new Stage();
  stage.seen = true;
  await stage.online(welcome(conversation(4, [text(4, 'me', { author: ME })])));
  expect(stage.socket.sent.map((frame) => frame.type)).toEqual(['hello']);
});

test('receipts that a lost line may have swallowed are given again', async () => {
  const stage = new Stage();
  stage.seen = true;
  await stage.online(welcome(conversation(4, [text(4, 'hi')])));
  vi.advanceTimersByTime(2_000);
  expect(stage.socket.of('read')).toHaveLength(1);
  stage.socket.lose();
  vi.advanceTimersByTime(1_000);
  stage.socket.open();
  stage.socket.say(welcome(null));
  vi.advanceTimersByTime(1_000);
  expect(stage.socket.of('read')).toEqual([{ type: 'read', seq: 4 }]);
  stage.desk.dispose();
});

test('keystrokes become few typing frames', async () => {
  const stage = new Stage();
  await stage.online();
  for (let key = 0; key < 20; key += 1) {
    stage.desk.keystroke();
    vi.advanceTimersByTime(100);
  }
  expect(stage.socket.of('typing')).toEqual([{ type: 'typing', active: true }]);
  vi.advanceTimersByTime(4_000);
  expect(stage.socket.of('typing').at(-1)).toEqual({ type: 'typing', active: false });
  stage.desk.keystroke();
  stage.desk.say(HELLO, HELLO);
  expect(stage.socket.of('typing').map((frame) => frame.active)).toEqual([true, false, true, false]);
});

test('a typing sign that is not renewed goes out', async () => {
  const stage = new Stage();
  await stage.online();
  stage.socket.say({ type: 'typing', name: 'Marie', active: true });
  expect(stage.desk.store.state.typing).toBe('Marie');
  vi.advanceTimersByTime(5_000);
  expect(stage.desk.store.state.typing).toBeNull();
});

test('signed out: a new session; another end user starts with an empty page', async () => {
  const stage = new Stage();
  await stage.online(welcome(conversation(4, [text(4, 'hi')])));
  stage.server.session = { token: 'token-2', settings: stage.desk.store.state.settings as never };
  stage.socket.lose(4401);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stage.server.asked.at(-1)).toEqual(['session', { token: 'token-1', locale: 'en', page: PAGE }]);
  expect(stage.desk.store.state.items).toEqual([]);
  stage.socket.open();
  expect(stage.socket.sent[0]).toMatchObject({ token: 'token-2', conversation: null });
});

test('a refused hello is the same as being signed out', async () => {
  const stage = new Stage();
  stage.desk.start();
  await settled();
  stage.socket.open();
  stage.socket.say({ type: 'refused', id: null, error: { code: 'not_signed_in', message: '' } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stage.sockets).toHaveLength(2);
});

test('what was resumed may be what was refused: the next hello asks for whatever there is', async () => {
  const stage = new Stage();
  await stage.online(welcome(conversation(4, [text(4, 'hi')])));
  stage.socket.lose(4401);
  await vi.advanceTimersByTimeAsync(1_000);
  stage.socket.open();
  expect(stage.socket.sent[0]).toMatchObject({
    token: 'token-1',
    conversation: null,
    epoch: null,
    seq: null,
  });
});

test('a protocol error stops for good', async () => {
  const stage = new Stage();
  await stage.online();
  stage.socket.lose(4400);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(stage.desk.store.state.line).toBe('stopped');
  expect(stage.sockets).toHaveLength(1);
});

test('older items are asked for from the oldest that is there', async () => {
  const stage = new Stage();
  await stage.online(welcome(conversation(9, [text(8, 'a'), text(9, 'b')], { more: true })));
  stage.server.page = { items: [text(3, 'old')], more: false };
  await stage.desk.loadOlder();
  expect(stage.server.asked.at(-1)).toEqual(['older', 'token-1', 'c1', 8, 50]);
  expect(stage.desk.store.state.items.map((item) => item.seq)).toEqual([3, 8, 9]);
});

test('what the host page says goes with the next message and stays with it', async () => {
  const stage = new Stage();
  stage.desk.meta = { fields: [{ field: 7, value: 'gold' }], tags: ['vip'] };
  stage.desk.say(HELLO, HELLO);
  stage.desk.meta = { fields: [], tags: [] };
  await stage.online();
  expect(stage.socket.of('send')[0]?.meta).toEqual({ fields: [{ field: 7, value: 'gold' }], tags: ['vip'] });
});

test('disposed of: no timer, no socket, no attempt is left', async () => {
  const stage = new Stage();
  stage.seen = true;
  await stage.online(welcome(conversation(4, [text(4, 'hi')])));
  stage.socket.say({ type: 'typing', name: 'Marie', active: true });
  stage.desk.keystroke();
  stage.desk.dispose();
  expect(vi.getTimerCount()).toBe(0);
  expect(stage.socket.readyState).toBe(3);
});

test('a server that says when to come again is not asked before', async () => {
  const stage = new Stage();
  stage.server.session = new ServerError('too_many_requests', 20_000);
  stage.desk.start();
  await settled();
  await vi.advanceTimersByTimeAsync(19_000);
  expect(stage.server.asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stage.server.asked).toHaveLength(2);
  stage.desk.dispose();
});

test('a widget that the server does not know is not asked for again', async () => {
  const stage = new Stage();
  stage.server.session = new ServerError('not_found', 0);
  stage.desk.start();
  await settled();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(stage.server.asked).toHaveLength(1);
  expect(stage.desk.store.state.unknownWidget).toBe(true);
});

test('a device whose clock is wrong: what is written stands where it belongs', async () => {
  const stage = new Stage();
  vi.setSystemTime(1_000_000_000_000);
  stage.desk.start();
  await settled();
  stage.socket.open();
  stage.socket.say({ ...welcome(), now: 1_700_000_000_000 } as never);
  stage.desk.say(HELLO, HELLO);
  expect(stage.desk.store.state.pending[0]?.at).toBe(1_700_000_000_000);
  stage.desk.dispose();
});
