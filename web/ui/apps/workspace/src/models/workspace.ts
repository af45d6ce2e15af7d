/** All models behind the sign-in, made together and disposed of together. */

import { type DeskClient, Drafts, type Shelf, type Timers, type ViewModel } from '@frontdesk/client/desk';
import type { Address } from '../ports/address';
import type { Attention } from '../ports/attention';
import type { Bell } from '../ports/bell';
import { loadEmoji } from '../ports/emoji_data';
import type { Herald } from '../ports/herald';
import { AcceptModel } from './accept';
import { AlertsModel, type AlertWords } from './alerts';
import { ClockModel } from './clock';
import { ConnectionModel } from './connection';
import { EmojiModel } from './emoji';
import { ListsModel } from './lists';
import type { Preferences } from './preferences';
import { Room } from './room';
import { ShortcutsModel } from './shortcuts';
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
  readonly shortcuts: ShortcutsModel;
  readonly emoji: EmojiModel;

  constructor(
    readonly client: DeskClient,
    readonly ports: WorkspacePorts,
  ) {
    const { timers, shelf, attention } = ports;
    this.toasts = new ToastsModel(timers);
    this.connection = new ConnectionModel(client, timers);
    this.clock = new ClockModel(client, timers);
    this.shortcuts = new ShortcutsModel(client);
    this.emoji = new EmojiModel(loadEmoji, shelf);
    const drafts = new Drafts(shelf, client.me.id);
    const roomPorts = { timers, attention, toasts: this.toasts, dayOf: ports.dayOf };
    this.tabs = new TabsModel(
      client,
      ports.address,
      shelf,
      (conversation) => new Room(conversation, client, drafts, roomPorts, this.openTicket),
    );
    this.lists = new ListsModel(client);
    this.accept = new AcceptModel(client, timers, this.toasts, this.tabs.open);
    this.status = new StatusModel(client, this.toasts);
    this.alerts = new AlertsModel(client, this.accept, ports.preferences, ports);
  }

  /** Opens a conversation where one of its tickets begins. */
  readonly openTicket = (conversation: string, seq: number): void => {
    this.tabs.open(conversation);
    void this.tabs.room(conversation)?.conversation.goTo(seq);
  };

  start(): void {
    this.client.start();
  }

  dispose(): void {
    this.alerts.dispose();
    this.shortcuts.dispose();
    this.emoji.dispose();
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
