import type { Offer } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { RING_EVERY_MS } from '../src/models/alerts';
import { C, colleague, counts, row, workspace } from './kit';

const offer = (over: Partial<Offer> = {}): Offer => ({
  id: 'o1',
  conversation: C,
  ticket: 41,
  requester: 'Ana',
  channel: 'widget',
  group: null,
  offered_at: 0,
  expires_at: 30_000,
  ...over,
});

test('S3_9_accept_is_dead_while_nothing_waits_or_one_is_not_online', () => {
  const { space } = workspace();
  expect(space.accept.snapshot()).toEqual({ is: 'idle', why: 'nothing_waits' });
  const away = workspace({}, { me: colleague({ status: 'away' }), offers: [offer()] });
  expect(away.space.accept.snapshot()).toEqual({ is: 'idle', why: 'not_online' });
});

test('counts down by the server’s clock to the end of the offer', () => {
  const { space, server } = workspace();
  server.timers.advance(1_000);
  // The server is ten seconds ahead of this device.
  server.say({ type: 'welcome', epoch: 1, heartbeat_ms: 25_000, now: 11_000 });
  server.say({ type: 'offers', offers: [offer()], gone: [] });
  expect(space.accept.snapshot()).toMatchObject({ is: 'offered', secondsLeft: 19 });
  server.timers.advance(1_001);
  expect(space.accept.snapshot()).toMatchObject({ secondsLeft: 18 });
  server.timers.advance(18_000);
  expect(space.accept.snapshot()).toEqual({ is: 'idle', why: 'nothing_waits' });
});

test('of several offers the oldest comes first, and the others are counted', () => {
  const offers = [
    offer({ id: 'b', offered_at: 2 }),
    offer({ id: 'a', offered_at: 1 }),
    offer({ id: 'c', offered_at: 3 }),
  ];
  const { space } = workspace({}, { offers });
  expect(space.accept.snapshot()).toMatchObject({ offer: { id: 'a' }, more: 2 });
});

test('accepting opens the ticket once the server has said yes, and not before', async () => {
  const { space, server } = workspace({}, { offers: [offer()] });
  const accepting = space.accept.accept();
  expect(space.accept.snapshot()).toMatchObject({ busy: true });
  void space.accept.accept();
  const sent = server.sent('command');
  expect(sent.map(({ command }) => command)).toEqual([{ do: 'accept', conversation: C, offer: 'o1' }]);
  expect(space.tabs.snapshot().place).toEqual({ at: 'home' });
  server.say({ type: 'done', id: sent[0]?.id ?? '', conversation: C, seq: 9, at: 0 });
  await accepting;
  expect(space.tabs.snapshot().place).toEqual({ at: 'conversation', conversation: C });
});

test('whoever comes too late is told who has it', async () => {
  const { space, server } = workspace({}, { offers: [offer()] });
  const accepting = space.accept.accept();
  const id = server.sent('command')[0]?.id ?? '';
  server.say({ type: 'refused', id, error: { code: 'offer_gone', message: '', winner: 'Yannis' } });
  await accepting;
  expect(space.toasts.snapshot().map(({ toast }) => toast)).toEqual([
    { what: 'offer_gone', requester: 'Ana', winner: 'Yannis' },
  ]);
  expect(space.tabs.snapshot().place).toEqual({ at: 'home' });
});

test('an offer that was missed is said, one that a colleague took is not', () => {
  const { space, server } = workspace({}, { offers: [offer(), offer({ id: 'o2', offered_at: 5 })] });
  server.say({
    type: 'offers',
    offers: [],
    gone: [
      { id: 'o1', why: 'missed', winner: null },
      { id: 'o2', why: 'taken', winner: 'Yannis' },
    ],
  });
  expect(space.toasts.snapshot().map(({ toast }) => toast)).toEqual([
    { what: 'offer_missed', requester: 'Ana' },
  ]);
});

