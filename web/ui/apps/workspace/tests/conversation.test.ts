import { fromSnapshot } from '@frontdesk/client/desk';
import type { AgentItem } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { KEEP_ITEMS, TRIM_SLACK } from '../src/models/conversation';
import { entriesOf, sameEntry } from '../src/models/entries';
import { READ_EVERY_MS } from '../src/models/reader';
import { C, frame, head, message, NO_MARKS, openRoom, snapshot } from './kit';

type Room = Awaited<ReturnType<typeof openRoom>>['room'];

const kinds = (room: Room) => {
  const now = room.conversation.snapshot();
  return now.is === 'ready' ? now.entries.map((entry) => entry.is) : [now.is];
};

const READ = { ...NO_MARKS, agent_read: 2 };

test('what was not seen stands below the line of new messages', async () => {
  const { room } = await openRoom({ seq: 4, items: [1, 2, 3, 4].map((seq) => message(seq)), marks: READ });
  expect(kinds(room)).toEqual(['day', 'message', 'message', 'new', 'message', 'message']);
});

test('what arrives before the reader’s eyes is not new', async () => {
  const { room, server } = await openRoom({ marks: READ });
  server.say(frame({ from: 2, seq: 3, items: [message(3)] }));
  expect(kinds(room)).toEqual(['day', 'message', 'message', 'message']);
});

test('what arrives while nobody looks is new, until the reader has come and gone', async () => {
  const { room, server, attention } = await openRoom({ marks: READ });
  attention.set(false);
  server.say(frame({ from: 2, seq: 3, items: [message(3)] }));
  expect(kinds(room)).toContain('new');
  attention.set(true);
  expect(kinds(room)).toContain('new');
  attention.set(false);
  expect(kinds(room)).not.toContain('new');
});

test('reads are marked when the conversation is looked at, once for a burst', async () => {
  const { server } = await openRoom({ marks: READ });
  for (const seq of [3, 4, 5]) server.say(frame({ from: seq - 1, seq, items: [message(seq)] }));
  expect(server.sent('command')).toEqual([]);
  server.timers.advance(READ_EVERY_MS);
  expect(server.sent('command').map(({ command }) => command)).toEqual([
    { do: 'read', conversation: C, seq: 5 },
  ]);
});

test('nothing is marked as read while nobody looks, nor on another’s ticket', async () => {
  const away = await openRoom({ marks: READ });
  away.attention.set(false);
  away.server.say(frame({ from: 2, seq: 3, items: [message(3)] }));
  away.server.timers.advance(READ_EVERY_MS * 5);
  expect(away.server.sent('command')).toEqual([]);
  away.attention.set(true);
  away.server.timers.advance(READ_EVERY_MS);
  expect(away.server.sent('command')).toHaveLength(1);

  const ticket = head().ticket;
  const foreign = await openRoom({ head: head({ ticket: ticket && { ...ticket, assignee: 3 } }) });
  foreign.server.timers.advance(READ_EVERY_MS * 5);
  expect(foreign.server.sent('command')).toEqual([]);
});

test('one’s own message stands there at once and is replaced in its place by the server’s', async () => {
  const { room, server } = await openRoom();
  room.composer.setText('on its way');
  room.composer.send();
  const keyOf = () => {
    const now = room.conversation.snapshot();
    return now.is === 'ready' ? now.entries.at(-1) : null;
  };
  const pending = keyOf();
  expect(pending).toMatchObject({ is: 'pending', refused: null });
  const command = server.sent('command')[0]?.id ?? '';
  const author = { kind: 'agent', id: 2, name: 'Marie' } as const;
  server.say(frame({ from: 2, seq: 3, items: [message(3, { command, author })] }));
  expect(keyOf()).toMatchObject({ is: 'message', key: pending?.key, delivery: { state: 'sent' } });
  expect(kinds(room).filter((kind) => kind === 'pending')).toEqual([]);
});

test('a refused message says why, and can go again or back into the box', async () => {
  const { room, server } = await openRoom();
  room.composer.setText('first');
  room.composer.send();
  const id = server.sent('command')[0]?.id ?? '';
  server.say({ type: 'refused', id, error: { code: 'session_ended', message: '' } });
  const last = () => {
    const now = room.conversation.snapshot();
    return now.is === 'ready' ? now.entries.at(-1) : null;
  };
  expect(last()).toMatchObject({ is: 'pending', refused: { code: 'session_ended' } });
  room.conversation.sendAgain(id);
  const again = server.sent('command')[1];
  expect(again?.command).toMatchObject({ do: 'reply', text: 'first' });
  expect(again?.id).not.toBe(id);
  server.say({ type: 'refused', id: again?.id ?? '', error: { code: 'session_ended', message: '' } });
  room.composer.setText('typed since');
  room.composer.takeBack(again?.id ?? '');
  expect(room.composer.snapshot().text).toBe('first\ntyped since');
  expect(last()).toMatchObject({ is: 'message' });
});

