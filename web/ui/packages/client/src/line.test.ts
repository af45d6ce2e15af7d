import type { WidgetClientFrame, WidgetServerFrame } from '@frontdesk/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BACKOFF_BASE_MS, BACKOFF_CAP_MS, Line, type Surroundings } from './line.ts';

class FakeSocket {
  readyState = 0;
  bufferedAmount = 0;
  sent: WidgetClientFrame[] = [];
  closedWith: number | undefined;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: string) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text) as WidgetClientFrame);
  }

  close(code: number): void {
    this.readyState = 3;
    this.closedWith = code;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(frame: unknown): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }

  lose(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const HEARTBEAT_MS = 10_000;
const welcome = {
  type: 'welcome',
  epoch: 1,
  heartbeat_ms: HEARTBEAT_MS,
  now: 0,
  settings: {},
  conversation: null,
};
const typing: WidgetClientFrame = { type: 'typing', active: true };

function harness(random = 0.5) {
  const sockets: FakeSocket[] = [];
  const frames: WidgetServerFrame[] = [];
  const states: unknown[][] = [];
  let wake: (() => void) | null = null;
  let refuseToOpen = false;
  const surroundings: Surroundings = {
    open(url) {
      if (refuseToOpen) throw new Error('blocked');
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    now: () => Date.now(),
    random: () => random,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    onWake(run) {
      wake = run;
      return () => {
        wake = null;
      };
    },
  };
  let seq = 0;
  const line = new Line<WidgetClientFrame, WidgetServerFrame>({
    url: () => 'ws://desk/ws/widget',
    hello: () => ({ type: 'hello', integration: 'i', token: 't', conversation: null, epoch: 1, seq: seq++ }),
    knows: ['welcome', 'conversation', 'typing', 'done', 'refused', 'closing', 'pong'],
    onFrame: (frame) => frames.push(frame),
    onState: (...state) => states.push(state.filter((part) => part !== undefined)),
    surroundings,
  });
  return {
    line,
    sockets,
    frames,
    states,
    get socket(): FakeSocket {
      const last = sockets.at(-1);
      if (!last) throw new Error('no socket was opened');
      return last;
    },
    wake: () => wake?.(),
    listensForWake: () => wake !== null,
    refuseToOpen: (refuse: boolean) => {
      refuseToOpen = refuse;
    },
    online() {
      line.start();
      this.socket.open();
      this.socket.say(welcome);
    },
    /** Online for so long that the next failure counts as the first. */
    steady() {
      this.online();
      vi.advanceTimersByTime(6_000);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount(), 'a line has at most one timer').toBeLessThanOrEqual(1);
  vi.useRealTimers();
});

test('says hello first and is online with the welcome only', () => {
  const at = harness();
  at.line.start();
  expect(at.line.state).toBe('connecting');
  expect(at.line.send(typing)).toBe(false);
  at.socket.open();
  expect(at.socket.sent.map((frame) => frame.type)).toEqual(['hello']);
  expect(at.line.send(typing)).toBe(false);
  at.socket.say(welcome);
  expect(at.line.state).toBe('online');
  expect(at.line.send(typing)).toBe(true);
  expect(at.socket.sent.at(-1)).toEqual(typing);
  expect(at.states).toEqual([['connecting'], ['online']]);
  expect(at.frames.map((frame) => frame.type)).toEqual(['welcome']);
});

test('starting twice opens one socket', () => {
  const at = harness();
  at.line.start();
  at.line.start();
  expect(at.sockets).toHaveLength(1);
});

test('ignores what it cannot read and what it does not know', () => {
  const at = harness();
  at.online();
  for (const odd of ['not json', '[]', 'null', '7', '{"type":5}', '{}', '{"type":"from_the_future"}']) {
    at.socket.say(odd);
  }
  at.socket.onmessage?.({ data: new ArrayBuffer(3) });
  expect(at.frames).toHaveLength(1);
  expect(at.line.state).toBe('online');
});

test('the hello of each connection is made anew', () => {
  const at = harness();
  at.steady();
  at.socket.lose();
  vi.advanceTimersByTime(BACKOFF_BASE_MS);
  at.socket.open();
  expect(at.socket.sent).toMatchObject([{ type: 'hello', seq: 1 }]);
});

test('waits longer with each failure, never longer than the cap', () => {
  const at = harness(0.999_999);
  at.line.start();
  const waits: number[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    at.socket.lose();
    const wait = Number(at.states.at(-1)?.[1]);
    waits.push(wait);
    vi.advanceTimersByTime(wait + 1);
  }
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  expect(BACKOFF_CAP_MS).toBe(10_000);
});

test('the wait is drawn from the whole span, from nothing on', () => {
  const at = harness(0);
  at.line.start();
  at.socket.lose();
  expect(at.states.at(-1)).toEqual(['waiting', 0]);
});

test('after a good connection the waits begin again; after a young one they go on', () => {
  const at = harness();
  at.line.start();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    at.socket.lose();
    vi.advanceTimersByTime(BACKOFF_CAP_MS);
  }
  at.socket.open();
  at.socket.say(welcome);
  at.socket.lose();
  expect(at.states.at(-1)).toEqual(['waiting', 2000]);
  vi.advanceTimersByTime(2000);
  at.socket.open();
  at.socket.say(welcome);
  vi.advanceTimersByTime(5_000);
  at.socket.lose();
  expect(at.states.at(-1)).toEqual(['waiting', 125]);
});

test('an address that the browser refuses is tried again', () => {
  const at = harness();
  at.refuseToOpen(true);
  at.line.start();
  expect(at.states.at(-1)).toEqual(['waiting', 125]);
  at.refuseToOpen(false);
  vi.advanceTimersByTime(125);
  expect(at.sockets).toHaveLength(1);
});

test('gives up on a connection that never becomes one', () => {
  const at = harness();
  at.line.start();
  at.socket.open();
  vi.advanceTimersByTime(10_000);
  expect(at.line.state).toBe('waiting');
  expect(at.socket.closedWith).toBe(1000);
});

test('a draining server names when to come back, and waking up does not overrule it', () => {
  const at = harness();
  at.steady();
  at.socket.say({ type: 'closing', reason: 'draining', retry_after_ms: 3000 });
  expect(at.states.at(-1)).toEqual(['waiting', 3125]);
  expect(at.frames.at(-1)?.type).toBe('closing');
  vi.advanceTimersByTime(2900);
  at.wake();
  expect(at.sockets).toHaveLength(1);
  vi.advanceTimersByTime(300);
  expect(at.sockets).toHaveLength(2);
});

test.each([1012, 4409])('%i means: come back', (code) => {
  const at = harness();
  at.steady();
  at.socket.lose(code);
  expect(at.line.state).toBe('waiting');
});

test('4408 means: at once, and resume', () => {
  const at = harness();
  at.steady();
  at.socket.lose(4408);
  expect(at.sockets).toHaveLength(2);
  at.socket.open();
  expect(at.socket.sent).toMatchObject([{ type: 'hello', seq: 1 }]);
});

test('a line that is closed as slow again and again waits all the same', () => {
  const at = harness();
  at.online();
  at.socket.lose(4408);
  expect(at.sockets).toHaveLength(2);
  at.socket.open();
  at.socket.say(welcome);
  at.socket.lose(4408);
  expect(at.line.state).toBe('waiting');
});

test.each([
  [4401, 'signed_out'],
  [4400, 'protocol'],
  [1009, 'protocol'],
])('close code %i stops the line as %s', (code, reason) => {
  const at = harness();
  at.online();
  at.socket.lose(code);
  expect(at.states.at(-1)).toEqual(['stopped', reason]);
  expect(at.listensForWake()).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(at.sockets).toHaveLength(1);
});

test.each(['signed_out', 'protocol'])('the frame closing/%s stops the line as well', (reason) => {
  const at = harness();
  at.online();
  at.socket.say({ type: 'closing', reason, retry_after_ms: 0 });
  expect(at.states.at(-1)).toEqual(['stopped', reason]);
});

test('the frame closing/slow brings it back at once', () => {
  const at = harness();
  at.steady();
  at.socket.say({ type: 'closing', reason: 'slow', retry_after_ms: 0 });
  expect(at.sockets).toHaveLength(2);
});

test('pings after the silence that the server named, and reconnects after twice that', () => {
  const at = harness();
  at.online();
  vi.advanceTimersByTime(HEARTBEAT_MS - 1);
  expect(at.socket.sent).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(at.socket.sent.at(-1)).toEqual({ type: 'ping', at: Date.now() });
  vi.advanceTimersByTime(HEARTBEAT_MS - 1);
  expect(at.line.state).toBe('online');
  vi.advanceTimersByTime(1);
  expect(at.line.state).toBe('waiting');
});

test('anything that is heard counts as life', () => {
  const at = harness();
  at.online();
  for (let round = 0; round < 10; round += 1) {
    vi.advanceTimersByTime(HEARTBEAT_MS + 1);
    at.socket.say({ type: 'pong', at: 1 });
  }
  expect(at.line.state).toBe('online');
  expect(at.sockets).toHaveLength(1);
});

test('a clock that is set back neither kills the line nor silences its heartbeat', () => {
  const at = harness();
  at.online();
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(HEARTBEAT_MS);
  at.socket.say({ type: 'pong', at: 1 });
  vi.advanceTimersByTime(2 * HEARTBEAT_MS);
  expect(at.socket.sent.at(-1)?.type).toBe('ping');
});

test('reconnects at once when the network or the reader is back', () => {
  const at = harness();
  at.line.start();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    at.socket.lose();
    vi.advanceTimersByTime(BACKOFF_CAP_MS);
  }
  at.socket.lose();
  const before = at.sockets.length;
  at.wake();
  expect(at.sockets).toHaveLength(before + 1);
  expect(at.line.state).toBe('connecting');
});

