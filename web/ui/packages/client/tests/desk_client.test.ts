import { describe, expect, test } from 'vitest';
import { memoryShelf } from '../src/surroundings';
import { FakeServer } from './fake_server';
import { C, frame, message, snapshot, welcome } from './fixtures';

const AT = `/desk/v1/conversations/${C}`;

async function opened() {
  const server = new FakeServer();
  const client = server.client();
  client.start();
  server.greet();
  server.answers[AT] = snapshot({ seq: 2, items: [message(1), message(2)] });
  const release = client.hold(C);
  await server.settle();
  const held = () => {
    const slot = client.store.state.conversations.get(C);
    return slot?.is === 'ready' ? slot.conversation : null;
  };
  return { server, client, release, held };
}

describe('a conversation that is held', () => {
  test('is fetched, then watched from where the snapshot ends', async () => {
    const { server, held } = await opened();
    expect(held()?.seq).toBe(2);
    expect(server.sent('watch')).toEqual([{ type: 'watch', conversation: C, seq: 2 }]);
  });

  test('asks once for a gap, however many frames show it, and again for the next', async () => {
    const { server, held } = await opened();
    server.say(
      frame({ from: 3, seq: 4, items: [message(4)] }),
      frame({ from: 4, seq: 5, items: [message(5)] }),
    );
    expect(server.sent('watch').slice(1)).toEqual([{ type: 'watch', conversation: C, seq: 2 }]);
    server.say(frame({ from: 2, seq: 5, items: [message(3), message(4), message(5)] }));
    expect(held()?.items.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5]);
    server.say(frame({ from: 8, seq: 9 }));
    expect(server.sent('watch').slice(2)).toEqual([{ type: 'watch', conversation: C, seq: 5 }]);
  });

  test('is resumed after the line was cut, with the epoch and what was applied', async () => {
    const { server } = await opened();
    server.say(frame({ from: 2, seq: 3, items: [message(3)] }));
    server.cut();
    server.greet();
    expect(server.sent('hello')).toEqual([{ type: 'hello', epoch: 1, watch: [{ conversation: C, seq: 3 }] }]);
    expect(server.sent('watch')).toEqual([]);
    expect(server.asked.filter((url) => url.includes('/conversations/'))).toHaveLength(1);
  });

  test('is fetched anew when the epoch changed', async () => {
    const { server, held } = await opened();
    server.cut();
    server.answers[AT] = snapshot({ epoch: 2, seq: 7, items: [message(7)] });
    server.greet(2);
    await server.settle();
    expect(held()?.seq).toBe(7);
    expect(server.sent('watch')).toEqual([{ type: 'watch', conversation: C, seq: 7 }]);
  });

  test('that was fetched before the first welcome is watched after it', async () => {
    const server = new FakeServer();
    const client = server.client();
    client.start();
    server.answers[AT] = snapshot({ seq: 2 });
    client.hold(C);
    await server.settle();
    server.greet();
    expect(server.sent('watch')).toEqual([{ type: 'watch', conversation: C, seq: 2 }]);
  });

  test('is let go with its last holder', async () => {
    const { server, client, release } = await opened();
    const other = client.hold(C);
    release();
    release();
    expect(server.sent('unwatch')).toEqual([]);
    other();
    expect(server.sent('unwatch')).toEqual([{ type: 'unwatch', conversation: C }]);
    expect(client.store.state.conversations.size).toBe(0);
  });

  test('that could not be fetched says so, and is tried again with the next connection', async () => {
    const server = new FakeServer();
    const client = server.client();
    client.start();
    server.greet();
    client.hold(C);
    await server.settle();
    expect(client.store.state.conversations.get(C)).toMatchObject({
      is: 'failed',
      failure: { is: 'refused', status: 404 },
    });
    server.answers[AT] = snapshot();
    server.cut();
    server.greet();
    await server.settle();
    expect(client.store.state.conversations.get(C)?.is).toBe('ready');
  });

  test('older items come page by page', async () => {
    const { server, client, held } = await opened();
    server.answers[AT] = snapshot({ seq: 9, items: [message(8), message(9)], more: true });
    client.retry(C);
    await server.settle();
    delete server.answers[AT];
    server.answers[`${AT}/items?before=8`] = { items: [message(6), message(7)], more: false };
    expect(await client.loadOlder(C)).toBeNull();
    expect(held()?.items.map((item) => item.seq)).toEqual([6, 7, 8, 9]);
    const asked = server.asked.length;
    expect(await client.loadOlder(C)).toBeNull();
    expect(server.asked).toHaveLength(asked);
  });
});

