import { Blank } from '@frontdesk/kit/blank';
import { Button, ButtonLink } from '@frontdesk/kit/button';
import { PasswordField, TextField } from '@frontdesk/kit/text_field';
import { useModel } from '@frontdesk/kit/use_model';
import type { OpenInvitation } from '@frontdesk/protocol';
import { type FormEvent, useState } from 'react';
import { failureText } from './failures';
import icon from './icon.svg';
import { type JoinModel, LEAST_PASSWORD } from './join_model';
import styles from './sign_in.module.css';
import { useDeskWords } from './words';

/** Where the link of an invitation leads: the invited choose their name and password, and are in. */
export function JoinPage({ model }: { model: JoinModel }) {
  const { t } = useDeskWords();
  const now = useModel(model);
  switch (now.is) {
    case 'opening':
      return <Blank busy title={t.connection.loading} />;
    case 'closed':
      return (
        <Blank title={t.join.closed} hint={failureText(t, now.failure)}>
          {now.failure.is === 'unreachable' ? (
            <Button onClick={() => void model.open()}>{t.connection.retry}</Button>
          ) : (
            <ButtonLink href="/workspace">{t.join.signIn}</ButtonLink>
          )}
        </Blank>
      );
    case 'open':
      return (
        <JoinForm
          invitation={now.invitation}
          busy={now.busy}
          failure={now.failure && failureText(t, now.failure)}
          onJoin={(name, password) => void model.join(name, password)}
        />
      );
  }
}

interface JoinFormProps {
  invitation: OpenInvitation;
  busy: boolean;
  failure: string | null;
  onJoin: (name: string, password: string) => void;
}

function JoinForm({ invitation, busy, failure, onJoin }: JoinFormProps) {
  const { t } = useDeskWords();
  const [name, setName] = useState(invitation.name);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const nameless = name.trim() === '';
  const short = [...password].length < LEAST_PASSWORD;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!nameless && !short) onJoin(name.trim(), password);
  };
  return (
    <main className={styles['page']}>
      <form className={styles['card']} onSubmit={submit} noValidate>
        <img src={icon} alt="" width={44} height={44} />
        <div>
          <h1>{t.join.title(invitation.account)}</h1>
          <p className={styles['intro']}>{t.join.intro(invitation.email)}</p>
        </div>
        <TextField
          label={t.join.name}
          hint={t.join.nameHint}
          autoComplete="name"
          value={name}
          onChange={setName}
          error={tried && nameless ? t.join.nameNeeded : null}
        />
        <PasswordField
          label={t.join.password}
          hint={t.join.passwordHint(LEAST_PASSWORD)}
          autoComplete="new-password"
          show={t.join.show}
          hide={t.join.hide}
          value={password}
          onChange={setPassword}
          error={tried && short ? t.join.passwordShort(LEAST_PASSWORD) : null}
        />
        {failure && (
          <p className={styles['error']} role="alert">
            {failure}
          </p>
        )}
        <Button look="strong" type="submit" busy={busy} className={styles['submit'] ?? ''}>
          {t.join.submit}
        </Button>
      </form>
    </main>
  );
}