test('a line that died in its sleep is found out on waking', () => {
  const at = harness();
  at.steady();
  at.wake();
  expect(at.socket.sent.at(-1)?.type).toBe('ping');
  vi.advanceTimersByTime(4_000);
  expect(at.sockets).toHaveLength(2);
});

test('a line that answers on waking is kept', () => {
  const at = harness();
  at.steady();
  at.wake();
  at.socket.say({ type: 'pong', at: 1 });
  vi.advanceTimersByTime(4_000);
  expect(at.sockets).toHaveLength(1);
  expect(at.line.state).toBe('online');
});

test('a store that saw a gap gets a new connection', () => {
  const at = harness();
  at.steady();
  at.line.renew();
  expect(at.sockets[0]?.closedWith).toBe(1000);
  at.socket.open();
  expect(at.socket.sent).toMatchObject([{ type: 'hello', seq: 1 }]);
});

test('late events of a socket that was left are nobody’s', () => {
  const at = harness();
  at.steady();
  const old = at.socket;
  const { onmessage, onclose } = old;
  at.line.renew();
  onmessage?.({ data: JSON.stringify(typing) });
  onclose?.({ code: 4401 });
  expect(at.line.state).toBe('connecting');
  expect(at.frames.map((frame) => frame.type)).toEqual(['welcome']);
});

test('refuses to send when the network does not take what it has', () => {
  const at = harness();
  at.online();
  at.socket.bufferedAmount = 2_000_000;
  expect(at.line.send(typing)).toBe(false);
});

test('stop is final until start', () => {
  const at = harness();
  at.online();
  at.line.stop();
  expect(at.states.at(-1)).toEqual(['stopped', 'asked']);
  expect(at.socket.closedWith).toBe(1000);
  at.wake();
  vi.advanceTimersByTime(60_000);
  expect(at.sockets).toHaveLength(1);
  at.line.start();
  expect(at.sockets).toHaveLength(2);
});

test('a listener may stop the line from within a frame', () => {
  const at = harness();
  at.online();
  at.frames.push = () => {
    at.line.stop();
    return 0;
  };
  at.socket.say({ type: 'closing', reason: 'draining', retry_after_ms: 5 });
  expect(at.states.at(-1)).toEqual(['stopped', 'asked']);
  expect(vi.getTimerCount()).toBe(0);
});
