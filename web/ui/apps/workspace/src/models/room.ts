/** Everything of one open tab: lives from opening it to closing it, whether it is on the screen or not. */
import type { DeskClient, Drafts } from '@frontdesk/client/desk';
import { ComposerModel } from './composer';
import { ConversationModel, type ConversationPorts } from './conversation';
import { CustomerModel, type OpenTicket } from './customer';
import { PreviewModel } from './preview';
import { TicketModel } from './ticket';

export class Room {
  readonly conversation: ConversationModel;
  readonly composer: ComposerModel;
  readonly preview: PreviewModel;
  readonly ticket: TicketModel;
  readonly customer: CustomerModel;
  private readonly release: () => void;

  constructor(
    readonly id: string,
    client: DeskClient,
    drafts: Drafts,
    ports: ConversationPorts,
    openTicket: OpenTicket,
  ) {
    this.release = client.hold(id);
    this.conversation = new ConversationModel(id, client, ports);
    this.composer = new ComposerModel(id, client, drafts, ports.timers, ports.toasts);
    this.preview = new PreviewModel(this.composer, client, ports.timers);
    this.ticket = new TicketModel(id, client, ports.toasts);
    this.customer = new CustomerModel(id, client, ports.toasts, openTicket);
  }

  dispose(): void {
    this.preview.dispose();
    this.composer.dispose();
    this.conversation.dispose();
    this.ticket.dispose();
    this.customer.dispose();
    this.release();
  }
}
