import { RequestFailed } from '@frontdesk/client/desk';
import { SessionModel } from '@frontdesk/desk/session';
import { describe, expect, test, vi } from 'vitest';
import { LOST_AFTER_MS } from '../src/models/connection';
import { DRAW_EVERY_MS } from '../src/models/lists';
import { PreferencesModel } from '../src/models/preferences';
import { MOST_TABS } from '../src/models/tabs';
import { TOAST_LASTS_MS } from '../src/models/toasts';
import { TransferModel } from '../src/models/transfer';
import { parsePlace, placeHash } from '../src/ports/address';
import { C, colleague, counts, frame, head, memoryShelf, message, openRoom, row, workspace } from './kit';

describe('the session', () => {
  const me = { agent: colleague(), csrf: 'x' };
  const refused = (code: 'not_signed_in' | 'wrong_credentials') =>
    new RequestFailed({ is: 'refused', status: 401, error: { code, message: '' } });
  const made = (rest: object) => {
    let end = () => {};
    const inside = { dispose: vi.fn() };
    const session = new SessionModel(rest as never, (_, onSignedOut) => {
      end = onSignedOut;
      return inside;
    });
    return { session, inside, end: () => end() };
  };

  test('an earlier visit is taken up', async () => {
    const { session } = made({ me: () => Promise.resolve(me) });
    await session.check();
    expect(session.snapshot().is).toBe('signed_in');
  });

  test('without one the door is shown; a wrong password says so and lets try again', async () => {
    const signIn = vi.fn().mockRejectedValueOnce(refused('wrong_credentials')).mockResolvedValueOnce(me);
    const { session } = made({ me: () => Promise.reject(refused('not_signed_in')), signIn });
    await session.check();
    expect(session.snapshot()).toMatchObject({ is: 'signed_out', expired: false });
    await session.signIn(' a@b.c ', 'p');
    expect(signIn).toHaveBeenCalledWith({ email: 'a@b.c', password: 'p' });
    expect(session.snapshot()).toMatchObject({
      busy: false,
      failure: { error: { code: 'wrong_credentials' } },
    });
    await session.signIn('a@b.c', 'q');
    expect(session.snapshot().is).toBe('signed_in');
  });

  test('its end by the server is told, and everything inside is let go once', async () => {
    const { session, inside, end } = made({ me: () => Promise.resolve(me) });
    await session.check();
    end();
    end();
    expect(session.snapshot()).toMatchObject({ is: 'signed_out', expired: true });
    expect(inside.dispose).toHaveBeenCalledOnce();
  });

  test('a server that is not there is not a sign-out', async () => {
    const { session } = made({ me: () => Promise.reject(new RequestFailed({ is: 'unreachable' })) });
    await session.check();
    expect(session.snapshot()).toEqual({ is: 'unreachable' });
  });
});

describe('the lists', () => {
  const tickets = [
    row({ ticket: 1, waiting_since: 500, conversation: 'c1' }),
    row({ ticket: 2, waiting_since: 100, conversation: 'c2' }),
    row({ ticket: 3, assignee: 2, updated_at: 1, conversation: 'c3' }),
    row({ ticket: 4, assignee: 2, updated_at: 9, conversation: 'c4', unread: 1 }),
    row({ ticket: 5, assignee: 3, conversation: 'c5' }),
  ];
  const shown = (space: ReturnType<typeof workspace>['space']) => {
    const { rows } = space.lists.snapshot();
    if (rows.is !== 'ready') return rows.is;
    return Array.from({ length: rows.total }, (_, at) => rows.at(at)?.ticket ?? null);
  };

  test('mine by news, unassigned by who waits longest; dots where something wants attention', () => {
    const { space } = workspace({}, { tickets, counts: counts({ unassigned: 2, mine: 2, mine_all: 2 }) });
    expect(shown(space)).toEqual([4, 3]);
    space.lists.choose('unassigned');
    expect(shown(space)).toEqual([2, 1]);
    expect(space.lists.snapshot().dots).toEqual({ unassigned: true, mine: true });
  });

  test('of mine, what asks something of me stands before what waits for others', () => {
    const mine = (ticket: number, status: 'open' | 'pending', at: number) =>
      row({ ticket, status, assignee: 2, updated_at: at, conversation: `c${ticket}` });
    const { space } = workspace(
      {},
      { tickets: [mine(1, 'pending', 9), mine(2, 'open', 1), mine(3, 'open', 5)] },
    );
    expect(shown(space)).toEqual([3, 2, 1]);
    expect(space.lists.snapshot().mineToDo).toBe(2);
  });

  test('move by themselves when a ticket changes hands', () => {
    const { space, server } = workspace({}, { tickets });
    server.say({
      type: 'tickets',
      upsert: [row({ ticket: 1, assignee: 2, updated_at: 20, conversation: 'c1' })],
      gone: [4],
      counts: counts({ unassigned: 1, mine: 2, mine_all: 2 }),
    });
    server.timers.advance(DRAW_EVERY_MS);
    expect(shown(space)).toEqual([1, 3]);
  });
});

