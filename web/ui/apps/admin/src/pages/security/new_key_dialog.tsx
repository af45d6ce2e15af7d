import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { ChoiceField } from '@frontdesk/kit/choice_fields';
import { Dialog } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { TextArea, TextField } from '@frontdesk/kit/text_field';
import { useModel } from '@frontdesk/kit/use_model';
import type { MadeSigningKey, NewSigningKey, SigningAlgorithm } from '@frontdesk/protocol';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { ActionModel } from '../../forms/action_model';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './security.module.css';

const ALGORITHMS: readonly SigningAlgorithm[] = ['hs256', 'rs256', 'ed_dsa'];
const NAME_CHARS = 100;

interface NewKeyDialogProps {
  onClose: () => void;
  onMade: (made: MadeSigningKey) => void;
}

export function NewKeyDialog({ onClose, onMade }: NewKeyDialogProps) {
  const { rest } = useDesk();
  const { t } = useWords();
  const k = t.security.keys;
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const [name, setName] = useState('');
  const [algorithm, setAlgorithm] = useState<SigningAlgorithm>('hs256');
  const [key, setKey] = useState('');
  const [tried, setTried] = useState(false);
  const own = algorithm === 'hs256';
  const badName = name.trim() === '' || [...name.trim()].length > NAME_CHARS;
  const badKey = !own && !/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(key.trim());
  const refusedKey =
    failure?.is === 'refused' &&
    failure.error.field === 'public_key' &&
    failure.error.code === 'invalid_field';
  const save = async () => {
    setTried(true);
    if (badName || badKey) return;
    const body: NewSigningKey = { name: name.trim(), algorithm, public_key: own ? null : key.trim() };
    const made = await action.ask(() => rest.create<MadeSigningKey>('signing-keys', body));
    if (made) onMade(made.entry);
  };
  return (
    <Dialog
      opened
      wide
      onClose={onClose}
      title={k.add}
      close={t.forms.close}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={onClose}>{t.forms.cancel}</Button>
          <Button look="strong" type="submit" busy={busy}>
            {k.submit}
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        <TextField
          label={t.security.name}
          hint={k.nameHint}
          value={name}
          onChange={setName}
          error={tried && badName ? t.security.nameWrong : null}
          autoComplete="off"
        />
        <ChoiceField
          label={k.algorithm}
          value={algorithm}
          onChange={setAlgorithm}
          choices={ALGORITHMS.map((value) => ({
            value,
            label: k.algorithms[value],
            hint: k.algorithmHints[value],
          }))}
        />
        {!own && (
          <TextArea
            label={k.publicKey}
            hint={k.publicKeyHint}
            rows={6}
            placeholder="-----BEGIN PUBLIC KEY-----"
            value={key}
            onChange={setKey}
            error={(tried && badKey) || refusedKey ? k.publicKeyWrong : null}
          />
        )}
        {failure && !refusedKey && <Notice tone="bad">{failureText(t, failure)}</Notice>}
      </div>
    </Dialog>
  );
}
