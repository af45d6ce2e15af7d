import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { Confirm } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { useModel } from '@frontdesk/kit/use_model';
import { useState } from 'react';
import { ActionModel } from '../../forms/action_model';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';

export interface RemovalProps {
  /** The button's word, and the name that tells it from the same button of other rows. */
  word: string;
  name: string;
  /** The question, and what follows. */
  sure: string;
  follows: string;
  confirm: string;
  act: () => Promise<unknown>;
  onDone: () => void;
}

/** A button in a row that ends something after asking. */
export function Removal({ word, name, sure, follows, confirm, act, onDone }: RemovalProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const close = () => {
    action.forget();
    setAsked(false);
  };
  const run = async () => {
    if (!(await action.run(act))) return;
    close();
    onDone();
  };
  return (
    <>
      <Button small aria-label={`${word}: ${name}`} onClick={() => setAsked(true)}>
        {word}
      </Button>
      <Confirm
        opened={asked}
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
    </>
  );
}
