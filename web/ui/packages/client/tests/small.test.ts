import { describe, expect, test, vi } from 'vitest';
import { drawCommandId } from '../src/command_id';
import { deliveryOf } from '../src/delivery';
import { Drafts, NO_DRAFT } from '../src/drafts';
import { RequestFailed } from '../src/failure';
import { Outbox } from '../src/outbox';
import { DeskRest } from '../src/rest';
import { memoryShelf } from '../src/surroundings';
import { C, colleague, NO_MARKS } from './fixtures';

describe('delivery', () => {
  const of = (delivery: Parameters<typeof deliveryOf>[0]['delivery'], delivered: number, read: number) =>
    deliveryOf({ seq: 5, delivery }, { ...NO_MARKS, end_user_delivered: delivered, end_user_read: read })
      .state;

  test.each([
    ['queued', 0, 0, 'queued'],
    ['sent', 0, 0, 'sent'],
    ['sent', 4, 4, 'sent'],
    ['sent', 5, 0, 'delivered'],
    ['sent', 9, 5, 'read'],
    ['queued', 0, 6, 'read'],
    ['delivered', 0, 0, 'delivered'],
    ['delivered', 0, 5, 'read'],
    ['read', 0, 0, 'read'],
  ] as const)('%s with marks %i and %i is %s', (state, delivered, read, expected) => {
    expect(of({ state }, delivered, read)).toBe(expected);
  });

  test('a failure wins over every mark and keeps its reason', () => {
    const failed = { state: 'failed', code: '131047', text: 'too late', retryable: false } as const;
    expect(deliveryOf({ seq: 5, delivery: failed }, { ...NO_MARKS, end_user_read: 9 })).toEqual(failed);
  });
});

describe('command ids', () => {
  test('are 24 hex characters that sort by time', () => {
    const ones = (bytes: Uint8Array) => void bytes.fill(0xff);
    const zeros = (bytes: Uint8Array) => void bytes.fill(0);
    expect(drawCommandId(0x0123_4567_89ab, zeros)).toBe('0123456789ab000000000000');
    expect(drawCommandId(1_763_712_000_000, ones)).toMatch(/^[0-9a-f]{24}$/);
    expect(drawCommandId(1_763_712_000_000, ones) < drawCommandId(1_763_712_000_001, zeros)).toBe(true);
  });
});

describe('drafts', () => {
  test('are kept apart by agent, conversation and mode, and leave no trace when they are empty', () => {
    const shelf = memoryShelf();
    const marie = new Drafts(shelf, 2);
    marie.write(C, 'reply', { text: 'to Ana', files: [] });
    marie.write(C, 'note', { text: 'to us', files: [] });
    expect(marie.read(C, 'reply').text).toBe('to Ana');
    expect(new Drafts(shelf, 3).read(C, 'reply')).toBe(NO_DRAFT);
    marie.write(C, 'reply', NO_DRAFT);
    expect(marie.read(C, 'reply')).toBe(NO_DRAFT);
    expect(marie.read(C, 'note').text).toBe('to us');
  });

  test('what is broken on the shelf is no draft', () => {
    const shelf = memoryShelf();
    for (const broken of ['{', '7', '{"text":1}', 'null']) {
      shelf.setItem(`frontdesk.draft.2.${C}.reply`, broken);
      expect(new Drafts(shelf, 2).read(C, 'reply')).toBe(NO_DRAFT);
    }
  });
});

describe('outbox', () => {
  test('keeps unanswered messages and nothing else', () => {
    const shelf = memoryShelf();
    const note = { do: 'note', conversation: C, text: 'x', files: [] } as const;
    new Outbox(shelf, 2).write([
      { id: 'a', command: { ...note, files: [] }, at: 1, phase: { is: 'waiting' } },
      { id: 'b', command: { do: 'take', conversation: C }, at: 2, phase: { is: 'waiting' } },
      {
        id: 'c',
        command: { ...note, files: [] },
        at: 3,
        phase: { is: 'refused', error: { code: 'busy', message: '' } },
      },
    ]);
    expect(new Outbox(shelf, 2).read()).toEqual([{ id: 'a', command: note, at: 1 }]);
    new Outbox(shelf, 2).write([]);
    expect(new Outbox(shelf, 2).read()).toEqual([]);
  });
});

describe('REST', () => {
  const answer = (status: number, body: unknown) =>
    vi.fn<typeof fetch>(() => Promise.resolve(new Response(JSON.stringify(body), { status })));

  test('the csrf token of the sign-in goes with what changes something', async () => {
    const fetched = answer(200, { agent: colleague(), csrf: 'secret' });
    const rest = new DeskRest(fetched);
    await rest.signIn({ email: 'a@b.c', password: 'p' });
    await rest.signOut();
    expect(fetched.mock.calls[1]?.[1]?.headers).toMatchObject({ 'x-frontdesk-csrf': 'secret' });
  });

  test('a part of a list names its list, its order, its words and where it goes on', async () => {
    const fetched = answer(200, { rows: [], more: false, total: 0 });
    const part = { order: { by: 'waiting', descending: false }, offset: 200, limit: 100 } as const;
    await new DeskRest(fetched).tickets({ ...part, list: 'groups', words: 'a b' });
    await new DeskRest(fetched).tickets({ ...part, list: 'done', words: '' });
    expect(fetched.mock.calls.map(([url]) => url)).toEqual([
      '/desk/v1/tickets?list=groups&offset=200&limit=100&sort=waiting&order=asc&q=a+b',
      '/desk/v1/tickets?list=done&offset=200&limit=100',
    ]);
  });

  test.each([
    [answer(409, { code: 'offer_gone', message: 'm', winner: 'Y' }), { is: 'refused', status: 409 }],
    [answer(401, 'nginx'), { is: 'refused', error: { code: 'not_signed_in' } }],
    [answer(502, '<html>'), { is: 'unreachable' }],
    [vi.fn<typeof fetch>(() => Promise.reject(new TypeError('network'))), { is: 'unreachable' }],
  ])('every failure is one of two kinds (%#)', async (fetched, expected) => {
    const thrown: unknown = await new DeskRest(fetched).me().catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(RequestFailed);
    expect((thrown as RequestFailed).failure).toMatchObject(expected);
  });
});
