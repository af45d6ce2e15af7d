import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { useContext } from 'react';
import { routed } from '../../../models/flows/routes';
import { useWords } from '../../../words';
import { stepName } from '../step_words';
import { AddMenu } from './add_menu';
import styles from './canvas.module.css';
import { BoxesContext, type WayEdgeOf } from './drawing';
import { useScene } from './scene';

export function WayEdge(props: EdgeProps<WayEdgeOf>) {
  const { id, source, target, sourceHandleId, selected } = props;
  const { now } = useScene();
  const { t } = useWords();
  const boxes = useContext(BoxesContext);
  const { sourceX, sourceY, targetX, targetY } = props;
  const round = routed({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, source, target, boxes);
  const [straight, middleX, middleY] = getBezierPath(props);
  const path = round?.path ?? straight;
  const { x, y } = round?.middle ?? { x: middleX, y: middleY };
  const w = t.flows.builder;
  const where = w.between(stepName(t, now.flow, source), stepName(t, now.flow, target));
  if (!sourceHandleId) return null;
  return (
    <>
      <g data-way-step={source} data-way-key={sourceHandleId}>
        <BaseEdge
          id={id}
          path={path}
          className={styles.line ?? ''}
          interactionWidth={28}
          data-selected={selected}
        />
      </g>
      <EdgeLabelRenderer>
        <div
          className={`nodrag nopan ${styles.between ?? ''}`}
          data-way-step={source}
          data-way-key={sourceHandleId}
          // Set by script, one property at a time: the content security policy allows that.
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          <AddMenu place={{ at: 'way', step: source, key: sourceHandleId }} label={w.addHere(where)} />
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
