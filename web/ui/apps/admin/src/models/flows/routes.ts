/** The way of a line from step to step that leaves other steps in sight: pure geometry, in canvas units. */
import type { Spot } from './draft';

export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Route {
  /** The `d` of an SVG path. */
  readonly path: string;
  /** Where something that belongs to the line may stand. */
  readonly middle: Spot;
}

/** Between a line and the step that it goes round. */
const CLEAR = 16;
/** How far a line leaves a step before it turns back. */
const STUB = 24;
const CORNER = 10;
const SAMPLES = 24;
/** How often what is in the way may push a line farther; after that it goes as it is. */
const TRIES = 4;

/** `null` where the usual curve meets nothing. `from` and `to` are steps at the line's ends. */
export function routed(
  start: Spot,
  end: Spot,
  from: string,
  to: string,
  boxes: readonly Box[],
): Route | null {
  if (end.x < start.x + STUB) return backwards(start, end, boxes);
  const others = boxes.filter(({ id }) => id !== from && id !== to);
  const met = new Set(others.filter((box) => hits(curve(start, end), box)));
  if (met.size === 0) return null;
  for (let tries = 0; tries < TRIES; tries++) {
    const left = Math.max(start.x + CLEAR, Math.min(...[...met].map(({ x }) => x)) - CLEAR);
    const right = Math.min(end.x - CLEAR, Math.max(...[...met].map(({ x, width }) => x + width)) + CLEAR);
    const y = lane(left, right, start.y, end.y, others);
    const [into, out] = [
      { x: left, y },
      { x: right, y },
    ];
    const more = others.filter(
      (box) => !met.has(box) && (hits(curve(start, into), box) || hits(curve(out, end), box)),
    );
    if (more.length === 0 || tries === TRIES - 1)
      return {
        path: `M${at(start)} ${bend(start, into)} L${at(out)} ${bend(out, end)}`,
        middle: { x: (left + right) / 2, y },
      };
    for (const box of more) met.add(box);
  }
  return null;
}

/** Round the steps between, and into the other from its own side. */
function backwards(start: Spot, end: Spot, boxes: readonly Box[]): Route {
  const [right, left] = [start.x + STUB, end.x - STUB];
  const y = lane(left, right, start.y, end.y, boxes);
  return {
    path: polyline([
      start,
      { x: right, y: start.y },
      { x: right, y },
      { x: left, y },
      { x: left, y: end.y },
      end,
    ]),
    middle: { x: (left + right) / 2, y },
  };
}

/** The height at which nothing stands from `left` to `right`, with the shortest way there. */
function lane(left: number, right: number, from: number, to: number, boxes: readonly Box[]): number {
  const within = boxes.filter(({ x, width }) => x < right && x + width > left);
  const heights = within.flatMap(({ y, height }) => [y - CLEAR, y + height + CLEAR]);
  const free = heights.filter((at) =>
    within.every(({ y, height }) => at <= y - CLEAR || at >= y + height + CLEAR),
  );
  const way = (at: number) => Math.abs(at - from) + Math.abs(at - to);
  return free.toSorted((a, b) => way(a) - way(b))[0] ?? (from + to) / 2;
}

/** Points of the curve that leaves and arrives level. */
function curve(a: Spot, b: Spot): Spot[] {
  const half = (b.x - a.x) / 2;
  return Array.from({ length: SAMPLES + 1 }, (_, step) => {
    const t = step / SAMPLES;
    const u = 1 - t;
    const [p, q, r, s] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    return { x: p * a.x + q * (a.x + half) + r * (b.x - half) + s * b.x, y: (p + q) * a.y + (r + s) * b.y };
  });
}

function hits(points: readonly Spot[], { x, y, width, height }: Box): boolean {
  return points.some((one) => one.x > x && one.x < x + width && one.y > y && one.y < y + height);
}

const at = ({ x, y }: Spot) => `${x},${y}`;

function bend(a: Spot, b: Spot): string {
  const half = (b.x - a.x) / 2;
  return `C${a.x + half},${a.y} ${b.x - half},${b.y} ${at(b)}`;
}

/** Straight parts with round corners. */
function polyline(points: readonly Spot[]): string {
  return points
    .map((point, place) => {
      const [before, after] = [points[place - 1], points[place + 1]];
      if (!before) return `M${at(point)}`;
      if (!after) return `L${at(point)}`;
      return `L${at(towards(point, before))} Q${at(point)} ${at(towards(point, after))}`;
    })
    .join(' ');
}

/** A little way from one point to another. */
function towards(point: Spot, other: Spot): Spot {
  const far = Math.hypot(other.x - point.x, other.y - point.y);
  const part = far === 0 ? 0 : Math.min(CORNER, far / 2) / far;
  return { x: point.x + (other.x - point.x) * part, y: point.y + (other.y - point.y) * part };
}
