/** The customer card: what is known of an end user, and their earlier tickets. */

import {
  type DeskClient,
  type DeskState,
  type Failure,
  failureOf,
  headOf,
  StoreModel,
} from '@frontdesk/client/desk';
import type { AgentHead, Customer } from '@frontdesk/protocol';
import type { ToastsModel } from './toasts';

export type CustomerSnapshot =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | { is: 'ready'; head: AgentHead; customer: Customer; editing: ProfileEditing | null };

export interface ProfileEditing {
  readonly name: string;
  readonly email: string;
  readonly wrong: 'badName' | 'badEmail' | null;
  readonly saving: boolean;
}

/** Shows a ticket's beginning in its conversation. */
export type OpenTicket = (conversation: string, seq: number) => void;

export class CustomerModel extends StoreModel<DeskState, CustomerSnapshot> {
  private customer: Customer | null = null;
  private failure: Failure | null = null;
  private editing: ProfileEditing | null = null;
  /** What the card was read for: a new ticket or status makes it out of date. */
  private readFor = '';
  private disposed = false;

  constructor(
    readonly conversation: string,
    private readonly client: DeskClient,
    private readonly toasts: ToastsModel,
    private readonly show: OpenTicket,
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

  /** By its number: one that the card does not list is looked up. */
  readonly openTicket = async (id: number): Promise<void> => {
    const listed = this.customer?.tickets.find((ticket) => ticket.id === id);
    if (listed) return this.show(listed.conversation, listed.opened_seq);
    try {
      const { conversation } = await this.client.rest.ticket(id);
      this.show(conversation, 0);
    } catch (thrown) {
      this.toasts.failure(this.client.failed(failureOf(thrown)));
    }
  };

  readonly edit = (): void => {
    const { name, email } = this.head()?.end_user ?? { name: '', email: null };
    this.editing = { name, email: email ?? '', wrong: null, saving: false };
    this.changed();
  };

  readonly set = (part: Partial<Pick<ProfileEditing, 'name' | 'email'>>): void => {
    if (this.editing) this.editing = { ...this.editing, ...part, wrong: null };
    this.changed();
  };

  readonly cancel = (): void => {
    this.editing = null;
    this.changed();
  };

  readonly save = async (): Promise<void> => {
    const before = this.head()?.end_user;
    if (!this.editing || !before || this.editing.saving) return;
    const [name, email] = [this.editing.name.trim(), this.editing.email.trim().toLowerCase()];
    const wrong = name === '' || [...name].length > 255 ? 'badName' : isAddress(email) ? null : 'badEmail';
    this.editing = { ...this.editing, wrong, saving: wrong === null };
    this.changed();
    if (wrong) return;
    const outcome = await this.client.run({
      do: 'set_customer',
      conversation: this.conversation,
      name,
      email,
    });
    if (outcome.is === 'refused') {
      const field = outcome.error.field === 'email' ? 'badEmail' : null;
      this.editing = { ...this.editing, wrong: field, saving: false };
      if (!field) this.toasts.show({ what: 'refused', error: outcome.error });
    } else {
      this.editing = null;
      const back = { name: before.name, email: before.email ?? '' };
      this.toasts.undo(
        (t) => t.talk.undo.profile(name),
        () => void this.client.run({ do: 'set_customer', conversation: this.conversation, ...back }),
      );
    }
    this.changed();
  };

  protected select(state: DeskState): readonly unknown[] {
    return [headOf(state, this.conversation)];
  }

  protected compute(): CustomerSnapshot {
    const head = this.head();
    if (this.failure && !this.customer) return { is: 'failed', failure: this.failure };
    const { customer, editing } = this;
    return head && customer ? { is: 'ready', head, customer, editing } : { is: 'loading' };
  }

  private head(): AgentHead | null {
    return headOf(this.client.store.state, this.conversation);
  }

  private refresh(): void {
    const head = this.head();
    if (!head) return;
    const { id, name, email } = head.end_user;
    const linked = head.links?.length ?? 0;
    const wanted = [id, name, email, head.ticket?.id, head.ticket?.status, linked].join('/');
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

/** Empty, or what the server takes for an address. */
function isAddress(text: string): boolean {
  return text === '' || (/^[^\s@<>"(),;:\\]+@[^\s@.][^\s@]*\.[^\s@.]+$/u.test(text) && text.length <= 254);
}
