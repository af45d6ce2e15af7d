import { type DragEvent, useId } from 'react';
import { STEP_TYPES, type StepType } from '../../../models/flows/draft';
import { newStep } from '../../../models/flows/starter';
import { exitsOf } from '../../../models/flows/ways';
import { useWords } from '../../../words';
import { ICONS } from '../step_words';
import styles from './builder.module.css';
import { useScene } from './scene';

/** What a dragged kind of step is called between palette and canvas. */
export const DRAGGED = 'application/x-frontdesk-step';

/** Adds a step by pressing, too: after the selected one, or at the beginning of an empty flow. */
export function Palette() {
  const { model, now, open } = useScene();
  const { t } = useWords();
  const w = t.flows.builder;
  const hint = useId();
  const add = (type: StepType) => {
    const step = newStep(type, t.flows.starter);
    const { selected, flow } = now;
    const from = selected === null ? undefined : flow.steps[selected];
    const exits = from ? exitsOf(from) : [];
    const exit = exits.find(({ to }) => to === null) ?? exits[0];
    if (selected !== null && exit) model.add(step, { at: 'way', step: selected, key: exit.key });
    else if (Object.keys(flow.steps).length === 0) model.add(step, { at: 'start' });
    else model.add(step, { at: 'spot', spot: below(flow.layout) });
    open('inspect');
  };
  const drag = (type: StepType) => (event: DragEvent) => {
    event.dataTransfer.setData(DRAGGED, type);
    event.dataTransfer.effectAllowed = 'copy';
  };
  return (
    <section className={styles.palette} aria-label={w.palette} aria-describedby={hint}>
      <ul>
        {STEP_TYPES.map((type) => {
          const Icon = ICONS[type];
          const { name, hint: what } = t.flows.kinds[type];
          return (
            <li key={type}>
              <button type="button" draggable title={what} onDragStart={drag(type)} onClick={() => add(type)}>
                <span className={styles.badge} data-kind={type}>
                  <Icon size={16} stroke={1.8} aria-hidden="true" />
                </span>
                <span className={styles.kind}>{name}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p id={hint} className={styles.paletteHint}>
        {w.paletteHint}
      </p>
    </section>
  );
}

function below(layout: Readonly<Record<string, { x: number; y: number }>> | undefined) {
  const spots = Object.values(layout ?? {});
  return { x: 0, y: Math.max(0, ...spots.map(({ y }) => y + 220)) };
}
