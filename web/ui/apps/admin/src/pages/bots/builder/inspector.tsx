import { Button } from '@frontdesk/kit/button';
import { IconCopy, IconFlag, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../../words';
import { TextField } from './fields';
import { StepForm } from './forms/step_form';
import { ProblemList } from './problems';
import { useScene } from './scene';
import styles from './side.module.css';

export function Inspector({ id }: { id: string }) {
  const { model, now, askRemove } = useScene();
  const { t } = useWords();
  const w = t.flows.edit;
  const wrong = now.problems.filter((problem) => problem.step === id);
  return (
    <>
      {wrong.length > 0 && <ProblemList problems={wrong} />}
      <StepForm id={id} />
      <StepName id={id} />
      <div className={styles.actions}>
        {now.flow.start !== id && (
          <Button small onClick={() => model.begin(id)}>
            <IconFlag size={15} stroke={1.8} aria-hidden="true" />
            {w.begin}
          </Button>
        )}
        <Button small onClick={() => model.copy(id)}>
          <IconCopy size={15} stroke={1.8} aria-hidden="true" />
          {w.copy}
        </Button>
        <Button small onClick={() => askRemove(id)}>
          <IconTrash size={15} stroke={1.8} aria-hidden="true" />
          {w.delete}
        </Button>
      </div>
    </>
  );
}

/** Taken when the field is left: while it is typed it may be somebody else's name. */
function StepName({ id }: { id: string }) {
  const { model } = useScene();
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const [taken, setTaken] = useState(false);
  const take = () => {
    if (typed === null) return;
    const fits = model.rename(id, typed);
    setTaken(!fits);
    if (fits) setTyped(null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to the field inside
    <div onBlur={take} onKeyDown={(event) => event.key === 'Enter' && take()}>
      <TextField
        label={t.flows.edit.id}
        value={typed ?? id}
        max={64}
        error={taken ? t.flows.edit.idTaken : undefined}
        onChange={setTyped}
      />
    </div>
  );
}