describe('the tabs', () => {
  const conversation = (n: number) => n.toString(16).padStart(24, '0');

  test('are kept over a reload, and stepped through round the end', () => {
    const shelf = memoryShelf();
    const { space } = workspace({ shelf });
    for (const n of [1, 2, 3]) space.tabs.open(conversation(n));
    space.tabs.step(1);
    expect(space.tabs.snapshot().place).toEqual({ at: 'conversation', conversation: conversation(1) });
    space.tabs.step(-1);
    expect(space.tabs.snapshot().place).toEqual({ at: 'conversation', conversation: conversation(3) });
    const again = workspace({ shelf }).space.tabs.snapshot();
    expect(again.tabs.map((tab) => tab.conversation)).toEqual([1, 2, 3].map(conversation));
  });

  test('closing one shows its neighbour, closing the last the lists', () => {
    const { space } = workspace();
    for (const n of [1, 2]) space.tabs.open(conversation(n));
    space.tabs.close(conversation(2));
    expect(space.tabs.snapshot().place).toEqual({ at: 'conversation', conversation: conversation(1) });
    space.tabs.close(conversation(1));
    expect(space.tabs.snapshot()).toEqual({ place: { at: 'home' }, tabs: [] });
  });

  test('past their bound the one that was left longest ago goes', () => {
    const { space } = workspace();
    for (let n = 1; n <= MOST_TABS; n += 1) space.tabs.open(conversation(n));
    space.tabs.open(conversation(1));
    space.tabs.open(conversation(999));
    const open = space.tabs.snapshot().tabs.map((tab) => tab.conversation);
    expect(open).toHaveLength(MOST_TABS);
    expect(open).toContain(conversation(1));
    expect(open).not.toContain(conversation(2));
  });

  test('S3_22_show_what_is_new_active_and_ended_who_types_and_what_was_said_last', async () => {
    const { space, server } = await openRoom({}, { tickets: [row({ assignee: 2, unread: 1 })] });
    const tab = () => space.tabs.snapshot().tabs[0];
    expect(tab()).toMatchObject({
      title: 'Ana',
      dot: 'new',
      last: { content: { text: 'text 2' } },
      typing: false,
    });
    server.say({ type: 'typing', conversation: C, agent: null, name: 'Ana', active: true });
    expect(tab()?.typing).toBe(true);
    server.say({
      type: 'tickets',
      upsert: [row({ assignee: 2 })],
      gone: [],
      counts: counts({ unassigned: 0, mine: 1, mine_all: 1 }),
    });
    expect(tab()?.dot).toBe('active');
    server.say(
      frame({ from: 2, seq: 3, items: [message(3, { internal: true })], head: head({ session: 'ended' }) }),
    );
    expect(tab()).toMatchObject({ dot: 'none', last: { content: { text: 'text 2' } } });
  });

  test('an address is read strictly', () => {
    expect(parsePlace(placeHash({ at: 'conversation', conversation: C }))).toEqual({
      at: 'conversation',
      conversation: C,
    });
    expect(parsePlace('#/c/../../x')).toEqual({ at: 'home' });
  });
});

describe('a transfer', () => {
  test('to an agent who is offline is asked about, and sent again as confirmed', async () => {
    const { space, server } = await openRoom();
    const transfer = new TransferModel(C, space.client, space.toasts);
    expect(transfer.snapshot().agents.map((agent) => agent.name)).toEqual(['Yannis']);
    transfer.choose({ to: 'agent', agent: 3 });
    transfer.setNote(' knows the case ');
    const sending = transfer.transfer();
    const command = {
      do: 'transfer',
      conversation: C,
      target: { to: 'agent', agent: 3 },
      note: 'knows the case',
    };
    expect(server.sent('command')[0]?.command).toEqual({ ...command, confirmed: false });
    server.say({
      type: 'refused',
      id: server.sent('command')[0]?.id ?? '',
      error: { code: 'confirmation_needed', message: '' },
    });
    await sending;
    expect(transfer.snapshot().step).toBe('confirming');
    const confirming = transfer.confirm();
    expect(server.sent('command')[1]?.command).toEqual({ ...command, confirmed: true });
    server.say({ type: 'done', id: server.sent('command')[1]?.id ?? '', conversation: C, seq: 9, at: 0 });
    await confirming;
    expect(transfer.snapshot().step).toBe('done');
  });
});

