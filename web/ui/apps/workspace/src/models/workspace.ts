/** All models behind the sign-in, made together and disposed of together. */

import { type DeskClient, Drafts, type Shelf, type Timers, type ViewModel } from '@frontdesk/client/desk';
import type { Address } from '../ports/address';
import type { Attention } from '../ports/attention';
import type { Bell } from '../ports/bell';
import type { Herald } from '../ports/herald';
import { AcceptModel } from './accept';
import { AlertsModel, type AlertWords } from './alerts';
import { ClockModel } from './clock';
import { ConnectionModel } from './connection';
import { ListsModel } from './lists';
import type { Preferences } from './preferences';
import { Room } from './room';
import { StatusModel } from './status';
import { TabsModel } from './tabs';
import { ToastsModel } from './toasts';

export interface WorkspacePorts {
  readonly timers: Timers;
  readonly shelf: Shelf;
  readonly attention: Attention;
  readonly bell: Bell;
  readonly herald: Herald;
  readonly address: Address;
  readonly preferences: ViewModel<Preferences>;
  readonly words: () => AlertWords;
  readonly dayOf: (at: number) => string;
}

export class Workspace {
  readonly toasts: ToastsModel;
  readonly connection: ConnectionModel;
  readonly clock: ClockModel;
  readonly tabs: TabsModel;
  readonly lists: ListsModel;
  readonly accept: AcceptModel;
  readonly status: StatusModel;
  readonly alerts: AlertsModel;

  constructor(
    readonly client: DeskClient,
    readonly ports: WorkspacePorts,
  ) {
    const { timers, shelf, attention } = ports;
    this.toasts = new ToastsModel(timers);
    this.connection = new ConnectionModel(client, timers);
    this.clock = new ClockModel(client, timers);
    const drafts = new Drafts(shelf, client.me.id);
    const roomPorts = { timers, attention, toasts: this.toasts, dayOf: ports.dayOf };
    this.tabs = new TabsModel(
      client,
      ports.address,
      shelf,
      (conversation) => new Room(conversation, client, drafts, roomPorts),
    );
    this.lists = new ListsModel(client);
    this.accept = new AcceptModel(client, timers, this.toasts, this.tabs.open);
    this.status = new StatusModel(client, this.toasts);
    this.alerts = new AlertsModel(client, this.accept, ports.preferences, ports);
  }

  start(): void {
    this.client.start();
  }

  dispose(): void {
    this.alerts.dispose();
    this.accept.dispose();
    this.tabs.dispose();
    this.lists.dispose();
    this.status.dispose();
    this.connection.dispose();
    this.clock.dispose();
    this.toasts.dispose();
    this.client.stop();
  }
}
