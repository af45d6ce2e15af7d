import { describe, expect, test } from 'vitest';
import { type Box, routed } from '../../src/models/flows/routes';

const box = (id: string, x: number, y: number): Box => ({ id, x, y, width: 260, height: 100 });
const from = box('from', 0, 0);
const to = box('to', 700, 0);
/** Where a step's lines leave it and come in. */
const start = { x: 260, y: 50 };
const end = { x: 700, y: 50 };

describe('a line', () => {
  test('goes as usual where nothing stands in its way', () => {
    expect(routed(start, end, 'from', 'to', [from, to, box('aside', 350, 300)])).toBeNull();
  });

  test('goes round a step between, on the shorter side', () => {
    const below = routed(start, end, 'from', 'to', [from, to, box('between', 350, -20)]);
    expect(below?.middle.y).toBe(96);
    const above = routed(start, end, 'from', 'to', [from, to, box('between', 350, 20)]);
    expect(above?.middle.y).toBe(4);
  });

  test('goes round what stands beside that as well', () => {
    const two = [box('between', 350, 20), box('above', 350, -110)];
    // Above the first there is no room between the two.
    expect(routed(start, end, 'from', 'to', [from, to, ...two])?.middle.y).toBe(136);
  });

  test('back to an earlier step, or to its own, runs outside of both', () => {
    const back = routed({ x: 960, y: 50 }, { x: 0, y: 50 }, 'to', 'from', [from, to]);
    expect(back?.middle.y === -16 || back?.middle.y === 116).toBe(true);
    const own = routed(start, { x: 0, y: 50 }, 'from', 'from', [from]);
    expect(own?.middle).toEqual({ x: 130, y: -16 });
  });
});