describe('the ticket panel', () => {
  test('sends only what changed', async () => {
    const { room, server } = await openRoom();
    room.ticket.addTag('messaging_support');
    room.ticket.addTag('urgent');
    room.ticket.removeTag('messaging_support');
    room.ticket.setField(1, '');
    room.ticket.setField(1, '48213');
    expect(server.sent('command').map(({ command }) => command)).toEqual([
      { do: 'tags', conversation: C, add: ['urgent'], remove: [] },
      { do: 'tags', conversation: C, add: [], remove: ['messaging_support'] },
      { do: 'set_field', conversation: C, field: 1, value: '48213' },
    ]);
  });

  test('nobody’s ticket can be taken, and whoever was quicker is named', async () => {
    const ticket = head().ticket;
    const { room, server, space } = await openRoom({
      head: head({ ticket: ticket && { ...ticket, assignee: null } }),
    });
    expect(room.ticket.snapshot()).toMatchObject({ canTake: true, canTransfer: true, editable: true });
    const taking = room.ticket.take();
    const error = { code: 'already_assigned', message: '', winner: 'Yannis' } as const;
    server.say({ type: 'refused', id: server.sent('command')[0]?.id ?? '', error });
    await taking;
    expect(space.toasts.snapshot().map(({ toast }) => toast)).toEqual([{ what: 'refused', error }]);
  });
});

test('a lost line is told after a moment, and its return at once', () => {
  const { space, server } = workspace();
  expect(space.connection.snapshot()).toBe('fine');
  server.socket.onclose?.({ code: 1006 });
  server.timers.advance(100);
  expect(space.connection.snapshot()).toBe('fine');
  server.timers.advance(LOST_AFTER_MS);
  expect(space.connection.snapshot()).toBe('lost');
  server.timers.advance(20_000);
  server.greet();
  expect(space.connection.snapshot()).toBe('fine');
});

test('a server that does not understand this page asks for a reload', () => {
  const { space, server } = workspace();
  server.socket.onclose?.({ code: 4400 });
  expect(space.connection.snapshot()).toBe('outdated');
});

test('a status that was asked for shows at once, and falls back when it is refused', async () => {
  const { space, server } = workspace();
  const choosing = space.status.choose('away');
  expect(space.status.snapshot()).toMatchObject({ status: 'away', asking: true });
  server.say({
    type: 'refused',
    id: server.sent('command')[0]?.id ?? '',
    error: { code: 'busy', message: '' },
  });
  await choosing;
  expect(space.status.snapshot()).toMatchObject({ status: 'online', asking: false });
});

test('toasts go by themselves', () => {
  const { space, server } = workspace();
  space.toasts.show({ what: 'unreachable' });
  server.timers.advance(TOAST_LASTS_MS);
  expect(space.toasts.snapshot()).toEqual([]);
});

test('preferences are kept, and nonsense on the shelf is ignored', () => {
  const shelf = memoryShelf();
  const first = new PreferencesModel(shelf, ['el-GR', 'en']);
  expect(first.snapshot()).toEqual({
    language: 'el',
    scheme: 'auto',
    sound: 'repeat',
    volume: 0.5,
    list: true,
    noticesLater: false,
  });
  first.choose({ language: 'fr', sound: 'off' });
  expect(new PreferencesModel(shelf, ['el']).snapshot()).toMatchObject({ language: 'fr', sound: 'off' });
  shelf.setItem('frontdesk.preferences', '{"language":"xx","sound":1}');
  expect(new PreferencesModel(shelf, ['de']).snapshot()).toMatchObject({
    language: 'en',
    sound: 'repeat',
    volume: 0.5,
  });
});

test('nothing is left running when the workspace is let go', async () => {
  const { space, server } = await openRoom();
  space.toasts.show({ what: 'unreachable' });
  space.dispose();
  expect(server.timers.waiting).toBe(0);
});
