import { Confirm } from '@frontdesk/kit/dialog';
import { removal } from '../../../models/flows/edit';
import { useWords } from '../../../words';
import { stepName } from '../step_words';
import { useScene } from './scene';
import styles from './side.module.css';

/** Says what goes with a step before it goes. */
export function RemoveDialog({ step, onClose }: { step: string | null; onClose: () => void }) {
  const { model, now } = useScene();
  const { t } = useWords();
  const w = t.flows.remove;
  if (step === null || !now.flow.steps[step]) return null;
  const plan = removal(now.flow, step);
  const name = (id: string) => stepName(t, now.flow, id);
  return (
    <Confirm
      opened
      danger
      title={w.title}
      confirm={w.confirm}
      cancel={w.cancel}
      onCancel={onClose}
      onConfirm={() => {
        model.remove(plan);
        onClose();
      }}
    >
      <p>
        <strong>{name(step)}</strong>
      </p>
      <p>{plan.joins === null ? w.ends : w.joins(name(plan.joins))}</p>
      {plan.along.length > 0 && (
        <div className={styles.along}>
          <p>{w.along(plan.along.length)}</p>
          <ul>
            {plan.along.map((id) => (
              <li key={id}>{name(id)}</li>
            ))}
          </ul>
        </div>
      )}
      <p>{w.undo}</p>
    </Confirm>
  );
}
