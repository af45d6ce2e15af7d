/** The one Accept button: what waits for this agent, and for how long it does. */

import {
  type Cancel,
  type DeskClient,
  type DeskState,
  StoreModel,
  type Timers,
} from '@frontdesk/client/desk';
import type { Offer } from '@frontdesk/protocol';
import type { ToastsModel } from './toasts';

export type AcceptState =
  | { is: 'idle'; why: 'nothing_waits' | 'not_online' }
  /** `secondsLeft` is null for an offer that stays until somebody takes it. */
  | { is: 'offered'; offer: Offer; secondsLeft: number | null; more: number; busy: boolean };

export class AcceptModel extends StoreModel<DeskState, AcceptState> {
  private readonly answered = new Set<string>();
  private tick: Cancel | null = null;

  constructor(
    private readonly client: DeskClient,
    private readonly timers: Timers,
    private readonly toasts: ToastsModel,
    private readonly onAccepted: (conversation: string) => void,
  ) {
    super(client.store);
    this.own(() => this.tick?.());
    this.own(
      client.store.onOfferEnded(({ offer, end }) => {
        if (end.why === 'missed') toasts.show({ what: 'offer_missed', requester: offer.requester });
      }),
    );
    this.own(this.subscribe(() => this.count()));
    this.count();
  }

  readonly accept = async (): Promise<void> => {
    const now = this.snapshot();
    if (now.is !== 'offered' || now.busy) return;
    const { offer } = now;
    const outcome = await this.answer('accept', offer);
    if (outcome.is === 'done') return this.onAccepted(offer.conversation);
    if (outcome.error.code !== 'offer_gone') {
      this.toasts.show({ what: 'refused', error: outcome.error });
      return;
    }
    this.toasts.show({
      what: 'offer_gone',
      requester: offer.requester,
      winner: outcome.error.winner ?? null,
    });
  };

  readonly decline = async (): Promise<void> => {
    const now = this.snapshot();
    if (now.is !== 'offered' || now.busy) return;
    const outcome = await this.answer('decline', now.offer);
    if (outcome.is === 'refused' && outcome.error.code !== 'offer_gone')
      this.toasts.show({ what: 'refused', error: outcome.error });
  };

  protected select(state: DeskState): readonly unknown[] {
    return [state.desk?.offers, state.desk?.me.status, state.clockOffset];
  }

  protected compute(): AcceptState {
    const desk = this.client.store.state.desk;
    if (desk?.me.status !== 'online') return { is: 'idle', why: 'not_online' };
    const open = desk.offers.filter((offer) => (this.left(offer) ?? 1) > 0);
    const offer = open[0];
    if (!offer) return { is: 'idle', why: 'nothing_waits' };
    return {
      is: 'offered',
      offer,
      secondsLeft: this.left(offer),
      more: open.length - 1,
      busy: this.answered.has(offer.id),
    };
  }

  private async answer(what: 'accept' | 'decline', offer: Offer) {
    this.answered.add(offer.id);
    this.changed();
    const outcome = await this.client.run({ do: what, conversation: offer.conversation, offer: offer.id });
    this.answered.delete(offer.id);
    this.changed();
    return outcome;
  }

  private left(offer: Offer): number | null {
    if (offer.expires_at === null) return null;
    return Math.max(0, Math.ceil((offer.expires_at - this.client.now()) / 1000));
  }

  /** Ticks at the whole seconds of the offer, and only while one counts down. */
  private count(): void {
    const now = this.snapshot();
    this.tick?.();
    this.tick = null;
    if (now.is !== 'offered' || now.offer.expires_at === null) return;
    const remaining = now.offer.expires_at - this.client.now();
    this.tick = this.timers.after((remaining % 1000) + 1, () => this.changed());
  }
}
