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
  woken = 0;
  played: number[] = [];
  constructor() {
    Made.all.push(this);
  }
  resume() {
    this.woken += 1;
    return Promise.resolve();
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

let frames: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  Made.all = [];
  Made.state = 'running';
  vi.stubGlobal('AudioContext', Made);
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => frames.push(next));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function painted() {
  for (const next of frames.splice(0)) next();
  vi.runAllTimers();
}

test('is silent before the first touch, and made once, after the frame that answers it', () => {
  const sound = new Sound();
  sound.play([NOTE], 1);
  sound.allow();
  sound.allow();
  expect(Made.all).toEqual([]);
  painted();
  expect(Made.all).toHaveLength(1);
  sound.play([NOTE, { ...NOTE, hertz: 880 }], 0.5);
  expect(Made.all[0]?.played).toEqual([440, 880]);
});

test('what the browser keeps asleep is woken by the next touch, and silent until then', () => {
  Made.state = 'suspended';
  const sound = new Sound();
  sound.allow();
  painted();
  const [made] = Made.all;
  sound.play([NOTE], 1);
  expect(made?.played).toEqual([]);
  sound.allow();
  expect(made?.woken).toBe(2);
});

test('no strength is no sound, and a machine without sound is no failure', () => {
  const sound = new Sound();
  sound.allow();
  painted();
  sound.play([NOTE], 0);
  expect(Made.all[0]?.played).toEqual([]);
  vi.stubGlobal('AudioContext', function broken() {
    throw new Error('no device');
  });
  const mute = new Sound();
  mute.allow();
  painted();
  mute.play([NOTE], 1);
  expect(Made.all).toHaveLength(1);
});
