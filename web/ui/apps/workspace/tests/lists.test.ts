/** Lists that are here, lists that are read a window at a time, and rows that stand still under a pointer. */
import type { TicketRow } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { ConnectionModel, LOST_AFTER_MS } from '../src/models/connection';
import { REFRESH_AFTER_MS, WINDOW_PAGE } from '../src/models/list_window';
import { DRAW_EVERY_MS, FILTER_AFTER_MS, HOLD_MS, ListsModel } from '../src/models/lists';
import { counts, FakeServer, memoryShelf, row, workspace } from './kit';

type Space = ReturnType<typeof workspace>['space'];

const shown = (space: Space) => {
  const { rows } = space.lists.snapshot();
  if (rows.is !== 'ready') return rows.is;
  return Array.from({ length: Math.min(rows.total, 300) }, (_, at) => rows.at(at)?.ticket ?? null);
};

const waits = (ticket: number, over: Partial<TicketRow> = {}) =>
  row({ ticket, conversation: `c${ticket}`, waiting_since: ticket, updated_at: ticket, ...over });

describe('a list whose rows are all here', () => {
  const tickets = [waits(3), waits(1), waits(2, { priority: 'urgent', subject: 'Ασφάλεια πληρωμής' })];
  const made = () => workspace({}, { tickets, counts: counts({ unassigned: 3 }) });

  test('is sorted by the column that is chosen, and the other way round the second time', () => {
    const { space } = made();
    space.lists.choose('unassigned');
    expect(shown(space)).toEqual([1, 2, 3]);
    space.lists.sort('priority');
    expect(shown(space)).toEqual([2, 3, 1]);
    space.lists.sort('updated');
    expect(shown(space)).toEqual([3, 2, 1]);
    space.lists.sort('updated');
    expect(shown(space)).toEqual([1, 2, 3]);
  });

  test('is filtered without case and accents', () => {
    const { space } = made();
    space.lists.choose('unassigned');
    space.lists.filter('ασφαλεια');
    expect(shown(space)).toEqual([2]);
    space.lists.filter('#3');
    expect(shown(space)).toEqual([3]);
  });

  test('stands still under a pointer, says what left, and takes in the news once it has moved on', () => {
    const { space, server } = made();
    space.lists.choose('unassigned');
    space.lists.snapshot();
    space.lists.hold();
    server.say({ type: 'tickets', upsert: [waits(0)], gone: [2], counts: counts({ unassigned: 3 }) });
    server.timers.advance(DRAW_EVERY_MS);
    const { rows } = space.lists.snapshot();
    expect(shown(space)).toEqual([1, 2, 3]);
    expect(rows.is === 'ready' && [...rows.gone]).toEqual([2]);
    server.timers.advance(HOLD_MS);
    expect(shown(space)).toEqual([0, 1, 3]);
  });

  test('is remembered for the next visit', () => {
    const shelf = memoryShelf();
    workspace({ shelf }).space.lists.choose('groups');
    expect(workspace({ shelf }).space.lists.snapshot().list).toBe('groups');
  });
});

describe('a list that is too long to hold', () => {
  const page = (from: number) => Array.from({ length: WINDOW_PAGE }, (_, at) => waits(from + at));
  const made = async () => {
    const { space, server } = workspace({}, { counts: counts({ open: 50_000 }) });
    const path = '/desk/v1/tickets?list=unsolved&offset=';
    server.answers[`${path}49900`] = { rows: page(49_900), total: 50_000, more: false };
    server.answers[`${path}0`] = { rows: page(0), total: 50_000, more: true };
    space.lists.choose('unsolved');
    expect(shown(space)).toBe('loading');
    await server.settle();
    return { space, server };
  };

  test('shows its first rows and how many there are, and reads on where somebody looks', async () => {
    const { space, server } = await made();
    const rows = () => {
      const now = space.lists.snapshot().rows;
      if (now.is !== 'ready') throw new Error(now.is);
      return now;
    };
    expect([rows().total, rows().at(0)?.ticket, rows().at(49_950)]).toEqual([50_000, 0, null]);
    space.lists.want(49_940, 49_960);
    await server.settle();
    expect(rows().at(49_950)?.ticket).toBe(49_950);
    expect(server.asked.filter((url) => url.includes('offset')).length).toBe(2);
  });

  test('is read anew a moment after something changed, and shows what was here meanwhile', async () => {
    const { space, server } = await made();
    const asked = server.asked.length;
    server.say({ type: 'tickets', upsert: [], gone: [], counts: counts({ open: 50_001 }) });
    server.timers.advance(REFRESH_AFTER_MS);
    expect(server.asked.length).toBe(asked + 1);
    expect(shown(space)?.[0]).toBe(0);
  });

  test('is filtered by the server once typing stops', async () => {
    const { space, server } = await made();
    for (const words of ['v', 'vi', 'vip']) space.lists.filter(words);
    server.timers.advance(FILTER_AFTER_MS);
    space.lists.snapshot();
    await server.settle();
    const filtered = server.asked.filter((url) => url.includes('&q='));
    expect(filtered).toHaveLength(1);
    expect(filtered[0]).toContain('q=vip');
  });
});

