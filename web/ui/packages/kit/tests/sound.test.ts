import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Sound } from '../src/sound';

const NOTE = { hertz: 440, start: 0, length: 0.3 };

/** A browser's sound, as far as it is asked here. */
class Made {
  static all: Made[] = [];
  static state = 'running';
  state = Made.state;
  currentTime = 0;
  destination = {};
  started: (() => void)[] = [];
  played: number[] = [];
  constructor() {
    Made.all.push(this);
  }
  resume() {
    return new Promise<void>((done) => {
      if (this.state === 'running') done();
      else this.started.push(done);
    });
  }
  start() {
    this.state = 'running';
    for (const done of this.started.splice(0)) done();
  }
  createGain() {
    const change = () => {};
    return {
      gain: { setValueAtTime: change, linearRampToValueAtTime: change, exponentialRampToValueAtTime: change },
      connect: (to: object) => to,
    };
  }
  createOscillator() {
    const frequency = { value: 0 };
    return {
      frequency,
      connect: (to: object) => to,
      start: () => this.played.push(frequency.value),
      stop: () => {},
    };
  }
}

let idle: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  idle = [];
  Made.all = [];
  Made.state = 'running';
  vi.stubGlobal('AudioContext', Made);
  vi.stubGlobal('requestIdleCallback', (then: () => void) => idle.push(then));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A second passes, and the page has nothing to do. */
function rest() {
  vi.advanceTimersByTime(1_000);
  for (const then of idle.splice(0)) then();
}

test('is silent before the first touch, and made once, when what that was for is done', () => {
  const sound = new Sound();
  sound.play([NOTE], 1);
  sound.allow();
  sound.allow();
  vi.advanceTimersByTime(1_000);
  expect(Made.all).toEqual([]);
  rest();
  expect(Made.all).toHaveLength(1);
  sound.play([NOTE, { ...NOTE, hertz: 880 }], 0.5);
  expect(Made.all[0]?.played).toEqual([440, 880]);
});

test('what is due before it was made is heard at once', async () => {
  const sound = new Sound();
  sound.allow();
  sound.play([NOTE], 1);
  expect(Made.all[0]?.played).toEqual([440]);
  rest();
  expect(Made.all).toHaveLength(1);
});

test('what the browser keeps asleep is woken by the next touch, and then says nothing of what is over', async () => {
  Made.state = 'suspended';
  const sound = new Sound();
  sound.allow();
  rest();
  const [made] = Made.all;
  sound.play([NOTE], 1);
  vi.advanceTimersByTime(5_000);
  sound.allow();
  made?.start();
  await vi.runAllTimersAsync();
  expect(made?.played).toEqual([]);
  sound.play([NOTE], 1);
  expect(made?.played).toEqual([440]);
});

test('what starts with a small delay is heard', async () => {
  Made.state = 'suspended';
  const sound = new Sound();
  sound.allow();
  sound.play([NOTE], 1);
  vi.advanceTimersByTime(50);
  Made.all[0]?.start();
  await vi.runAllTimersAsync();
  expect(Made.all[0]?.played).toEqual([440]);
});

test('a browser that does not tell when it has time makes it all the same', () => {
  Reflect.deleteProperty(globalThis, 'requestIdleCallback');
  new Sound().allow();
  vi.advanceTimersByTime(999);
  expect(Made.all).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(Made.all).toHaveLength(1);
});

test('no strength is no sound, and a machine without sound is no failure', () => {
  const sound = new Sound();
  sound.allow();
  rest();
  sound.play([NOTE], 0);
  expect(Made.all[0]?.played).toEqual([]);
  vi.stubGlobal('AudioContext', function broken() {
    throw new Error('no device');
  });
  const mute = new Sound();
  mute.allow();
  rest();
  mute.play([NOTE], 1);
  expect(Made.all).toHaveLength(1);
});
