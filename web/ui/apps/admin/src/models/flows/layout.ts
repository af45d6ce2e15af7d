/**
 * Places for the steps of a flow: layers from left to right by the longest way from the beginning, and in each layer
 * the order that crosses the fewest lines, found by going over the layers a few times.
 */
import type { Flow, Spot } from './draft';
import { exitsOf } from './ways';

/** Canvas units. The width of a node and the gaps between nodes. */
export const NODE_WIDTH = 260;
const GAP_X = 88;
const GAP_Y = 40;
const SWEEPS = 4;

export type HeightOf = (id: string) => number;

/** A place for every step. `heightOf` in canvas units. */
export function arranged(flow: Flow, heightOf: HeightOf): Record<string, Spot> {
  const layers = ordered(flow, layered(flow));
  const spots: Record<string, Spot> = {};
  for (const [column, layer] of layers.entries()) {
    const height = layer.reduce((sum, id) => sum + heightOf(id), 0) + (layer.length - 1) * GAP_Y;
    let y = -height / 2;
    for (const id of layer) {
      spots[id] = { x: column * (NODE_WIDTH + GAP_X), y: Math.round(y) };
      y += heightOf(id) + GAP_Y;
    }
  }
  return spots;
}

/** Steps without a place get one; the others stay where they are. */
export function completed(flow: Flow, heightOf: HeightOf): Record<string, Spot> {
  const known = flow.layout ?? {};
  const ids = Object.keys(flow.steps);
  const missing = ids.filter((id) => !known[id]);
  if (missing.length === 0) return { ...known };
  if (missing.length === ids.length) return arranged(flow, heightOf);
  const spots: Record<string, Spot> = { ...known };
  for (const id of missing) {
    const before = ids.find((other) => {
      const step = flow.steps[other];
      return spots[other] && step && exitsOf(step).some(({ to }) => to === id);
    });
    const beside = before === undefined ? { x: 0, y: 0 } : spots[before];
    const x = (beside?.x ?? 0) + (before === undefined ? 0 : NODE_WIDTH + GAP_X);
    spots[id] = free(spots, heightOf, { x, y: beside?.y ?? 0 }, heightOf(id));
  }
  return spots;
}

/** The first place below the wanted one where a step of this height meets no other. */
function free(taken: Readonly<Record<string, Spot>>, heightOf: HeightOf, wanted: Spot, height: number): Spot {
  const spot = { ...wanted };
  const hit = () =>
    Object.entries(taken).find(
      ([id, other]) =>
        Math.abs(other.x - spot.x) < NODE_WIDTH + GAP_Y / 2 &&
        other.y < spot.y + height + GAP_Y / 2 &&
        spot.y < other.y + heightOf(id) + GAP_Y / 2,
    );
  for (let met = hit(); met; met = hit()) spot.y = met[1].y + heightOf(met[0]) + GAP_Y;
  return spot;
}

/** Steps by layer. A way back up, on a circle, does not count. */
function layered(flow: Flow): string[][] {
  const depth = new Map<string, number>();
  const onPath = new Set<string>();
  const order: string[] = [];
  const visit = (id: string) => {
    const step = flow.steps[id];
    if (!step || depth.has(id)) return;
    depth.set(id, 0);
    onPath.add(id);
    for (const { to } of exitsOf(step)) if (to && !onPath.has(to)) visit(to);
    onPath.delete(id);
    order.unshift(id);
  };
  if (flow.start) visit(flow.start);
  for (const id of Object.keys(flow.steps)) visit(id);
  const place = new Map(order.map((id, at) => [id, at]));
  for (const id of order) {
    const step = flow.steps[id];
    if (!step) continue;
    for (const { to } of exitsOf(step)) {
      const forward = to !== null && (place.get(to) ?? -1) > (place.get(id) ?? 0);
      if (forward) depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(id) ?? 0) + 1));
    }
  }
  const layers: string[][] = [];
  for (const id of order) {
    const at = depth.get(id) ?? 0;
    const layer = layers[at] ?? [];
    layer.push(id);
    layers[at] = layer;
  }
  return layers.filter(Boolean);
}

function ordered(flow: Flow, layers: string[][]): string[][] {
  const above = new Map<string, string[]>();
  for (const [id, step] of Object.entries(flow.steps)) {
    for (const { to } of exitsOf(step)) if (to) above.set(to, [...(above.get(to) ?? []), id]);
  }
  const below = (id: string) => {
    const step = flow.steps[id];
    return step ? exitsOf(step).flatMap(({ to }) => (to ? [to] : [])) : [];
  };
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    const line = down ? layers.slice(1) : layers.slice(0, -1).reverse();
    const places = new Map(
      layers.flatMap((layer) => layer.map((id, at) => [id, at / layer.length] as const)),
    );
    for (const layer of line) {
      const middle = new Map(
        layer.map((id) => [
          id,
          mean(down ? (above.get(id) ?? []) : below(id), places) ?? places.get(id) ?? 0,
        ]),
      );
      layer.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
      for (const [at, id] of layer.entries()) places.set(id, at / layer.length);
    }
  }
  return layers;
}

function mean(ids: readonly string[], places: ReadonlyMap<string, number>): number | null {
  const known = ids.flatMap((id) => places.get(id) ?? []);
  return known.length === 0 ? null : known.reduce((sum, place) => sum + place, 0) / known.length;
}
