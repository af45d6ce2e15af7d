import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { ChoiceField, SelectField } from '@frontdesk/kit/choice_fields';
import { Dialog } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { TextField } from '@frontdesk/kit/text_field';
import { useModel } from '@frontdesk/kit/use_model';
import type { MadeApiToken, NewApiToken, TokenAccess } from '@frontdesk/protocol';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { ActionModel } from '../../forms/action_model';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './security.module.css';

const ACCESS: readonly TokenAccess[] = ['read', 'write'];
const DAY_MS = 86_400_000;
/** Days; none: until it is revoked. */
const LASTS = { d30: 30, d90: 90, d365: 365, ever: null } as const;
type Lasts = keyof typeof LASTS;
const CHOICES: readonly Lasts[] = ['d30', 'd90', 'd365', 'ever'];
const NAME_CHARS = 100;

interface NewTokenDialogProps {
  onClose: () => void;
  onMade: (made: MadeApiToken) => void;
}

export function NewTokenDialog({ onClose, onMade }: NewTokenDialogProps) {
  const { rest } = useDesk();
  const { t } = useWords();
  const k = t.security.tokens;
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const [name, setName] = useState('');
  const [access, setAccess] = useState<TokenAccess>('read');
  const [lasts, setLasts] = useState<Lasts>('d90');
  const [tried, setTried] = useState(false);
  const badName = name.trim() === '' || [...name.trim()].length > NAME_CHARS;
  const save = async () => {
    setTried(true);
    if (badName) return;
    const days = LASTS[lasts];
    const expires_at = days === null ? null : Date.now() + days * DAY_MS;
    const body: NewApiToken = { name: name.trim(), access, expires_at };
    const made = await action.ask(() => rest.create<MadeApiToken>('api-tokens', body));
    if (made) onMade(made.entry);
  };
  return (
    <Dialog
      opened
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
          label={k.access}
          value={access}
          onChange={setAccess}
          choices={ACCESS.map((value) => ({ value, label: k.accesses[value], hint: k.accessHints[value] }))}
        />
        <SelectField
          label={k.lasts}
          value={lasts}
          onChange={setLasts}
          choices={CHOICES.map((value) => ({ value, label: k.lastings[value] }))}
        />
        {failure && <Notice tone="bad">{failureText(t, failure)}</Notice>}
      </div>
    </Dialog>
  );
}