test('the filter and the log of events choose what is shown', () => {
  const items: AgentItem[] = [
    { kind: 'activity', seq: 1, at: 0, activity: { what: 'bot_met' } },
    message(2, { at: 0 }),
    message(3, { at: 0, internal: true, author: { kind: 'agent', id: 2, name: 'Marie' } }),
    { kind: 'activity', seq: 4, at: 0, activity: { what: 'handed_off', ticket: 41, group: null } },
  ];
  const conversation = fromSnapshot(snapshot({ seq: 4, items }));
  const keys = (filter: 'all' | 'public' | 'internal', events: boolean) =>
    entriesOf(conversation, [], { filter, events, newFrom: null }, () => 'd').map((entry) => entry.key);
  expect(keys('all', false)).toEqual(['day-d', 'm2', 'm3', 'a4']);
  expect(keys('public', false)).toEqual(['day-d', 'm2']);
  expect(keys('internal', false)).toEqual(['day-d', 'm3']);
  expect(keys('all', true)).toEqual(['day-d', 'a1', 'm2', 'm3', 'a4']);
});

test('the end user’s messages and internal notes carry no delivery state', () => {
  const author = { kind: 'agent', id: 2, name: 'Marie' } as const;
  const conversation = fromSnapshot(
    snapshot({ seq: 3, items: [message(1), message(2, { author, internal: true }), message(3, { author })] }),
  );
  const entries = entriesOf(conversation, [], { filter: 'all', events: false, newFrom: null }, () => 'd');
  expect(entries.map((entry) => entry.is === 'message' && entry.delivery?.state)).toEqual([
    false,
    undefined,
    undefined,
    'sent',
  ]);
});

test('a text and its files are two messages of one command, each with a place of its own', () => {
  const author = { kind: 'agent', id: 2, name: 'Marie' } as const;
  const items = [message(1, { author, command: 'x' }), message(2, { author, command: 'x' })];
  const entries = entriesOf(
    fromSnapshot(snapshot({ seq: 2, items })),
    [],
    { filter: 'all', events: false, newFrom: null },
    () => 'd',
  );
  expect(entries.map((entry) => entry.key)).toEqual(['day-d', 'cx', 'm2']);
});

test('a conversation that goes on all day holds only its newest messages, unless somebody reads further up', async () => {
  const { room, server } = await openRoom({ marks: READ });
  const held = () => {
    const now = room.conversation.snapshot();
    return now.is === 'ready' ? now.items.length : 0;
  };
  const most = KEEP_ITEMS + TRIM_SLACK;
  for (let seq = 3; seq < 2 * most; seq += 1)
    server.say(frame({ from: seq - 1, seq, items: [message(seq)] }));
  expect(held()).toBeLessThanOrEqual(most);
  room.conversation.setAtEnd(false);
  for (let seq = 2 * most; seq < 4 * most; seq += 1)
    server.say(frame({ from: seq - 1, seq, items: [message(seq)] }));
  expect(held()).toBeGreaterThan(most);
});

test('pages of older messages grow while the reader goes on upwards, and begin small again', async () => {
  const { room, server } = await openRoom({ seq: 2_000, items: [message(2_000)], more: true });
  server.answers[`/desk/v1/conversations/${C}/items`] = { items: [], more: true };
  const limits = () => server.asked.flatMap((url) => /limit=(\d+)/.exec(url)?.[1] ?? []).map(Number);
  room.conversation.setAtEnd(false);
  for (let page = 0; page < 4; page += 1) await room.conversation.loadOlder();
  expect(limits()).toEqual([60, 120, 200, 200]);
  room.conversation.setAtEnd(true);
  await room.conversation.loadOlder();
  expect(limits().at(-1)).toBe(60);
});

test('lines stay as they are while older ones are on their way', async () => {
  const { room } = await openRoom({ more: true });
  const lines = () => {
    const now = room.conversation.snapshot();
    return now.is === 'ready' ? now.entries : null;
  };
  const before = lines();
  const page = room.conversation.loadOlder();
  expect(room.conversation.snapshot()).toMatchObject({ older: 'loading' });
  expect(lines()).toBe(before);
  await page;
});

test('a line is the same until something of it changes', () => {
  const was = fromSnapshot(snapshot({ items: [1, 2].map((seq) => message(seq)) }));
  const reading = { filter: 'all', events: false, newFrom: null } as const;
  const lines = () => entriesOf(was, [], reading, () => 'a day');
  const ours = message(2, { author: { kind: 'agent', id: 2, name: 'Marie' } });
  const changed = entriesOf({ ...was, items: [message(1), ours] }, [], reading, () => 'a day');
  const [day, first, second] = lines();
  const same = lines().map((line, at) => sameEntry(line, [day, first, second][at] as typeof line));
  expect(same).toEqual([true, true, true]);
  expect(changed.map((line, at) => sameEntry(line, [day, first, second][at] as typeof line))[2]).toBe(false);
});
