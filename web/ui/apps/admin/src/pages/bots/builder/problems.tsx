import { EmptyState } from '@frontdesk/kit/states';
import type { FlowProblem } from '@frontdesk/protocol';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useWords } from '../../../words';
import { problemText, stepName } from '../step_words';
import { useScene } from './scene';
import styles from './side.module.css';

/** Everything that has to be mended, by step; each leads to its place. */
export function Problems() {
  const { model, now, show, open } = useScene();
  const { t } = useWords();
  const w = t.flows.builder;
  if (now.problems.length === 0)
    return <EmptyState icon={IconCircleCheck} title={w.noProblems} hint={w.noProblemsHint} />;
  const places = [...new Set(now.problems.map(({ step }) => step))];
  const go = (step: string | null) => {
    if (step !== null && now.flow.steps[step]) show(step);
    else {
      model.select(null);
      open('inspect');
    }
  };
  return (
    <ul className={styles.places}>
      {places.map((step) => (
        <li key={step ?? ''}>
          <button type="button" className={styles.place} onClick={() => go(step)}>
            {step === null ? w.ofFlow : stepName(t, now.flow, step)}
          </button>
          <ProblemList problems={now.problems.filter((problem) => problem.step === step)} />
        </li>
      ))}
    </ul>
  );
}

export function ProblemList({ problems }: { problems: readonly FlowProblem[] }) {
  const { now } = useScene();
  const { t } = useWords();
  return (
    <ul className={styles.problems}>
      {problems.map((problem) => (
        <li key={problem.text}>
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
          {problemText(t, now.flow, problem)}
        </li>
      ))}
    </ul>
  );
}
