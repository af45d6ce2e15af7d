import { describe, expect, test } from 'vitest';
import { CATALOGUES } from '../src/i18n/catalogues';
import { ASK_AFTER_MS, type Hit } from '../src/models/palette';
import { counts, row, workspace } from './kit';

const t = CATALOGUES.en;
const conversation = (n: number) => n.toString(16).padStart(24, '0');

const said = (hit: Hit): string => {
  switch (hit.is) {
    case 'recent':
      return `recent ${hit.tab.title ?? hit.tab.conversation}`;
    case 'ticket':
      return `ticket ${hit.row.ticket}`;
    case 'person':
      return `person ${hit.person.name}`;
    case 'command':
      return hit.command.title(t);
  }
};

const person = {
  id: 9,
  name: 'Ana Duarte',
  email: 'ana@mail.example',
  locale: null,
  verified: false,
  addresses: ['+33612345678'],
  created_at: 0,
};

describe('the palette', () => {
  test('begins with the tickets that were open last, then what can be done', () => {
    const { space } = workspace();
    for (const n of [1, 2, 3]) space.tabs.open(conversation(n));
    space.palette.open();
    const { hits } = space.palette.snapshot();
    expect(hits.slice(0, 3).map(said)).toEqual([3, 2, 1].map((n) => `recent ${conversation(n)}`));
    expect(hits.some((hit) => said(hit) === 'Close this tab')).toBe(true);
  });

  test('S1_59_what_is_here_answers_at_once_and_the_server_a_moment_later', async () => {
    const tickets = [row({ ticket: 7, requester: 'Ana Duarte' })];
    const { space, server } = workspace({}, { tickets, counts: counts({ unassigned: 1 }) });
    server.answers['/desk/v1/search?q=ana'] = { tickets: [row({ ticket: 8 }), tickets[0]], people: [person] };
    space.palette.open();
    space.palette.type('ana');
    expect(space.palette.snapshot()).toMatchObject({ server: 'asking', hits: [{ is: 'ticket' }] });
    server.timers.advance(ASK_AFTER_MS);
    await server.settle();
    const { hits, server: state } = space.palette.snapshot();
    expect([state, ...hits.map(said)]).toEqual(['answered', 'ticket 8', 'ticket 7', 'person Ana Duarte']);
    space.palette.step(-1);
    space.palette.run();
    expect(space.tabs.snapshot().place).toEqual({ at: 'person', person: 9 });
    expect(space.palette.snapshot().opened).toBe(false);
  });

  test('an answer to what was typed before is dropped, and a server that is gone is said', async () => {
    const { space, server } = workspace();
    space.palette.open();
    space.palette.type('an');
    server.timers.advance(ASK_AFTER_MS);
    space.palette.type('ana');
    await server.settle();
    expect(space.palette.snapshot().server).toBe('asking');
    server.timers.advance(ASK_AFTER_MS);
    await server.settle();
    expect(space.palette.snapshot().server).toBe('unreachable');
  });

  test('commands are found by their words, and behind > nothing else is', () => {
    const { space, server, preferences } = workspace();
    space.palette.open('> greek');
    expect(space.palette.snapshot()).toMatchObject({ hits: [], server: 'idle' });
    space.palette.type('> ελλην');
    expect(space.palette.snapshot().hits.map(said)).toEqual(['Language: Ελληνικά']);
    space.palette.run();
    expect(preferences.snapshot().language).toBe('el');
    preferences.choose({ language: 'en' });
    space.palette.open('status away');
    const at = space.palette.snapshot().hits.findIndex((hit) => said(hit).endsWith('Away'));
    space.palette.run(at);
    expect(server.sent('command').at(-1)?.command).toMatchObject({ do: 'set_status', status: 'away' });
  });

  test('the next one is whoever has waited longest', () => {
    const tickets = [
      row({ ticket: 1, conversation: conversation(1), waiting_since: 900 }),
      row({ ticket: 2, conversation: conversation(2), waiting_since: 100 }),
    ];
    const { space, server } = workspace({}, { tickets, counts: counts({ unassigned: 2 }) });
    void space.takeNext();
    expect(server.sent('command').at(-1)?.command).toEqual({ do: 'take', conversation: conversation(2) });
  });
});

describe('many tabs', () => {
  test('only the latest are kept up to date; all are shown, by the names that are remembered', async () => {
    const { space, shelf, server } = workspace();
    for (let n = 1; n <= 200; n += 1) space.tabs.open(conversation(n));
    const live = [...Array(200).keys()].filter((n) => space.tabs.room(conversation(n + 1)));
    expect(live).toHaveLength(24);
    server.say({
      type: 'tickets',
      upsert: [
        row({ ticket: 5, conversation: conversation(5), requester: 'Old Friend', assignee: 2, unread: 1 }),
      ],
      gone: [],
      counts: counts(),
    });
    expect(space.tabs.snapshot().tabs[4]).toMatchObject({ title: 'Old Friend', dot: 'new' });
    const again = workspace({ shelf }).space.tabs.snapshot().tabs;
    expect([again.length, again[4]?.title]).toEqual([200, 'Old Friend']);
  });

  test('what concerns no tab leaves all of them the same', () => {
    const { space, server } = workspace();
    space.tabs.open(conversation(1));
    const before = space.tabs.snapshot();
    const other = row({ ticket: 9, conversation: conversation(9) });
    server.say({ type: 'tickets', upsert: [other], gone: [], counts: counts() });
    expect(space.tabs.snapshot()).toBe(before);
  });

  test('one that was closed is brought back at its place, by the toast or by the key', () => {
    const { space } = workspace();
    for (const n of [1, 2, 3]) space.tabs.open(conversation(n));
    space.closeTab(conversation(2));
    expect(space.tabs.snapshot().tabs).toHaveLength(2);
    space.toasts.undoLatest();
    const order = space.tabs.snapshot().tabs.map((tab) => tab.conversation);
    expect(order).toEqual([1, 2, 3].map(conversation));
    expect(space.tabs.canReopen).toBe(false);
  });

  test('they are moved by hand, and stay so over a reload', () => {
    const { space, shelf } = workspace();
    for (const n of [1, 2, 3]) space.tabs.open(conversation(n));
    space.tabs.shift(conversation(1), 1);
    space.tabs.move(conversation(3), 0);
    const order = [3, 2, 1].map(conversation);
    expect(space.tabs.snapshot().tabs.map((tab) => tab.conversation)).toEqual(order);
    expect(
      workspace({ shelf })
        .space.tabs.snapshot()
        .tabs.map((tab) => tab.conversation),
    ).toEqual(order);
  });
});
