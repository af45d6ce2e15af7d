import type { Offer } from '@frontdesk/protocol';
import { describe, expect, test, vi } from 'vitest';
import { MOST_ROWS } from '../src/desk_parts';
import { DeskStore } from '../src/store';
import { TYPING_LASTS_MS } from '../src/typists';
import {
  C,
  colleague,
  counts,
  deskFrame,
  frame,
  HandTimers,
  message,
  row,
  snapshot,
  welcome,
} from './fixtures';

const offer = (id: string, offeredAt: number): Offer => ({
  id,
  conversation: C,
  ticket: 41,
  requester: 'Ana',
  channel: 'widget',
  group: null,
  offered_at: offeredAt,
  expires_at: null,
});

function store() {
  const timers = new HandTimers();
  return { timers, store: new DeskStore(timers) };
}

describe('what listeners are told', () => {
  const said = (seq: number) => frame({ from: seq - 1, seq, items: [message(seq)] });

  function paced() {
    const timers = new HandTimers();
    const s = new DeskStore(timers, 50);
    s.apply(deskFrame());
    s.apply({ type: 'local_snapshot', snapshot: snapshot({ seq: 2 }) });
    timers.advance(50);
    const told: number[] = [];
    s.subscribe(() => {
      const slot = s.state.conversations.get(C);
      told.push(slot?.is === 'ready' ? slot.conversation.seq : -1);
    });
    return { timers, s, told };
  }

  test('the first of many frames is told at once, the rest of them together', () => {
    const { timers, s, told } = paced();
    for (const seq of [3, 4, 5, 6]) s.apply(said(seq));
    expect(told).toEqual([3]);
    timers.advance(50);
    expect(told).toEqual([3, 6]);
    timers.advance(500);
    expect(told).toEqual([3, 6]);
    s.apply(said(7));
    expect(told).toEqual([3, 6, 7]);
  });

  test('what this agent does, and what is offered, is told at once with all that waited', () => {
    const { timers, s, told } = paced();
    s.apply(said(3));
    s.apply(said(4));
    s.apply({ type: 'offers', offers: [offer('a', 1)], gone: [] });
    expect(told).toEqual([3, 4]);
    timers.advance(500);
    expect(told).toEqual([3, 4]);
  });
});

describe('the desk', () => {
  test('rows are upserted and go, with their counts', () => {
    const { store: s } = store();
    s.apply(deskFrame({ tickets: [row(), row({ ticket: 42 })] }));
    s.apply({
      type: 'tickets',
      upsert: [row({ ticket: 42, assignee: 2 })],
      gone: [41],
      counts: counts({ unassigned: 0, mine: 1, mine_all: 1 }),
    });
    expect([...(s.state.desk?.rows.values() ?? [])]).toEqual([row({ ticket: 42, assignee: 2 })]);
    expect(s.state.desk?.counts).toMatchObject({ unassigned: 0, mine: 1 });
  });

  test('rows do not pile up over a long day; my own stay', () => {
    const { store: s } = store();
    s.apply(deskFrame({ tickets: [row({ ticket: 1, assignee: 2, updated_at: 0 })] }));
    for (let ticket = 2; ticket < 3_000; ticket += 1) {
      const upsert = [row({ ticket, updated_at: ticket })];
      s.apply({ type: 'tickets', upsert, gone: [], counts: counts() });
    }
    const { rows } = s.state.desk ?? {};
    expect(rows?.size).toBeLessThanOrEqual(MOST_ROWS);
    expect([rows?.has(1), rows?.has(2), rows?.has(2_999)]).toEqual([true, false, true]);
  });

  test('a new desk frame replaces everything, so that nothing stale outlives a reconnect', () => {
    const { store: s } = store();
    s.apply(deskFrame({ tickets: [row()], offers: [offer('a', 1)] }));
    s.apply(deskFrame());
    expect(s.state.desk?.rows.size).toBe(0);
    expect(s.state.desk?.offers).toEqual([]);
  });

  test('my own status follows the agents frame', () => {
    const { store: s } = store();
    s.apply(deskFrame());
    s.apply({ type: 'agents', upsert: [colleague({ status: 'away' })] });
    expect(s.state.desk?.me.status).toBe('away');
    expect(s.state.desk?.agents.get(2)?.status).toBe('away');
  });

  test('offers stand oldest first; each that ended is told with what was known of it', () => {
    const { store: s } = store();
    const ended = vi.fn();
    s.onOfferEnded(ended);
    s.apply(deskFrame());
    s.apply({ type: 'offers', offers: [offer('b', 2), offer('a', 1)], gone: [] });
    expect(s.state.desk?.offers.map((one) => one.id)).toEqual(['a', 'b']);
    const end = { id: 'a', why: 'taken' as const, winner: 'Yannis' };
    s.apply({ type: 'offers', offers: [offer('b', 2)], gone: [end] });
    expect(ended).toHaveBeenCalledExactlyOnceWith({ offer: offer('a', 1), end });
  });

  test('the server’s clock is kept as a difference to ours', () => {
    const { store: s, timers } = store();
    timers.advance(500);
    s.apply(welcome(1, 10_500));
    expect(s.state.clockOffset).toBe(10_000);
  });
});

