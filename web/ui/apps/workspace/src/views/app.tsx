import { Door } from '@frontdesk/desk/door';
import { LookProvider } from '@frontdesk/desk/look_provider';
import type { SessionModel } from '@frontdesk/desk/session';
import { useMemo } from 'react';
import type { PreferencesModel } from '../models/preferences';
import type { Workspace } from '../models/workspace';
import { InsideContext } from './inside';
import { Shell } from './shell';
import { WordsProvider } from './words';

export interface AppProps {
  session: SessionModel<Workspace>;
  preferences: PreferencesModel;
}

export function App({ session, preferences }: AppProps) {
  return (
    <LookProvider look={preferences}>
      <WordsProvider preferences={preferences}>
        <Door session={session} preferences={preferences}>
          {(workspace) => <Inside workspace={workspace} session={session} preferences={preferences} />}
        </Door>
      </WordsProvider>
    </LookProvider>
  );
}

function Inside({ workspace, session, preferences }: AppProps & { workspace: Workspace }) {
  const inside = useMemo(
    () => ({ workspace, preferences, signOut: () => void session.signOut() }),
    [workspace, preferences, session],
  );
  return (
    <InsideContext value={inside}>
      <Shell />
    </InsideContext>
  );
}
