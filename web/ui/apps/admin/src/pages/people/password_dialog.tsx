import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { Dialog } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { PasswordField } from '@frontdesk/kit/text_field';
import { useModel } from '@frontdesk/kit/use_model';
import type { AdminAgent, NewPassword } from '@frontdesk/protocol';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { ActionModel } from '../../forms/action_model';
import * as check from '../../forms/checks';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';

interface PasswordDialogProps {
  agent: AdminAgent;
  opened: boolean;
  onClose: () => void;
}

export function PasswordDialog({ agent, opened, onClose }: PasswordDialogProps) {
  const { rest, toasts } = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const problem = check.password(password);
  const close = () => {
    setPassword('');
    setTried(false);
    action.forget();
    onClose();
  };
  const save = async () => {
    setTried(true);
    if (problem) return;
    const body: NewPassword = { password };
    if (!(await action.run(() => rest.post(`agents/${agent.id}/password`, body)))) return;
    toasts.good((words) => words.people.agents.resetDone(agent.name));
    close();
  };
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={p.resetFor(agent.name)}
      close={t.forms.close}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={close}>{t.forms.cancel}</Button>
          <Button look="strong" type="submit" busy={busy}>
            {p.resetSubmit}
          </Button>
        </>
      }
    >
      <PasswordField
        label={p.newPassword}
        hint={p.resetFollows}
        value={password}
        onChange={setPassword}
        error={tried && problem ? problem(t) : null}
        show={t.forms.password.show}
        hide={t.forms.password.hide}
        autoComplete="new-password"
      />
      {failure && <Notice tone="bad">{failureText(t, failure)}</Notice>}
    </Dialog>
  );
}
