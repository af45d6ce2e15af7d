import '@xyflow/react/dist/base.css';
import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { IconHierarchy2, IconMaximize, IconMinus, IconPlus, IconRoute } from '@tabler/icons-react';
import {
  applyNodeChanges,
  Background,
  type Connection,
  Panel as Corner,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { STEP_TYPES } from '../../../models/flows/draft';
import type { Place } from '../../../models/flows/edit';
import { arranged, NODE_WIDTH } from '../../../models/flows/layout';
import { newStep } from '../../../models/flows/starter';
import { useWords } from '../../../words';
import styles from './canvas.module.css';
import { BoxesContext, boxesOf, edgesOf, heightOf, nodesOf, type StepNode } from './drawing';
import { DRAGGED } from './palette';
import { useScene } from './scene';
import { StepNodeView } from './step_node';
import { WayEdge } from './way_edge';

const NODES = { step: StepNodeView };
const EDGES = { way: WayEdge };
/** Larger flows are looked at from farther away. */
const NEAREST = 1.6;
const FARTHEST = 0.1;
/** Below this nobody reads what a step says. */
const READABLE = 0.6;
/** From more steps on lines go straight: finding a way round all of them takes longer than a frame. */
const MOST_ROUTED = 200;
/** Pixels left free around what is shown. */
const MARGIN = 40;
const FIT = { padding: 0.12, maxZoom: 1, duration: 120 } as const;

export default function Canvas() {
  return (
    <ReactFlowProvider>
      <Board />
    </ReactFlowProvider>
  );
}

function Board() {
  const { model, trial, now, show, askRemove, open, panel } = useScene();
  const { at } = useModel(trial);
  const { t } = useWords();
  const w = t.flows.builder;
  const board = useReactFlow<StepNode>();
  const frame = useRef<HTMLDivElement>(null);
  const { flow, selected } = now;
  const drawn = useMemo(() => nodesOf(t, now, at), [t, now, at]);
  const edges = useMemo(() => edgesOf(t, flow), [t, flow]);
  // While a step is dragged its place is the canvas's own affair; it is the flow's when it is let go.
  const [nodes, setNodes] = useState<StepNode[]>(drawn);
  useEffect(() => {
    setNodes((before) => {
      const measured = new Map(before.map((node) => [node.id, node.measured]));
      return drawn.map((node) => ({ ...node, measured: measured.get(node.id) ?? node.measured }) as StepNode);
    });
  }, [drawn]);
  const boxes = useMemo(() => (nodes.length > MOST_ROUTED ? [] : boxesOf(nodes)), [nodes]);
  const move = useCallback(
    (changes: NodeChange<StepNode>[]) => {
      setNodes((before) => applyNodeChanges(changes, before));
      const settled: Record<string, { x: number; y: number }> = {};
      for (const change of changes) {
        if (change.type === 'select' && change.selected) show(change.id);
        if (change.type === 'position' && change.position && change.dragging !== true)
          settled[change.id] = change.position;
      }
      if (Object.keys(settled).length > 0) model.move(settled, `move ${Object.keys(settled).join(' ')}`);
    },
    [model, show],
  );
  // All of it where that can be read; otherwise as many whole columns as can be, from where it begins.
  const look = () => {
    if (drawn.length === 0) return;
    const { width: wide = 1, height: high = 1 } = frame.current?.getBoundingClientRect() ?? {};
    const [roomX, roomY] = [wide - MARGIN * 2, high - MARGIN * 2];
    const whole = board.getNodesBounds(drawn);
    if (Math.min(roomX / whole.width, roomY / whole.height) >= READABLE) {
      void board.fitView({ ...FIT, duration: 0 });
      return;
    }
    const first = drawn.find((node) => node.data.begins) ?? drawn[0];
    const left = first?.position.x ?? whole.x;
    const seen = drawn.filter(
      ({ position: { x } }) => x >= left && (x + NODE_WIDTH - left) * READABLE <= roomX,
    );
    const part = board.getNodesBounds(seen.length > 0 ? seen : drawn.slice(0, 1));
    const zoom = Math.min(1, roomX / part.width);
    const middle = part.height * zoom <= roomY ? part.y + part.height / 2 : (first?.position.y ?? 0) + 40;
    void board.setViewport({ x: MARGIN - left * zoom, y: high / 2 - middle * zoom, zoom });
  };
  // What is selected is in sight, even when its form takes room from the canvas.
  useEffect(() => {
    if (selected === null || panel === null) return;
    const wait = requestAnimationFrame(() => {
      const node = board.getNode(selected);
      const seen = frame.current?.getBoundingClientRect();
      if (!node || !seen) return;
      const [wide, high] = [node.measured?.width ?? NODE_WIDTH, node.measured?.height ?? 0];
      const { x, y } = node.position;
      const from = board.flowToScreenPosition({ x, y });
      const to = board.flowToScreenPosition({ x: x + wide, y: y + high });
      const inside = from.x >= seen.left && to.x <= seen.right && from.y >= seen.top && to.y <= seen.bottom;
      if (inside) return;
      // By the canvas as it is now: the board hears of its new size only later.
      const zoom = board.getZoom();
      const middle = { x: (x + wide / 2) * zoom, y: (y + high / 2) * zoom };
      const viewport = { x: seen.width / 2 - middle.x, y: seen.height / 2 - middle.y, zoom };
      void board.setViewport(viewport, { duration: 120 });
    });
    return () => cancelAnimationFrame(wait);
  }, [board, selected, panel]);
  const connect = ({ source, sourceHandle, target }: Connection) => {
    if (sourceHandle) model.connect(source, sourceHandle, target);
  };
  const drop = (event: DragEvent) => {
    const type = STEP_TYPES.find((one) => one === event.dataTransfer.getData(DRAGGED));
    if (!type) return;
    event.preventDefault();
    const { x, y } = board.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const place = placeAt(event.clientX, event.clientY) ?? { at: 'spot', spot: { x: x - 130, y: y - 30 } };
    model.add(newStep(type, t.flows.starter), place);
    open('inspect');
  };
  const arrange = () => {
    model.move(arranged(flow, (id) => heightOf(flow, id)));
    requestAnimationFrame(() => void board.fitView(FIT));
  };
  const empty = drawn.length === 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be added by keyboard at the palette
    <div
      ref={frame}
      className={styles.canvas}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={drop}
    >
      <BoxesContext value={boxes}>
        <ReactFlow<StepNode>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODES}
          edgeTypes={EDGES}
          onNodesChange={move}
          onConnect={connect}
          onPaneClick={() => model.select(null)}
          onBeforeDelete={async ({ nodes: steps, edges: ways }) => {
            const [step] = steps;
            if (step) askRemove(step.id);
            else
              for (const way of ways) if (way.sourceHandle) model.connect(way.source, way.sourceHandle, null);
            return false;
          }}
          deleteKeyCode={['Delete', 'Backspace']}
          multiSelectionKeyCode={null}
          selectionKeyCode={null}
          minZoom={FARTHEST}
          maxZoom={NEAREST}
          onInit={() => look()}
          aria-label={w.canvasLabel}
          connectionRadius={28}
          nodeDragThreshold={3}
          proOptions={{ hideAttribution: true }}
          onlyRenderVisibleElements={drawn.length > 200}
          data-selected={selected ?? undefined}
        >
          <Background gap={20} size={1.2} color="var(--fd-line)" />
          {drawn.length > 12 && (
            <MiniMap
              pannable
              ariaLabel={null}
              className={styles.map ?? ''}
              bgColor="var(--fd-surface)"
              maskColor="color-mix(in srgb, var(--fd-line) 55%, transparent)"
              nodeColor="var(--fd-line-strong)"
            />
          )}
          <Corner position="bottom-left" className={styles.corner ?? ''}>
            <Tool label={w.closer} onClick={() => void board.zoomIn()} of={IconPlus} />
            <Tool label={w.farther} onClick={() => void board.zoomOut()} of={IconMinus} />
            <Tool label={w.fit} onClick={() => void board.fitView(FIT)} of={IconMaximize} />
            <Tool label={w.arrange} onClick={arrange} of={IconHierarchy2} />
          </Corner>
        </ReactFlow>
      </BoxesContext>
      {empty && (
        <div className={styles.empty}>
          <IconRoute size={28} stroke={1.5} aria-hidden="true" />
          <strong>{w.canvasEmpty}</strong>
          <p>{w.canvasEmptyHint}</p>
        </div>
      )}
    </div>
  );
}

function Tool({ label, onClick, of: Shape }: { label: string; onClick: () => void; of: typeof IconPlus }) {
  return (
    <Button small square look="quiet" aria-label={label} title={label} onClick={onClick}>
      <Shape size={16} stroke={1.8} aria-hidden="true" />
    </Button>
  );
}

/** The way below the pointer: a line, its plus, or the row of a step that leads somewhere. */
function placeAt(x: number, y: number): Place | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const way = element.closest('[data-way-step]');
    const step = way?.getAttribute('data-way-step');
    const key = way?.getAttribute('data-way-key');
    if (step && key) return { at: 'way', step, key };
  }
  return null;
}
