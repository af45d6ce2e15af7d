import { failureText } from '@frontdesk/desk/failures';
import { Confirm } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { useModel } from '@frontdesk/kit/use_model';
import { useOwned } from '../use_owned';
import { useWords } from '../words';
import { ActionModel } from './action_model';

export interface SureProps {
  opened: boolean;
  /** The question, and what follows. */
  sure: string;
  follows: string;
  confirm: string;
  act: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before something is ended; says why where that is refused, and stays. */
export function Sure({ opened, sure, follows, confirm, act, onDone, onClose }: SureProps) {
  const { t } = useWords();
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const close = () => {
    action.forget();
    onClose();
  };
  const run = async () => {
    if (!(await action.run(act))) return;
    close();
    onDone();
  };
  return (
    <Confirm
      opened={opened}
      danger
      busy={busy}
      title={sure}
      confirm={confirm}
      cancel={t.forms.cancel}
      onConfirm={() => void run()}
      onCancel={close}
    >
      <p>{follows}</p>
      {failure && <Notice tone="bad">{failureText(t, failure)}</Notice>}
    </Confirm>
  );
}
