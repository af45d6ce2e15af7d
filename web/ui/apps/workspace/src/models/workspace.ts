/** All models behind the sign-in, made together and disposed of together. */

import {
  DeskClient,
  type DeskRest,
  Drafts,
  type Shelf,
  type Timers,
  type ViewModel,
} from '@frontdesk/client/desk';
import type { Me } from '@frontdesk/protocol';
import type { Address } from '../ports/address';
import type { Attention } from '../ports/attention';
import type { Bell } from '../ports/bell';
import type { Herald } from '../ports/herald';
import { AcceptModel } from './accept';
import { AlertsModel, type AlertWords } from './alerts';
import { ClockModel } from './clock';
import { ConnectionModel } from './connection';
import { DirectoryModel } from './directory';
import { ListsModel } from './lists';
import type { Preferences } from './preferences';
import { Room } from './room';
import { StatusModel } from './status';
import { TabsModel } from './tabs';
import { ToastsModel } from './toasts';

export interface WorkspacePorts {
  readonly rest: DeskRest;
  readonly socketUrl: () => string;
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
  readonly client: DeskClient;
  readonly toasts: ToastsModel;
  readonly connection: ConnectionModel;
  readonly clock: ClockModel;
  readonly directory: DirectoryModel;
  readonly tabs: TabsModel;
  readonly lists: ListsModel;
  readonly accept: AcceptModel;
  readonly status: StatusModel;
  readonly alerts: AlertsModel;

  constructor(
    me: Me,
    readonly ports: WorkspacePorts,
    onSignedOut: () => void,
  ) {
    const { timers, shelf, attention } = ports;
    this.client = new DeskClient({
      rest: ports.rest,
      me: me.agent,
      url: ports.socketUrl,
      onSignedOut,
      timers,
    });
    this.toasts = new ToastsModel(timers);
    this.connection = new ConnectionModel(this.client, timers);
    this.clock = new ClockModel(this.client, timers);
    this.directory = new DirectoryModel(this.client);
    const drafts = new Drafts(shelf, me.agent.id);
    const roomPorts = { timers, attention, toasts: this.toasts, dayOf: ports.dayOf };
    this.tabs = new TabsModel(
      this.client,
      ports.address,
      shelf,
      me.agent.id,
      (conversation) => new Room(conversation, this.client, drafts, roomPorts),
    );
    this.lists = new ListsModel(this.client);
    this.accept = new AcceptModel(this.client, timers, this.toasts, this.tabs.open);
    this.status = new StatusModel(this.client, me.agent, this.toasts);
    this.alerts = new AlertsModel(this.client, this.accept, ports.preferences, ports);
    this.client.start();
  }

  dispose(): void {
    this.alerts.dispose();
    this.accept.dispose();
    this.tabs.dispose();
    this.lists.dispose();
    this.status.dispose();
    this.connection.dispose();
    this.directory.dispose();
    this.clock.dispose();
    this.toasts.dispose();
    this.client.stop();
  }
}
