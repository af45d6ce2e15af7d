import type { WidgetConversationRow, WidgetServerFrame } from '@frontdesk/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  conversation,
  HEAD,
  MARIE,
  ME,
  message,
  news,
  SETTINGS,
  text,
  welcome,
} from '../../testing/samples.ts';
import { Stage } from '../../testing/stage.ts';
import { Times } from '../text/times.ts';
import { en } from '../words/en.ts';
import { ListModel } from './list.ts';
import { ThreadModel } from './thread.ts';

const HELLO = { type: 'text', text: 'hello' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_100_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** As the server greets where end users may have several conversations. */
function several(frame: WidgetServerFrame, current = 'c1'): WidgetServerFrame {
  if (frame.type !== 'welcome') throw new Error('not a welcome');
  return { ...frame, current, settings: { ...SETTINGS, conversations: 'multi' } };
}

function row(id: string, at: number, more: Partial<WidgetConversationRow> = {}): WidgetConversationRow {
  const last = message(1, HELLO, { author: MARIE, at });
  if (last.kind !== 'message') throw new Error('not a message');
  const head = { ...HEAD, conversation: id };
  return { id, started_at: at, last_at: at, last, unread: 0, head, ...more };
}

const at = (seconds: number) => 1_700_000_000_000 + seconds * 1_000;
const ended = (id: string) => ({ ...HEAD, conversation: id, ended: true });

async function listed(rows: WidgetConversationRow[], greeting = several(welcome())) {
  const stage = new Stage();
  const times = new Times('en-GB', en);
  const list = new ListModel(stage.desk, en, times);
  const thread = new ThreadModel(stage.desk, en, times);
  await stage.online(greeting);
  stage.socket.say({ type: 'conversations', conversations: rows, more: false });
  return { stage, list, thread };
}

test('one conversation only: there is no list', async () => {
  const { list } = await listed([row('c1', at(1))], welcome());
  expect(list.snapshot).toMatchObject({ several: false, place: 'thread', rows: [] });
});

test('the newest message first, with who said it, what is unread and what has ended', async () => {
  const { list } = await listed([
    row('c3', at(3), { head: ended('c3') }),
    row('c2', at(9), { unread: 2 }),
    row('c0', at(5), { head: ended('c0') }),
  ]);
  expect(list.snapshot.rows.map(({ id, preview, unread, ended }) => [id, preview, unread, ended])).toEqual([
    ['c2', 'Marie Laurent: hello', 2, false],
    ['c0', 'Marie Laurent: hello', 0, true],
    ['c3', 'Marie Laurent: hello', 0, true],
  ]);
  expect(list.snapshot.rows[0]?.face).toEqual({ who: 'agent', initials: 'ML' });
  expect(list.snapshot.unreadElsewhere).toBe(0);
});

test('one is led to the newest conversation that has not ended', async () => {
  const { stage, list } = await listed([row('c9', at(9), { head: ended('c9') }), row('c5', at(5))]);
  expect(list.snapshot.place).toBe('thread');
  expect(stage.socket.of('hello').at(-1)).toMatchObject({ conversation: 'c5', epoch: null, seq: null });
  stage.socket.say(several(welcome(conversation(4, [text(4, 'hi')], { id: 'c5' })), 'c5'));
  expect(stage.desk.store.state).toMatchObject({ current: 'c5', conversation: 'c5', seq: 4 });
});

test('to the list where all have ended, and into a new one from there', async () => {
  const { stage, list } = await listed([row('c2', at(9), { head: ended('c2') })]);
  expect(list.snapshot.place).toBe('list');
  list.open('c2');
  stage.socket.say(several(welcome(conversation(4, [text(4, 'hi')], { id: 'c2', head: ended('c2') })), 'c2'));
  expect(list.snapshot).toMatchObject({ place: 'thread', over: true });
  list.startAnew();
  expect(stage.socket.of('hello').at(-1)).toMatchObject({ conversation: null, start: true });
  stage.socket.say(several(welcome(), 'c7'));
  expect(list.snapshot).toMatchObject({ place: 'thread', over: false });
  expect(stage.desk.store.state).toMatchObject({ current: 'c7', conversation: null, items: [] });
});

test('a message belongs to the conversation it was written in, wherever one goes before it is sent', async () => {
  const { stage, list, thread } = await listed([row('c1', at(9)), row('c2', at(3))]);
  stage.socket.say(several(welcome(conversation(4, [text(4, 'hi')])), 'c1'));
  stage.socket.lose();
  stage.desk.say(HELLO, HELLO);
  list.open('c2');
  expect(thread.snapshot.is).not.toBe('ready');
  vi.advanceTimersByTime(1_000);
  stage.socket.open();
  expect(stage.socket.of('hello')[0]).toMatchObject({ conversation: 'c2' });
  stage.socket.say(several(welcome(conversation(4, [text(4, 'there')], { id: 'c2' })), 'c2'));
  expect(stage.socket.of('send').map((frame) => [frame.conversation, frame.say])).toEqual([['c1', HELLO]]);
  const id = stage.desk.store.state.pending[0]?.id ?? '';
  stage.socket.say({ type: 'done', id, conversation: 'c1', seq: 9, at: 1 });
  expect(stage.desk.store.state.pending).toEqual([]);
  stage.desk.dispose();
});

test('what the conversation that was left still says is no gap, and what others say is counted', async () => {
  const { stage, list } = await listed([row('c1', at(9)), row('c2', at(3))]);
  stage.socket.say(several(welcome(conversation(4, [text(4, 'hi', { author: ME })])), 'c1'));
  list.open('c2');
  stage.socket.say(news(4, 5, [text(5, 'late')], 'c1'));
  stage.socket.say(several(welcome(conversation(4, [text(4, 'there')], { id: 'c2' })), 'c2'));
  stage.socket.say({ type: 'listed', row: row('c1', at(20), { unread: 1 }) });
  expect(stage.sockets).toHaveLength(1);
  expect(list.snapshot.unreadElsewhere).toBe(1);
  expect(list.snapshot.rows.map(({ id }) => id)).toEqual(['c1', 'c2']);
  stage.desk.dispose();
});

test('a conversation that is not there any more: to where a new one begins', async () => {
  const { stage, list } = await listed([row('c1', at(9)), row('c2', at(3))]);
  list.open('c2');
  stage.socket.say({ type: 'refused', id: null, error: { code: 'not_found', message: '' } });
  expect(stage.socket.of('hello').at(-1)).toMatchObject({ conversation: null });
  stage.socket.say(several(welcome(), 'c1'));
  expect(stage.desk.store.state).toMatchObject({ current: 'c1', welcomed: true });
});
