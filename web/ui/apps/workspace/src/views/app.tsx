import { Button } from '@frontdesk/kit/button';
import { theme } from '@frontdesk/kit/theme';
import { useModel } from '@frontdesk/kit/use_model';
import { MantineProvider } from '@mantine/core';
import { useMemo } from 'react';
import type { PreferencesModel } from '../models/preferences';
import type { SessionModel } from '../models/session';
import type { Workspace } from '../models/workspace';
import { Blank } from './blank';
import { InsideContext } from './inside';
import { Shell } from './shell';
import { SignInPage } from './sign_in';
import { useScheme } from './use_scheme';
import { useWords, WordsProvider } from './words';

export interface AppProps {
  session: SessionModel<Workspace>;
  preferences: PreferencesModel;
}

export function App({ session, preferences }: AppProps) {
  const scheme = useScheme(useModel(preferences).scheme);
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
    >
      <WordsProvider preferences={preferences}>
        <Door session={session} preferences={preferences} />
      </WordsProvider>
    </MantineProvider>
  );
}

function Door({ session, preferences }: AppProps) {
  const now = useModel(session);
  const { t } = useWords();
  const workspace = now.is === 'signed_in' ? now.inside : null;
  const inside = useMemo(
    () => (workspace ? { workspace, preferences, signOut: () => void session.signOut() } : null),
    [workspace, preferences, session],
  );
  switch (now.is) {
    case 'checking':
      return <Blank busy title={t.connection.loading} />;
    case 'unreachable':
      return (
        <Blank title={t.connection.unreachable}>
          <Button onClick={() => void session.check()}>{t.connection.retry}</Button>
        </Blank>
      );
    case 'signed_out':
      return <SignInPage session={session} state={now} preferences={preferences} />;
    case 'signed_in':
      return (
        <InsideContext value={inside}>
          <Shell />
        </InsideContext>
      );
  }
}
