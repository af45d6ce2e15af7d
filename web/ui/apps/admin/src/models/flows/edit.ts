/** What can be done to a flow. Every function gives a new one and leaves the old one as it was. */
import type { Flow, Spot, Step, Way } from './draft';
import { exitsOf, reachable, redirected, rerouted } from './ways';

/** Where a new step goes: onto a way that is there, or beside everything. */
export type Place = { at: 'start' } | { at: 'way'; step: string; key: string } | { at: 'spot'; spot: Spot };

const PREFIX: Record<Step['type'], string> = {
  send_message: 'message',
  present_options: 'options',
  ask_details: 'details',
  carousel: 'carousel',
  articles: 'articles',
  ask_if_resolved: 'resolved',
  condition: 'condition',
  set_variable: 'variable',
  transfer_to_agent: 'agent',
};

/** A name that no step has; it is what the events log shows. */
export function freshId(flow: Flow, type: Step['type']): string {
  for (let number = 1; ; number++) {
    const id = `${PREFIX[type]}_${number}`;
    if (!(id in flow.steps)) return id;
  }
}

/**
 * Puts a step into the flow. On a way that leads somewhere, what followed comes after the new step: behind its first
 * way, where it has several (behaviour 2.10). A step that ends the talk lets it hang loose.
 */
export function added(flow: Flow, step: Step, place: Place): { flow: Flow; id: string } {
  const id = freshId(flow, step.type);
  const followed = place.at === 'spot' ? null : leadsTo(flow, place);
  const first = exitsOf(step)[0];
  const placed = followed && first ? redirected(step, first.key, followed) : step;
  let next: Flow = { ...flow, steps: { ...flow.steps, [id]: placed } };
  if (place.at === 'spot') next = { ...next, layout: { ...next.layout, [id]: rounded(place.spot) } };
  if (place.at === 'start' || Object.keys(flow.steps).length === 0) next = { ...next, start: id };
  if (place.at === 'way') next = connected(next, place.step, place.key, id);
  return { flow: next, id };
}

function leadsTo(flow: Flow, place: Place): string | null {
  if (place.at === 'start') return flow.start && flow.start in flow.steps ? flow.start : null;
  if (place.at === 'spot') return null;
  const step = flow.steps[place.step];
  return (step && exitsOf(step).find(({ key }) => key === place.key)?.to) ?? null;
}

export function connected(flow: Flow, from: string, key: string, to: string | null): Flow {
  const step = flow.steps[from];
  if (!step) return flow;
  return { ...flow, steps: { ...flow.steps, [from]: redirected(step, key, to) } };
}

export function replaced(flow: Flow, id: string, step: Step): Flow {
  return id in flow.steps ? { ...flow, steps: { ...flow.steps, [id]: step } } : flow;
}

/** Gives a step another name; `null` where it is no name or somebody has it. */
export function renamed(flow: Flow, from: string, to: string): Flow | null {
  const step = flow.steps[from];
  const name = to.trim();
  if (!step || name === '' || [...name].length > 64 || (name !== from && name in flow.steps)) return null;
  const steps = Object.fromEntries(
    Object.entries(flow.steps).map(([id, one]) => [id === from ? name : id, rerouted(one, from, name)]),
  );
  const layout = Object.fromEntries(
    Object.entries(flow.layout ?? {}).map(([id, spot]) => [id === from ? name : id, spot]),
  );
  return { ...flow, steps, layout, start: flow.start === from ? name : flow.start };
}

/** What removing a step would do, to be said before it is done. */
export interface Removal {
  readonly id: string;
  /** Steps that can be reached only through it, which go with it. */
  readonly along: readonly string[];
  /** Where the ways to it lead afterwards. */
  readonly joins: string | null;
}

/** A step with one way out is taken out of its path; of one with several, whatever only it leads to goes too. */
export function removal(flow: Flow, id: string): Removal {
  const step = flow.steps[id];
  const targets = step ? [...new Set(exitsOf(step).flatMap(({ to }) => (to ? [to] : [])))] : [];
  const only = targets.length === 1 && targets[0] !== id ? (targets[0] ?? null) : null;
  if (only && flow.steps[only]) return { id, along: [], joins: only };
  const before = reachable(flow, [flow.start]);
  const after = reachable(flow, [flow.start], id);
  const below = reachable(flow, targets, id);
  const along = [...below].filter((other) => before.has(other) && !after.has(other) && other !== id);
  return { id, along, joins: null };
}

export function removed(flow: Flow, { id, along, joins }: Removal): Flow {
  const gone = new Set([id, ...along]);
  const left = Object.entries(flow.steps).filter(([other]) => !gone.has(other));
  const led = (to: Way) => (to === id ? joins : to && gone.has(to) ? null : to);
  const steps = left.map(([other, step]) => {
    let changed = step;
    for (const { key, to } of exitsOf(step)) {
      if (to && gone.has(to)) changed = redirected(changed, key, led(to) ?? null);
    }
    return [other, changed] as const;
  });
  const layout = Object.entries(flow.layout ?? {}).filter(([other]) => !gone.has(other));
  return {
    ...flow,
    steps: Object.fromEntries(steps),
    layout: Object.fromEntries(layout),
    start: led(flow.start) ?? null,
  };
}

/** A copy beside the original, which nothing leads to yet. */
export function copied(flow: Flow, id: string): { flow: Flow; id: string } | null {
  const step = flow.steps[id];
  if (!step) return null;
  const spot = flow.layout?.[id] ?? { x: 0, y: 0 };
  return added(flow, step, { at: 'spot', spot: { x: spot.x + 40, y: spot.y + 40 } });
}

export function moved(flow: Flow, spots: Readonly<Record<string, Spot>>): Flow {
  const known = Object.entries(spots).filter(([id]) => id in flow.steps);
  const rounds = known.map(([id, spot]) => [id, rounded(spot)] as const);
  return { ...flow, layout: { ...flow.layout, ...Object.fromEntries(rounds) } };
}

function rounded({ x, y }: Spot): Spot {
  return { x: Math.round(x), y: Math.round(y) };
}
