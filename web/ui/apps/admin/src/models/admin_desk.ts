/** What every page of the admin centre may reach: made for one admin, disposed of with their session. */
import type { Timers } from '@frontdesk/client/desk';
import type { LookModel } from '@frontdesk/desk/look';
import type { Colleague } from '@frontdesk/protocol';
import { AdminRest, type DeskPart } from './admin_rest';
import type { RouterModel } from './router';
import { ToastsModel } from './toasts';

export interface AdminDeskPorts {
  readonly me: Colleague;
  readonly rest: DeskPart;
  readonly router: RouterModel;
  readonly look: LookModel;
  readonly timers: Timers;
  readonly onSignedOut: () => void;
}

export class AdminDesk {
  readonly me: Colleague;
  readonly rest: AdminRest;
  readonly router: RouterModel;
  readonly look: LookModel;
  readonly timers: Timers;
  readonly toasts: ToastsModel;

  constructor({ me, rest, router, look, timers, onSignedOut }: AdminDeskPorts) {
    this.me = me;
    this.rest = new AdminRest(rest, onSignedOut);
    this.router = router;
    this.look = look;
    this.timers = timers;
    this.toasts = new ToastsModel(timers);
  }

  /** Agents may sign in here, but everything in it is for admins. */
  get allowed(): boolean {
    return this.me.role === 'admin';
  }

  dispose(): void {
    this.toasts.dispose();
  }
}
