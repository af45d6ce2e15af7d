import { Blank } from '@frontdesk/kit/blank';
import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import type { ReactNode } from 'react';
import type { LookModel } from './look';
import type { SessionModel, Signed } from './session';
import { SignInPage } from './sign_in';
import { useDeskWords } from './words';

export interface DoorProps<Inside extends Signed> {
  session: SessionModel<Inside>;
  preferences: LookSwitch;
  /** Whether what was being written outlives the session. */
  keepsDrafts?: boolean;
  children: (inside: Inside) => ReactNode;
}

/** As much of the preferences as is chosen before anybody has signed in. */
export type LookSwitch = Pick<LookModel, 'snapshot' | 'subscribe' | 'choose' | 'account' | 'languages'>;

/** Lets those in who are signed in, and everybody else to the sign-in. */
export function Door<Inside extends Signed>({
  session,
  preferences,
  keepsDrafts = false,
  children,
}: DoorProps<Inside>) {
  const now = useModel(session);
  const { t } = useDeskWords();
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
      return (
        <SignInPage signIn={session.signIn} state={now} preferences={preferences} keepsDrafts={keepsDrafts} />
      );
    case 'signed_in':
      return children(now.inside);
  }
}
