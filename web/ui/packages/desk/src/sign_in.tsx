import { Button } from '@frontdesk/kit/button';
import { type FormEvent, useState } from 'react';
import type { LookSwitch } from './door';
import { failureText } from './failures';
import icon from './icon.svg';
import { LANGUAGE_NAMES } from './languages';
import type { SignedOut } from './session';
import styles from './sign_in.module.css';
import { useDeskWords } from './words';

interface SignInPageProps {
  signIn: (email: string, password: string) => Promise<void>;
  state: SignedOut;
  preferences: LookSwitch;
  /** Whether what was being written outlives the session. */
  keepsDrafts: boolean;
}

export function SignInPage({ signIn, state, preferences, keepsDrafts }: SignInPageProps) {
  const { t } = useDeskWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void signIn(email, password);
  };
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <img src={icon} alt="" width={44} height={44} />
        <h1>{t.signIn.title(preferences.account?.name ?? t.product)}</h1>
        {state.expired && (
          <p className={styles.expired} role="status">
            {keepsDrafts ? t.signIn.expiredDrafts : t.signIn.expired}
          </p>
        )}
        <label className={styles.field}>
          <span>{t.signIn.email}</span>
          <input
            type="email"
            name="email"
            autoComplete="username"
            required
            // biome-ignore lint/a11y/noAutofocus: the page has nothing else to do
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </label>
        <label className={styles.field}>
          <span>{t.signIn.password}</span>
          <input
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {state.failure && (
          <p className={styles.error} role="alert">
            {failureText(t, state.failure)}
          </p>
        )}
        <Button look="strong" type="submit" disabled={state.busy} className={styles.submit ?? ''}>
          {state.busy ? t.signIn.busy : t.signIn.submit}
        </Button>
      </form>
      <nav className={styles.languages} aria-label={t.look.language}>
        {preferences.languages.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            onClick={() => preferences.choose({ language })}
          >
            {LANGUAGE_NAMES[language]}
          </button>
        ))}
      </nav>
    </main>
  );
}
