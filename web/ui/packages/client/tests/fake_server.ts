import type { AgentClientFrame, AgentServerFrame } from '@frontdesk/protocol';
import { DeskClient } from '../src/desk_client';
import type { Surroundings } from '../src/line';
import { DeskRest } from '../src/rest';
import { memoryShelf, type Shelf } from '../src/surroundings';
import type { SendFile } from '../src/upload';
import { colleague, deskFrame, HandTimers, welcome } from './fixtures';

type Answers = Record<string, unknown>;

class FakeSocket {
  readyState = 1;
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: AgentClientFrame[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text) as AgentClientFrame);
  }

  close(): void {
    this.readyState = 3;
  }
}

/** A server of one client: the socket by hand, REST from a table of addresses. */
export class FakeServer {
  readonly timers = new HandTimers();
  readonly sockets: FakeSocket[] = [];
  readonly answers: Answers = {};
  readonly asked: string[] = [];
  readonly uploads: {
    resolve: (file: unknown) => void;
    cancelled: boolean;
    progress: (share: number) => void;
  }[] = [];
  signedOut = 0;

  client(shelf: Shelf = memoryShelf()): DeskClient {
    const rest = new DeskRest((input) => this.rest(String(input)), this.upload);
    return new DeskClient({
      rest,
      me: colleague(),
      url: () => 'ws://desk/ws/agent',
      onSignedOut: () => {
        this.signedOut += 1;
      },
      timers: this.timers,
      random: (bytes) => void bytes.fill(this.drawn++),
      shelf,
      line: this.surroundings(),
    });
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }

  /** Frames of one kind that the present socket was sent. */
  sent<Type extends AgentClientFrame['type']>(type: Type): Extract<AgentClientFrame, { type: Type }>[] {
    return this.socket.sent.filter(
      (one): one is Extract<AgentClientFrame, { type: Type }> => one.type === type,
    );
  }

  say(...frames: AgentServerFrame[]): void {
    for (const frame of frames) this.socket.onmessage?.({ data: JSON.stringify(frame) });
  }

  greet(epoch = 1, desk: Partial<Extract<AgentServerFrame, { type: 'desk' }>> = {}): void {
    this.socket.onopen?.();
    this.say(welcome(epoch, this.timers.now()), deskFrame(desk));
  }

  /** Drops the line and waits until the client has come back. */
  cut(code = 1006): void {
    this.socket.onclose?.({ code });
    this.timers.advance(20_000);
  }

  /** Lets promises that are due run. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
  }

  private drawn = 1;

  private async rest(url: string): Promise<Response> {
    this.asked.push(url);
    const fitting = Object.keys(this.answers).filter((prefix) => url.startsWith(prefix));
    const known = fitting.sort((a, b) => b.length - a.length)[0];
    const body = known === undefined ? { code: 'not_found', message: '' } : this.answers[known];
    return new Response(JSON.stringify(body), { status: known === undefined ? 404 : 200 });
  }

  private readonly upload: SendFile = <Answer>(file: Parameters<SendFile>[0]) => {
    const upload = { resolve: (_: unknown) => {}, cancelled: false, progress: file.onProgress };
    const done = new Promise<Answer>((resolve) => {
      upload.resolve = (stored) => resolve(stored as Answer);
    });
    this.uploads.push(upload);
    return {
      done,
      cancel: () => {
        upload.cancelled = true;
      },
    };
  };

  private surroundings(): Surroundings {
    return {
      open: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      now: () => this.timers.now(),
      random: () => 0.5,
      after: (ms, run) => this.timers.after(ms, run),
      onWake: () => () => {},
    };
  }
}
