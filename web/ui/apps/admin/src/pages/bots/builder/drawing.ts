/** The flow as the canvas's nodes and edges. */
import type { Edge, Node } from '@xyflow/react';
import { createContext } from 'react';
import type { Texts } from '../../../i18n/en';
import type { Built } from '../../../models/flows/builder_state';
import type { Flow, Step } from '../../../models/flows/draft';
import { completed, NODE_WIDTH } from '../../../models/flows/layout';
import type { Box } from '../../../models/flows/routes';
import { exitsOf } from '../../../models/flows/ways';
import { exitName, saysOf, stepName } from '../step_words';

export interface StepData extends Record<string, unknown> {
  readonly step: Step;
  readonly begins: boolean;
  readonly wrong: number;
  /** A trial stands here. */
  readonly tried: boolean;
}

export type StepNode = Node<StepData, 'step'>;
/** Where the steps stand just now, for the lines that go round them. */
export const BoxesContext = createContext<readonly Box[]>([]);

export function boxesOf(nodes: readonly StepNode[]): Box[] {
  return nodes.map(({ id, position, measured, initialHeight }) => ({
    id,
    ...position,
    width: NODE_WIDTH,
    height: measured?.height ?? initialHeight ?? HEAD,
  }));
}

export type WayEdgeOf = Edge<Record<string, unknown>, 'way'>;

const HEAD = 46;
const ROW = 30;
const LINE = 19;
const TITLE = 18;
const LINE_CHARS = 34;
const MOST_LINES = 3;

/** How high a step is drawn, near enough to find it a place. */
export function heightOf(flow: Flow, id: string): number {
  const step = flow.steps[id];
  if (!step) return HEAD;
  const lines = Math.min(MOST_LINES, Math.ceil(saysOf(step).length / LINE_CHARS));
  const titles = step.type === 'articles' ? step.articles.length * TITLE + 6 : 0;
  return HEAD + lines * LINE + titles + exitsOf(step).length * ROW + 12;
}

export function nodesOf(t: Texts, { flow, selected, problems }: Built, tried: string | null): StepNode[] {
  const spots = completed(flow, (id) => heightOf(flow, id));
  // In the order in which they stand, which is the order of Tab.
  const place = (id: string) => spots[id] ?? { x: 0, y: 0 };
  const order = Object.entries(flow.steps).sort(
    ([a], [b]) => place(a).x - place(b).x || place(a).y - place(b).y,
  );
  return order.map(([id, step]) => ({
    id,
    type: 'step',
    position: place(id),
    data: {
      step,
      begins: flow.start === id,
      wrong: problems.filter((problem) => problem.step === id).length,
      tried: tried === id,
    },
    width: NODE_WIDTH,
    initialHeight: heightOf(flow, id),
    selected: selected === id,
    ariaLabel: stepName(t, flow, id),
  }));
}

export function edgesOf(t: Texts, flow: Flow): WayEdgeOf[] {
  return Object.entries(flow.steps).flatMap(([id, step]) =>
    exitsOf(step).flatMap((exit) => {
      if (exit.to === null || !flow.steps[exit.to]) return [];
      const from = `${stepName(t, flow, id)}, ${exitName(t, step, exit)}`;
      return [
        {
          id: `${id}→${exit.key}`,
          type: 'way' as const,
          source: id,
          sourceHandle: exit.key,
          target: exit.to,
          ariaLabel: t.flows.builder.between(from, stepName(t, flow, exit.to)),
        },
      ];
    }),
  );
}