describe('typing', () => {
  const typing = (active: boolean, agent: number | null = null) =>
    ({ type: 'typing', conversation: C, agent, name: 'Ana', active }) as const;

  test('ends by itself when nothing more is heard', () => {
    const { store: s, timers } = store();
    s.apply(typing(true));
    timers.advance(TYPING_LASTS_MS - 1);
    s.apply(typing(true));
    timers.advance(TYPING_LASTS_MS - 1);
    expect(s.state.typing.get(C)).toHaveLength(1);
    timers.advance(1);
    expect(s.state.typing.get(C)).toBeUndefined();
  });

  test('ends with the message, for its author alone', () => {
    const { store: s, timers } = store();
    s.apply({ type: 'local_snapshot', snapshot: snapshot() });
    s.apply(typing(true));
    s.apply(typing(true, 3));
    s.apply(frame({ seq: 1, items: [message(1)] }));
    expect(s.state.typing.get(C)).toEqual([{ agent: 3, name: 'Ana' }]);
    s.apply(typing(false, 3));
    expect(s.state.typing.size).toBe(0);
    expect(timers.waiting).toBe(0);
  });
});

describe('commands', () => {
  const reply = { do: 'reply', conversation: C, text: 'hi', files: [], submit_as: null } as const;
  const send = (s: DeskStore, id = 'x') => {
    s.apply({ type: 'local_snapshot', snapshot: snapshot() });
    s.apply({ type: 'local_command', id, command: { ...reply, files: [] }, at: 5 });
  };
  const done = (seq: number) => ({ type: 'done', id: 'x', conversation: C, seq, at: 0 }) as const;

  test('a message is replaced by the frame that carries it, whichever of frame and receipt comes first', () => {
    const { store: s } = store();
    send(s);
    s.apply(done(1));
    expect(s.state.commands).toHaveLength(1);
    s.apply(frame({ seq: 1, items: [message(1, { command: 'x' })] }));
    expect(s.state.commands).toEqual([]);

    const { store: other } = store();
    send(other);
    other.apply(frame({ seq: 1, items: [message(1, { command: 'x' })] }));
    expect(other.state.commands).toEqual([]);
    other.apply(done(1));
    expect(other.state.commands).toEqual([]);
  });

  test('a refused message stays to be seen until it is discarded', () => {
    const { store: s } = store();
    send(s);
    s.apply({ type: 'refused', id: 'x', error: { code: 'session_ended', message: '' } });
    expect(s.state.commands[0]?.phase).toMatchObject({ is: 'refused' });
    s.apply({ type: 'local_discard', id: 'x' });
    expect(s.state.commands).toEqual([]);
  });

  test('any other command is forgotten with its answer', () => {
    const { store: s } = store();
    s.apply({ type: 'local_command', id: 'x', command: { do: 'take', conversation: C }, at: 0 });
    s.apply({ type: 'refused', id: 'x', error: { code: 'already_assigned', message: '', winner: 'Yannis' } });
    expect(s.state.commands).toEqual([]);
  });
});
