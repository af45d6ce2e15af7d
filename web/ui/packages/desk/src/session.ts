/** Who is signed in; the outermost model. */

import { type DeskRest, type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { Me } from '@frontdesk/protocol';

/** What stands behind the sign-in: made for one agent, disposed of with their session. */
export interface Signed {
  dispose(): void;
}

export interface SignedOut {
  readonly is: 'signed_out';
  /** It was not the agent who ended the session. */
  readonly expired: boolean;
  readonly busy: boolean;
  readonly failure: Failure | null;
}

export type Session<Inside extends Signed> =
  | { is: 'checking' }
  | { is: 'unreachable' }
  | SignedOut
  | { is: 'signed_in'; inside: Inside };

export class SessionModel<Inside extends Signed> extends ViewModel<Session<Inside>> {
  private session: Session<Inside> = { is: 'checking' };

  constructor(
    private readonly rest: DeskRest,
    private readonly makeInside: (me: Me, onSignedOut: () => void) => Inside,
  ) {
    super();
  }

  /** Whether the cookie of an earlier visit still holds. */
  readonly check = async (): Promise<void> => {
    this.enter({ is: 'checking' });
    try {
      this.signedIn(await this.rest.me());
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.is === 'unreachable') this.enter({ is: 'unreachable' });
      else this.enter({ is: 'signed_out', expired: false, busy: false, failure: null });
    }
  };

  readonly signIn = async (email: string, password: string): Promise<void> => {
    if (this.session.is !== 'signed_out' || this.session.busy) return;
    this.enter({ ...this.session, busy: true, failure: null });
    try {
      this.signedIn(await this.rest.signIn({ email: email.trim(), password }));
    } catch (thrown) {
      this.enter({ is: 'signed_out', expired: false, busy: false, failure: failureOf(thrown) });
    }
  };

  readonly signOut = async (): Promise<void> => {
    try {
      await this.rest.signOut();
    } catch (thrown) {
      // Offline, the cookie stays: saying "signed out" would be untrue.
      if (failureOf(thrown).is === 'unreachable') return;
    }
    this.end(false);
  };

  protected compute(): Session<Inside> {
    return this.session;
  }

  private signedIn(me: Me): void {
    this.enter({ is: 'signed_in', inside: this.makeInside(me, () => this.end(true)) });
  }

  private end(expired: boolean): void {
    if (this.session.is !== 'signed_in') return;
    const { inside } = this.session;
    this.enter({ is: 'signed_out', expired, busy: false, failure: null });
    inside.dispose();
  }

  private enter(session: Session<Inside>): void {
    this.session = session;
    this.changed();
  }
}
