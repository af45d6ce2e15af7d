/** What the tests of the workspace share: a server by hand, and ports that remember. */
import { memoryShelf, type Shelf } from '@frontdesk/client/desk';
import { FakeServer } from '../../../packages/client/tests/fake_server';
import { C, head, message, snapshot } from '../../../packages/client/tests/fixtures';
import { CATALOGUES } from '../src/i18n/catalogues';
import { PreferencesModel } from '../src/models/preferences';
import { Workspace, type WorkspacePorts } from '../src/models/workspace';
import type { Place } from '../src/ports/address';

export * from '../../../packages/client/tests/fake_server';
export * from '../../../packages/client/tests/fixtures';

export class FakeAttention {
  private looking = true;
  private readonly listeners = new Set<() => void>();

  has(): boolean {
    return this.looking;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(looking: boolean): void {
    this.looking = looking;
    for (const listener of [...this.listeners]) listener();
  }
}

export function fakeAddress(first: Place = { at: 'home' }) {
  let place = first;
  return {
    read: () => place,
    write: (next: Place) => {
      place = next;
    },
    subscribe: () => () => {},
  };
}

export interface Heard {
  rung: string[];
  noticed: string[];
  closed: string[];
  title: string;
  badge: number;
  visited: string[];
}

/** A whole workspace on a server by hand, greeted. */
export function workspace(over: Partial<WorkspacePorts> = {}, desk: Parameters<FakeServer['greet']>[1] = {}) {
  const server = new FakeServer();
  const attention = new FakeAttention();
  const heard: Heard = { rung: [], noticed: [], closed: [], title: '', badge: 0, visited: [] };
  const shelf: Shelf = memoryShelf();
  const ports: WorkspacePorts = {
    timers: server.timers,
    shelf,
    attention,
    bell: { ring: (sound) => void heard.rung.push(sound) },
    herald: {
      permission: () => 'granted',
      ask: () => Promise.resolve(),
      notify: (key, title) => {
        heard.noticed.push(title);
        return () => void heard.closed.push(key);
      },
      title: (text) => {
        heard.title = text;
      },
      badge: (count) => {
        heard.badge = count;
      },
    },
    address: fakeAddress(),
    preferences: new PreferencesModel(shelf, ['en']),
    words: () => ({
      product: 'Frontdesk',
      offerTitle: (name) => `${name} waits`,
      offerBody: '',
      assignedTitle: (name) => `${name} is yours`,
      assignedBody: '',
    }),
    texts: () => CATALOGUES.en,
    visit: (address) => void heard.visited.push(address),
    dayOf: (at) => String(Math.floor(at / 86_400_000)),
    ...over,
  };
  const client = server.client();
  const space = new Workspace(client, ports);
  space.start();
  server.greet(1, desk);
  return { server, space, attention, heard, shelf, preferences: ports.preferences };
}

/** The same with one conversation open on the screen. */
export async function openRoom(
  over: Parameters<typeof snapshot>[0] = {},
  desk: Parameters<FakeServer['greet']>[1] = {},
) {
  const made = workspace({}, desk);
  made.server.answers[`/desk/v1/conversations/${C}`] = snapshot({
    seq: 2,
    items: [message(1), message(2)],
    head: head(),
    ...over,
  });
  made.space.tabs.open(C);
  await made.server.settle();
  const room = made.space.tabs.room(C);
  if (!room) throw new Error('the room was not opened');
  return { ...made, room };
}
export { memoryShelf };
