import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { Confirm } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { Section } from '@frontdesk/kit/section';
import { useModel } from '@frontdesk/kit/use_model';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { ActionModel } from '../../forms/action_model';
import type { FormModel } from '../../forms/form_model';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import type { MacroValues } from './macro_form';
import styles from './macros.module.css';

/** Ends a macro after asking; refused where somebody changed it since it was read. */
export function MacroRemoval({ id, form }: { id: number; form: FormModel<MacroValues> }) {
  const { rest, router, toasts } = useDesk();
  const { t } = useWords();
  const p = t.macros;
  const { name } = useModel(form).stored;
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const [asked, setAsked] = useState(false);
  const close = () => {
    action.forget();
    setAsked(false);
  };
  const remove = async () => {
    if (!(await action.run(() => rest.remove(`macros/${id}`, form.revision ?? 0)))) return;
    // What was typed into the form has nothing left that it could change.
    form.discard();
    toasts.good((words) => words.macros.removed(name));
    router.go('objects/macros');
  };
  return (
    <div className={styles.after}>
      <Section title={p.removeTitle}>
        <div className={styles.remove}>
          <p>{p.removeHint}</p>
          <Button onClick={() => setAsked(true)}>{p.remove}</Button>
        </div>
      </Section>
      <Confirm
        opened={asked}
        danger
        busy={busy}
        title={p.removeSure(name)}
        confirm={p.removeNow}
        cancel={t.forms.cancel}
        onConfirm={() => void remove()}
        onCancel={close}
      >
        <p>{p.removeFollows}</p>
        {failure && <Notice tone="bad">{failureText(t, failure)}</Notice>}
      </Confirm>
    </div>
  );
}