test('rings until it is taken, and never when it is muted', () => {
  const { server, heard, preferences } = workspace({}, { offers: [offer({ expires_at: null })] });
  expect(heard.rung).toEqual(['offer']);
  server.timers.advance(2 * RING_EVERY_MS);
  expect(heard.rung).toHaveLength(3);
  (preferences as unknown as { choose(part: object): void }).choose({ sound: 'off' });
  server.timers.advance(5 * RING_EVERY_MS);
  expect(heard.rung).toHaveLength(3);
});

test('the bell is silent after Accept was pressed', () => {
  const { space, server, heard } = workspace({}, { offers: [offer({ expires_at: null })] });
  void space.accept.accept();
  server.timers.advance(3 * RING_EVERY_MS);
  expect(heard.rung).toHaveLength(1);
});

test('the browser notifies only when nobody looks, and takes the notice back with the offer', () => {
  const { server, heard, attention } = workspace();
  attention.set(false);
  server.say({ type: 'offers', offers: [offer()], gone: [] });
  expect(heard.noticed).toEqual(['Ana waits']);
  server.say({ type: 'offers', offers: [], gone: [] });
  expect(heard.closed).toEqual(['offer-o1']);
});

test('the title counts what waits for me', () => {
  const { server, heard } = workspace(
    {},
    { tickets: [row({ assignee: 2, unread: 2 }), row({ ticket: 42, unread: 5 })] },
  );
  expect(heard.title).toBe('(2) Frontdesk');
  server.say({ type: 'offers', offers: [offer()], gone: [] });
  expect(heard.title).toBe('(3) Frontdesk');
  server.say({
    type: 'tickets',
    upsert: [row({ assignee: 2, unread: 0 })],
    gone: [],
    counts: counts({ unassigned: 0, mine: 1, mine_all: 1 }),
  });
  server.say({ type: 'offers', offers: [], gone: [] });
  expect(heard.title).toBe('Frontdesk');
});

test('S3_9_once_means_once_for_each_offer', () => {
  const { server, heard, preferences } = workspace();
  preferences.choose({ sound: 'once', volume: 0.2 });
  server.say({ type: 'offers', offers: [offer({ expires_at: null })], gone: [] });
  server.timers.advance(5 * RING_EVERY_MS);
  expect(heard.rung).toEqual(['offer']);
  server.say({ type: 'offers', offers: [offer({ id: 'o2', expires_at: null })], gone: [] });
  expect(heard.rung).toEqual(['offer', 'offer']);
});

test('behaviour 2.1: what is accepted for me by itself is said, heard and noticed', () => {
  const { space, server, heard, attention } = workspace({}, { tickets: [row({ ticket: 40, assignee: 2 })] });
  expect(space.toasts.snapshot()).toEqual([]);
  attention.set(false);
  const mine = row({ ticket: 42, conversation: 'c'.repeat(24), assignee: 2, requester: 'Emil' });
  server.say({ type: 'tickets', upsert: [mine], gone: [], counts: counts({ mine: 2, mine_all: 2 }) });
  const [shown] = space.toasts.snapshot();
  expect(shown?.toast).toMatchObject({ what: 'assigned', requester: 'Emil', channel: 'widget' });
  expect([heard.rung, heard.noticed]).toEqual([['offer'], ['Emil is yours']]);
  if (shown?.toast.what === 'assigned') shown.toast.open();
  expect(space.tabs.snapshot().place).toEqual({ at: 'conversation', conversation: 'c'.repeat(24) });
});

test('what I accepted or took myself is no news', () => {
  const { space, server } = workspace({}, { offers: [offer()] });
  void space.accept.accept();
  server.say({ type: 'tickets', upsert: [row({ assignee: 2 })], gone: [], counts: counts({ mine: 1 }) });
  expect(space.toasts.snapshot()).toEqual([]);
});

test('the icon of the tab and of the app tell that something waits', () => {
  const { server, heard } = workspace();
  server.say({ type: 'offers', offers: [offer()], gone: [] });
  expect(heard.badge).toBe(1);
  server.say({ type: 'offers', offers: [], gone: [] });
  expect(heard.badge).toBe(0);
});
