import { Button } from '@frontdesk/kit/button';
import { type FormEvent, useState } from 'react';
import { failureText } from '../i18n/failures';
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/languages';
import icon from '../icon.svg';
import type { PreferencesModel } from '../models/preferences';
import type { Session, SessionModel } from '../models/session';
import type { Workspace } from '../models/workspace';
import styles from './sign_in.module.css';
import { useWords } from './words';

interface SignInPageProps {
  session: SessionModel<Workspace>;
  state: Extract<Session<Workspace>, { is: 'signed_out' }>;
  preferences: PreferencesModel;
}

export function SignInPage({ session, state, preferences }: SignInPageProps) {
  const { t } = useWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void session.signIn(email, password);
  };
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <img src={icon} alt="" width={44} height={44} />
        <h1>{t.signIn.title}</h1>
        {state.expired && (
          <p className={styles.expired} role="status">
            {t.signIn.expired}
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
      <nav className={styles.languages} aria-label={t.nav.language}>
        {LANGUAGES.map((language) => (
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
