/** Joining by an invitation: what the link promises, and what the invited make of it. */
import { type DeskRest, type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { AcceptInvitation, Me, OpenInvitation } from '@frontdesk/protocol';

export type Joining =
  | { is: 'opening' }
  /** The link opens nothing (any more), or the server was not reached. */
  | { is: 'closed'; failure: Failure }
  | { is: 'open'; invitation: OpenInvitation; busy: boolean; failure: Failure | null };

export const LEAST_PASSWORD = 10;

/** The secret of an invitation's link stands behind `#`, so that no server's log has it. */
export function invitationOf(place: { pathname: string; hash: string }): string | null {
  if (!/\/invitation\/?$/.test(place.pathname)) return null;
  return place.hash.replace(/^#/, '');
}

export class JoinModel extends ViewModel<Joining> {
  private state: Joining = { is: 'opening' };

  constructor(
    private readonly rest: Pick<DeskRest, 'ask'>,
    private readonly token: string,
    /** They are signed in now. */
    private readonly onJoined: () => void,
  ) {
    super();
    void this.open();
  }

  readonly open = async (): Promise<void> => {
    this.enter({ is: 'opening' });
    try {
      const invitation = await this.rest.ask<OpenInvitation>('GET', this.route);
      this.enter({ is: 'open', invitation, busy: false, failure: null });
    } catch (thrown) {
      this.enter({ is: 'closed', failure: failureOf(thrown) });
    }
  };

  readonly join = async (name: string, password: string): Promise<void> => {
    if (this.state.is !== 'open' || this.state.busy) return;
    const { invitation } = this.state;
    this.enter({ is: 'open', invitation, busy: true, failure: null });
    const body: AcceptInvitation = { name, password };
    try {
      await this.rest.ask<Me>('POST', this.route, body);
    } catch (thrown) {
      this.enter({ is: 'open', invitation, busy: false, failure: failureOf(thrown) });
      return;
    }
    this.onJoined();
  };

  protected compute(): Joining {
    return this.state;
  }

  private get route(): string {
    return `/desk/v1/invitations/${encodeURIComponent(this.token)}`;
  }

  private enter(state: Joining): void {
    this.state = state;
    this.changed();
  }
}
