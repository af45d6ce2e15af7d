/** A desk with everything around it in the test's hand: socket, server, storage, clock. */

import type { Surroundings } from '@frontdesk/client';
import type { WidgetClientFrame, WidgetItems, WidgetServerFrame, WidgetSession } from '@frontdesk/protocol';
import { Desk } from '../frame/desk/desk.ts';
import { Keep } from '../frame/desk/keep.ts';
import { Server, type Upload } from '../frame/desk/server.ts';
import { SETTINGS, welcome } from './samples.ts';

/** Where the widget of these tests stands. */
export const PAGE = 'https://shop.example';

export class FakeSocket {
  readyState = 0;
  bufferedAmount = 0;
  readonly sent: WidgetClientFrame[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as WidgetClientFrame);
  }

  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(frame: WidgetServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  lose(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  of<Type extends WidgetClientFrame['type']>(type: Type): Extract<WidgetClientFrame, { type: Type }>[] {
    return this.sent.filter(
      (frame): frame is Extract<WidgetClientFrame, { type: Type }> => frame.type === type,
    );
  }
}

/** Answers as told; a refusal is any value that is no answer. */
export class FakeServer extends Server {
  session: WidgetSession | Error = { token: 'token-1', settings: SETTINGS };
  page: WidgetItems | Error = { items: [], more: false };
  readonly asked: unknown[][] = [];
  readonly uploads: {
    name: string;
    finish: Parameters<Server['upload']>[3];
    resolve(id: string): void;
    reject(error: Error): void;
    cancelled: boolean;
  }[] = [];

  constructor() {
    super('i1');
  }

  override async openSession(...asked: Parameters<Server['openSession']>): Promise<WidgetSession> {
    this.asked.push(['session', ...asked]);
    if (this.session instanceof Error) throw this.session;
    return this.session;
  }

  override async logOut(...asked: Parameters<Server['logOut']>): Promise<void> {
    this.asked.push(['logout', ...asked]);
  }

  override async older(...asked: Parameters<Server['older']>): Promise<WidgetItems> {
    this.asked.push(['older', ...asked]);
    if (this.page instanceof Error) throw this.page;
    return this.page;
  }

  override async download(...asked: Parameters<Server['download']>): Promise<Blob> {
    this.asked.push(['download', ...asked]);
    return new Blob(['bytes']);
  }

  override upload(...[, file, name, finish]: Parameters<Server['upload']>): Upload {
    let settle: (id: string) => void = () => {};
    let fail: (error: Error) => void = () => {};
    const done = new Promise<Awaited<Upload['done']>>((resolve, reject) => {
      settle = (id) => resolve({ id, name, media_type: file.type, size: file.size });
      fail = reject;
    });
    const entry = { name, finish, resolve: settle, reject: fail, cancelled: false };
    this.uploads.push(entry);
    return {
      done,
      cancel() {
        entry.cancelled = true;
      },
    };
  }
}

export class FakeStorage implements Storage {
  readonly entries = new Map<string, string>();
  full = false;

  get length(): number {
    return this.entries.size;
  }
  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new Error('quota');
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.entries.delete(key);
  }
  clear(): void {
    this.entries.clear();
  }
}

export class Stage {
  readonly sockets: FakeSocket[] = [];
  readonly server = new FakeServer();
  seen = false;
  readonly keep: Keep;
  readonly desk: Desk;
  private readonly wakers = new Set<() => void>();

  /** What the page was told of the identity it gave. */
  readonly told: unknown[] = [];

  constructor(
    readonly storage: FakeStorage = new FakeStorage(),
    identifies = false,
  ) {
    this.keep = new Keep('i1', storage);
    const surroundings: Surroundings = {
      open: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      now: () => Date.now(),
      random: () => 0.5,
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      onWake: (run) => {
        this.wakers.add(run);
        return () => this.wakers.delete(run);
      },
    };
    this.desk = new Desk({
      server: this.server,
      keep: this.keep,
      integration: 'i1',
      page: PAGE,
      locale: 'en',
      seen: () => this.seen,
      identifies,
      onIdentified: (verified) => this.told.push({ verified }),
      onIdentityRefused: (expired) => this.told.push({ expired }),
      surroundings,
      socketUrl: 'ws://desk/ws/widget',
    });
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error('no socket was opened');
    return last;
  }

  wake(): void {
    // A copy: those who wake up subscribe again.
    Array.from(this.wakers).forEach((waker) => {
      waker();
    });
  }

  /** Opens the session and answers the hello. */
  async online(answer: WidgetServerFrame = welcome(null)): Promise<void> {
    this.desk.start();
    await settled();
    this.socket.open();
    this.socket.say(answer);
  }
}

/** Lets promises that are already resolved take their course. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}
