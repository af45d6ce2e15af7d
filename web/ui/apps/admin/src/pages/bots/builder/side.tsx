import { Button } from '@frontdesk/kit/button';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../../../words';
import { FlowForm } from './flow_form';
import { Inspector } from './inspector';
import { Problems } from './problems';
import { type Panel, useScene } from './scene';
import styles from './side.module.css';
import { TrialView } from './trial_view';
import { Versions } from './versions';

/** What stands beside the drawing; over it where there is no room beside it. */
export function Side({ panel }: { panel: Panel }) {
  const { now, open } = useScene();
  const { t } = useWords();
  const step = panel === 'inspect' ? now.selected : null;
  const title = useTitle(panel);
  const head = useRef<HTMLHeadingElement>(null);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    // Whoever opens a panel by keyboard goes on in it. The first one opens by itself, and dragging keeps its focus.
    const now = `${panel} ${step ?? ''}`;
    const byKeyboard = document.activeElement?.matches(':focus-visible') ?? false;
    if (shown.current !== null && shown.current !== now && byKeyboard) head.current?.focus();
    shown.current = now;
  }, [panel, step]);
  return (
    <aside className={styles.side} aria-labelledby="builder-side">
      <div className={styles.head}>
        <h2 id="builder-side" ref={head} tabIndex={-1}>
          {title}
        </h2>
        <Button small square look="quiet" aria-label={t.flows.builder.close} onClick={() => open(null)}>
          <IconX size={16} stroke={1.8} aria-hidden="true" />
        </Button>
      </div>
      <div className={styles.body} data-panel={panel}>
        {panel === 'inspect' && (step === null ? <FlowForm /> : <Inspector key={step} id={step} />)}
        {panel === 'problems' && <Problems />}
        {panel === 'versions' && <Versions />}
        {panel === 'trial' && <TrialView />}
      </div>
    </aside>
  );
}

function useTitle(panel: Panel): string {
  const { now } = useScene();
  const { t } = useWords();
  const w = t.flows;
  switch (panel) {
    case 'problems':
      return w.builder.problems;
    case 'versions':
      return w.versions.title;
    case 'trial':
      return w.trial.title;
    case 'inspect': {
      const step = now.selected === null ? undefined : now.flow.steps[now.selected];
      return step ? w.edit.title(w.kinds[step.type].name) : w.builder.settings;
    }
  }
}