test('a list with nothing to show says at once that the line is cut, and tries again on asking', () => {
  const server = new FakeServer();
  const client = server.client();
  const connection = new ConnectionModel(client, server.timers);
  const lists = new ListsModel(client, server.timers, memoryShelf(), connection);
  client.start();
  server.socket.onclose?.({ code: 1006 });
  expect(lists.snapshot().rows.is).toBe('loading');
  server.timers.advance(LOST_AFTER_MS);
  expect(lists.snapshot().rows).toEqual({ is: 'failed', failure: { is: 'unreachable' } });
  server.socket.onclose?.({ code: 1006 });
  const sockets = server.sockets.length;
  lists.retry();
  expect(server.sockets.length).toBe(sockets + 1);
  expect(lists.snapshot().rows.is).toBe('loading');
  server.socket.onclose?.({ code: 1006 });
  server.timers.advance(LOST_AFTER_MS);
  expect(lists.snapshot().rows.is).toBe('failed');
  server.timers.advance(20_000);
  server.greet();
  expect(lists.snapshot().rows.is).toBe('ready');
});

describe('the notifier', () => {
  const tag = ['messaging_support'];
  const social = (ticket: number, over: Partial<TicketRow> = {}) => waits(ticket, { tags: tag, ...over });

  test('S1_33_S1_34_S1_35_mine_are_shown_first_and_only_new_or_open', () => {
    const tickets = [
      social(1, { assignee: 2 }),
      social(2, { assignee: 2, status: 'pending' }),
      social(3, { assignee: 2, tags: [] }),
      social(4, { status: 'solved' }),
    ];
    const { space } = workspace({}, { tickets, counts: counts({ social_mine: 1, social_unassigned: 1 }) });
    space.notifier.open(true);
    expect(space.notifier.snapshot()).toMatchObject({ tab: 'mine', rows: [{ ticket: 1 }], more: false });
    space.notifier.choose('unassigned');
    expect(space.notifier.snapshot().rows).toMatchObject([{ ticket: 4 }]);
  });

  test('S1_32_the_dot_tells_of_what_is_new_and_nobodys', () => {
    const { space, server } = workspace({}, { counts: counts({ social_unassigned: 4 }) });
    expect(space.notifier.snapshot().attention).toBe(false);
    const now = counts({ social_unassigned: 5, social_new: 1 });
    server.say({ type: 'tickets', upsert: [], gone: [], counts: now });
    server.timers.advance(DRAW_EVERY_MS);
    expect(space.notifier.snapshot().attention).toBe(true);
  });

  test('S1_37_S1_38_above_twenty_there_is_more_which_opens_the_view_of_the_tab', () => {
    const tickets = Array.from({ length: 21 }, (_, at) => social(at + 1));
    const { space } = workspace({}, { tickets, counts: counts({ social_unassigned: 21 }) });
    space.notifier.open(true);
    space.notifier.choose('unassigned');
    expect(space.notifier.snapshot()).toMatchObject({ more: true, rows: { length: 20 } });
    space.notifier.loadMore();
    expect(space.notifier.snapshot().opened).toBe(false);
    expect(space.lists.snapshot().list).toBe('social_unassigned');
    expect(space.tabs.snapshot().place).toEqual({ at: 'home' });
  });
});
