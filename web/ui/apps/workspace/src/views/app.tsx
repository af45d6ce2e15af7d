import { Door } from '@frontdesk/desk/door';
import { JoinPage } from '@frontdesk/desk/join';
import type { JoinModel } from '@frontdesk/desk/join_model';
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
  /** Set where the address is an invitation's link. */
  invitation?: JoinModel | null;
}

export function App({ session, preferences, invitation = null }: AppProps) {
  return (
    <LookProvider look={preferences}>
      <WordsProvider preferences={preferences}>
        {invitation ? (
          <JoinPage model={invitation} />
        ) : (
          <Door session={session} preferences={preferences} keepsDrafts>
            {(workspace) => <Inside workspace={workspace} session={session} preferences={preferences} />}
          </Door>
        )}
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
