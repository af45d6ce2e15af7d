/** The customer card: what is known of an end user, and their earlier tickets. */

import { type DeskClient, type DeskState, type Failure, failureOf, StoreModel } from '@frontdesk/client/desk';
import type { AgentHead, Customer } from '@frontdesk/protocol';

export type CustomerSnapshot =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | { is: 'ready'; head: AgentHead; customer: Customer };

export class CustomerModel extends StoreModel<DeskState, CustomerSnapshot> {
  private customer: Customer | null = null;
  private failure: Failure | null = null;
  /** What the card was read for: a new ticket or status makes it out of date. */
  private readFor = '';
  private disposed = false;

  constructor(
    readonly conversation: string,
    private readonly client: DeskClient,
  ) {
    super(client.store);
    this.own(this.subscribe(() => this.refresh()));
    this.own(() => {
      this.disposed = true;
    });
    this.refresh();
  }

  readonly retry = (): void => {
    this.readFor = '';
    this.failure = null;
    this.changed();
  };

  protected select(state: DeskState): readonly unknown[] {
    const slot = state.conversations.get(this.conversation);
    return [slot?.is === 'ready' ? slot.conversation.head : null];
  }

  protected compute(): CustomerSnapshot {
    const head = this.head();
    if (this.failure && !this.customer) return { is: 'failed', failure: this.failure };
    return head && this.customer ? { is: 'ready', head, customer: this.customer } : { is: 'loading' };
  }

  private head(): AgentHead | null {
    const slot = this.client.store.state.conversations.get(this.conversation);
    return slot?.is === 'ready' ? slot.conversation.head : null;
  }

  private refresh(): void {
    const head = this.head();
    if (!head) return;
    const wanted = `${head.end_user.id}/${head.ticket?.id ?? ''}/${head.ticket?.status ?? ''}`;
    if (wanted === this.readFor) return;
    this.readFor = wanted;
    void this.read(head.end_user.id);
  }

  private async read(id: number): Promise<void> {
    try {
      const customer = await this.client.rest.customer(id);
      if (this.disposed) return;
      this.customer = customer;
      this.failure = null;
    } catch (thrown) {
      this.failure = this.client.failed(failureOf(thrown));
    }
    if (!this.disposed) this.changed();
  }
}
