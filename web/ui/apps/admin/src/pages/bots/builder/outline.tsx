import { IconAlertTriangle, IconCornerDownRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Said } from '../../../frame/said';
import type { Flow } from '../../../models/flows/draft';
import { exitsOf, reachable } from '../../../models/flows/ways';
import { useWords } from '../../../words';
import { exitName, ICONS, saysOf, stepName } from '../step_words';
import { AddMenu } from './add_menu';
import styles from './outline.module.css';
import { useScene } from './scene';

/** The flow as nested lists: everything that the canvas can do, for keyboards, screen readers and small screens. */
export function Outline() {
  const { now } = useScene();
  const { t } = useWords();
  const w = t.flows.builder;
  const { flow } = now;
  const reached = reachable(flow, [flow.start]);
  const loose = Object.keys(flow.steps).filter((id) => !reached.has(id));
  const begins = flow.start && flow.steps[flow.start] ? flow.start : null;
  return (
    <section className={styles.outline} aria-label={w.outlineLabel}>
      <p className={styles.narrow}>{w.narrow}</p>
      {begins === null ? (
        <AddMenu place={{ at: 'start' }} label={w.addHere(t.flows.ways.begins)} words={w.addStep} />
      ) : (
        <ol className={styles.tree}>{treeOf(flow, begins)}</ol>
      )}
      {loose.length > 0 && (
        <>
          <h2>{w.looseSteps}</h2>
          <ol className={styles.tree}>
            {loose.map((id) => (
              <Row key={id} id={id} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** The rows of a path and, below each of its branches, of what comes there. A step stands where it is met first. */
function treeOf(flow: Flow, start: string) {
  const seen = new Set<string>();
  const path = (from: string): ReactNode[] => {
    const rows: ReactNode[] = [];
    let next: string | null = from;
    while (next !== null) {
      const id: string = next;
      const step: Flow['steps'][string] | undefined = flow.steps[id];
      if (!step) break;
      if (seen.has(id)) {
        rows.push(<Loop key={`loop ${id}`} id={id} />);
        break;
      }
      seen.add(id);
      const exits = exitsOf(step);
      const [only] = exits;
      const straight: boolean = exits.length === 1 && only?.key === 'next' && step.type !== 'ask_if_resolved';
      rows.push(
        <Row key={id} id={id}>
          {!straight &&
            exits.map((exit) => (
              <li key={exit.key} className={styles.branch}>
                <Way id={id} way={exit.key} />
                {exit.to !== null && flow.steps[exit.to] && <ol>{path(exit.to)}</ol>}
              </li>
            ))}
        </Row>,
      );
      if (!straight) break;
      if (only?.to === null) rows.push(<End key={`end ${id}`} id={id} way={only.key} />);
      next = only?.to ?? null;
    }
    return rows;
  };
  return path(start);
}

function Row({ id, children }: { id: string; children?: ReactNode }) {
  const { now, show, panel } = useScene();
  const { t } = useWords();
  const step = now.flow.steps[id];
  if (!step) return null;
  const Icon = ICONS[step.type];
  const wrong = now.problems.filter((problem) => problem.step === id).length;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-pressed={now.selected === id && panel === 'inspect'}
        onClick={() => show(id)}
      >
        <Icon size={16} stroke={1.8} aria-hidden="true" />
        <span className={styles.kind}>{t.flows.kinds[step.type].name}</span>
        <span className={styles.says} dir="auto">
          <Said text={saysOf(step)} />
        </span>
        {wrong > 0 && (
          <span className={styles.wrong}>
            <IconAlertTriangle size={15} stroke={2} aria-hidden="true" />
            {t.flows.builder.wrong(wrong)}
          </span>
        )}
      </button>
      {children && <ul>{children}</ul>}
    </li>
  );
}

function Way({ id, way }: { id: string; way: string }) {
  const { now } = useScene();
  const { t } = useWords();
  const step = now.flow.steps[id];
  const exit = step && exitsOf(step).find(({ key }) => key === way);
  if (!step || !exit) return null;
  const name = exitName(t, step, exit);
  const where = t.flows.builder.after(stepName(t, now.flow, id), name);
  return (
    <span className={styles.way} data-loose={(exit.to === null && !exit.optional) || undefined}>
      <IconCornerDownRight size={14} stroke={1.8} aria-hidden="true" />
      {name}
      {exit.to === null && ` · ${exit.optional ? t.flows.ways.end : t.flows.ways.loose}`}
      <AddMenu place={{ at: 'way', step: id, key: way }} label={t.flows.builder.addHere(where)} />
    </span>
  );
}

function End({ id, way }: { id: string; way: string }) {
  return (
    <li className={styles.branch}>
      <Way id={id} way={way} />
    </li>
  );
}

function Loop({ id }: { id: string }) {
  const { now, show } = useScene();
  const { t } = useWords();
  return (
    <li>
      <button type="button" className={styles.loop} onClick={() => show(id)}>
        {t.flows.builder.loop(stepName(t, now.flow, id))}
      </button>
    </li>
  );
}
