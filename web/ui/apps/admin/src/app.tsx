import { Door } from '@frontdesk/desk/door';
import type { LookModel } from '@frontdesk/desk/look';
import { LookProvider } from '@frontdesk/desk/look_provider';
import type { SessionModel } from '@frontdesk/desk/session';
import { useMemo } from 'react';
import { InsideContext } from './desk_context';
import { Forbidden } from './frame/forbidden';
import { Frame } from './frame/frame';
import type { AdminDesk } from './models/admin_desk';
import { WordsProvider } from './words';

export interface AppProps {
  session: SessionModel<AdminDesk>;
  look: LookModel;
}

export function App({ session, look }: AppProps) {
  return (
    <LookProvider look={look}>
      <WordsProvider preferences={look}>
        <Door session={session} preferences={look}>
          {(desk) => <Inside desk={desk} session={session} />}
        </Door>
      </WordsProvider>
    </LookProvider>
  );
}

function Inside({ desk, session }: { desk: AdminDesk; session: SessionModel<AdminDesk> }) {
  const inside = useMemo(() => ({ desk, signOut: () => void session.signOut() }), [desk, session]);
  return <InsideContext value={inside}>{desk.allowed ? <Frame /> : <Forbidden />}</InsideContext>;
}
