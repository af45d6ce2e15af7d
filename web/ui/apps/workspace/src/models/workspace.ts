/** All models behind the sign-in, made together and disposed of together. */

import { type DeskClient, Drafts, type ListName, type Shelf, type Timers } from '@frontdesk/client/desk';
import type { Texts } from '../i18n/en';
import type { Address } from '../ports/address';
import type { Attention } from '../ports/attention';
import type { Bell } from '../ports/bell';
import { loadEmoji } from '../ports/emoji_data';
import type { Herald } from '../ports/herald';
import { AcceptModel } from './accept';
import { AlertsModel, type AlertWords } from './alerts';
import { ClockModel } from './clock';
import { commandsOf } from './commands';
import { ConnectionModel } from './connection';
import { EmojiModel } from './emoji';
import { DEFAULT_ORDER, inOrder } from './list_rows';
import { ListsModel } from './lists';
import { MacrosModel } from './macros';
import { NamesModel } from './names';
import { NotifierModel } from './notifier';
import { PaletteModel } from './palette';
import { PeopleModel } from './people';
import type { PreferencesModel } from './preferences';
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
  readonly preferences: PreferencesModel;
  readonly words: () => AlertWords;
  readonly texts: () => Texts;
  /** Leaves this page for another address of ours. */
  readonly visit: (address: string) => void;
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
  readonly macros: MacrosModel;
  readonly emoji: EmojiModel;
  readonly names: NamesModel;
  readonly notifier: NotifierModel;
  readonly people: PeopleModel;
  readonly palette: PaletteModel;

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
    this.macros = new MacrosModel(client, (conversation, applied) =>
      this.tabs.room(conversation)?.composer.apply(applied),
    );
    this.lists = new ListsModel(client, timers, shelf, this.connection);
    this.accept = new AcceptModel(client, timers, this.toasts, this.tabs.open);
    this.status = new StatusModel(client, this.toasts);
    this.alerts = new AlertsModel(client, this.accept, ports.preferences, ports, {
      toasts: this.toasts,
      open: this.tabs.open,
    });
    this.names = new NamesModel(client);
    this.notifier = new NotifierModel(client, timers, this.tabs.open, this.goToList);
    this.people = new PeopleModel(client, timers);
    this.palette = new PaletteModel(client, timers, {
      open: this.tabs.open,
      person: this.tabs.person,
      recent: (most) => this.tabs.recent(most),
      commands: () => commandsOf(this),
      texts: ports.texts,
    });
  }

  /** Opens a conversation where one of its tickets begins. */
  readonly openTicket = (conversation: string, seq: number): void => {
    this.tabs.open(conversation);
    void this.tabs.room(conversation)?.conversation.goTo(seq);
  };

  /** The menu of macros over the conversation on the screen. */
  readonly openMacros = (): void => {
    const { place } = this.tabs.snapshot();
    if (place.at !== 'conversation') return;
    if (this.tabs.room(place.conversation)?.composer.snapshot().canSubmit)
      this.macros.open(place.conversation);
  };

  start(): void {
    this.client.start();
  }

  readonly goToList = (list: ListName): void => {
    this.lists.choose(list);
    this.tabs.home();
  };

  /** Closes the tab on the screen, and offers to bring it back. */
  readonly closeTab = (conversation?: string): void => {
    const { place, tabs } = this.tabs.snapshot();
    const closed = conversation ?? (place.at === 'conversation' ? place.conversation : null);
    const tab = tabs.find((one) => one.conversation === closed);
    if (!tab) return;
    this.tabs.close(tab.conversation);
    const title = tab.title ?? '';
    this.toasts.undo(
      (t) => t.frame.tabs.closed(title === '' ? t.tabs.untitled : title),
      () => this.tabs.reopen(tab.conversation),
    );
  };

  /** Whoever has waited longest for an agent. */
  readonly takeNext = async (): Promise<void> => {
    const waiting = [...(this.client.store.state.desk?.rows.values() ?? [])]
      .filter((row) => row.assignee === null && row.status !== 'closed')
      .sort(inOrder(DEFAULT_ORDER.unassigned));
    const [next] = waiting;
    if (!next) return;
    this.tabs.open(next.conversation);
    this.toasts.answered(await this.client.run({ do: 'take', conversation: next.conversation }));
  };

  dispose(): void {
    this.palette.dispose();
    this.people.dispose();
    this.notifier.dispose();
    this.names.dispose();
    this.alerts.dispose();
    this.macros.dispose();
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