describe('commands', () => {
  test('an answer settles its own command', async () => {
    const { server, client } = await opened();
    const taken = client.run({ do: 'take', conversation: C });
    const id = server.sent('command')[0]?.id ?? '';
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    const error = { code: 'already_assigned', message: '', winner: 'Yannis' } as const;
    server.say({ type: 'refused', id: 'somebody-elses', error }, { type: 'refused', id, error });
    expect(await taken).toEqual({ is: 'refused', error });
  });

  test('what was not answered is sent again with the same id, in the same order, after a cut', async () => {
    const { server, client } = await opened();
    void client.run({ do: 'note', conversation: C, text: 'one', files: [] });
    void client.run({ do: 'submit', conversation: C, status: 'solved' });
    const first = server.sent('command');
    server.socket.onclose?.({ code: 1006 } as CloseEvent);
    void client.run({ do: 'note', conversation: C, text: 'while away', files: [] });
    server.timers.advance(20_000);
    server.greet();
    const again = server.sent('command');
    expect(again.slice(0, 2)).toEqual(first);
    expect(again).toHaveLength(3);
  });

  test('a message that was carried by a frame is not sent again', async () => {
    const { server, client } = await opened();
    void client.run({ do: 'note', conversation: C, text: 'one', files: [] });
    const id = server.sent('command')[0]?.id ?? '';
    server.say(frame({ from: 2, seq: 3, items: [message(3, { command: id })] }));
    server.cut();
    server.greet();
    expect(server.sent('command')).toEqual([]);
  });

  test('messages survive a reload of the tab; commands of the moment do not', async () => {
    const server = new FakeServer();
    const shelf = memoryShelf();
    const before = server.client(shelf);
    void before.run({ do: 'reply', conversation: C, text: 'unsent', files: [], submit_as: null });
    void before.run({ do: 'set_status', status: 'away', agent: null });
    const kept = before.store.state.commands[0];
    const after = server.client(shelf);
    expect(after.store.state.commands).toEqual([kept]);
    after.start();
    server.greet();
    expect(server.sent('command')).toEqual([{ type: 'command', id: kept?.id, command: kept?.command }]);
  });

  test('only the newest read mark of a conversation waits', async () => {
    const server = new FakeServer();
    const client = server.client();
    void client.run({ do: 'read', conversation: C, seq: 3 });
    void client.run({ do: 'read', conversation: C, seq: 8 });
    expect(client.store.state.commands.map(({ command }) => command)).toEqual([
      { do: 'read', conversation: C, seq: 8 },
    ]);
  });
});

describe('the end of a session', () => {
  test('is told once by the close code, and stops the line', async () => {
    const { server } = await opened();
    server.socket.onclose?.({ code: 4401 } as CloseEvent);
    server.timers.advance(60_000);
    expect(server.signedOut).toBe(1);
    expect(server.sockets).toHaveLength(1);
  });

  test('is told by a request that was refused for it', async () => {
    const { server, client } = await opened();
    client.failed({ is: 'refused', status: 401, error: { code: 'not_signed_in', message: '' } });
    expect(server.signedOut).toBe(1);
  });

  test('keeps what was not sent yet', async () => {
    const shelf = memoryShelf();
    const server = new FakeServer();
    const client = server.client(shelf);
    void client.run({ do: 'note', conversation: C, text: 'unsent', files: [] });
    client.stop();
    expect(server.client(shelf).store.state.commands).toHaveLength(1);
  });
});

test('the server’s clock is what the client tells', async () => {
  const server = new FakeServer();
  const client = server.client();
  client.start();
  server.timers.advance(100);
  server.say(welcome(1, 5_100));
  server.timers.advance(50);
  expect(client.now()).toBe(5_150);
});
