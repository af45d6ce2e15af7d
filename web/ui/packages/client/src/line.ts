/**
 * A WebSocket that comes back: the one socket of each of our front-ends.
 *
 * Owns the connection, its heartbeat and the waiting between attempts; knows nothing of what frames mean, except
 * the three that every server of ours speaks alike: `welcome`, `closing` and `ping`/`pong`. Nothing is queued
 * here: what `send` refuses, its caller keeps.
 */

/** `online` begins with the server's `welcome`, not with the open socket. */
export type LineState = 'connecting' | 'online' | 'waiting' | 'stopped';

/** Why a line stands still for good: our own `stop`, or a word of the server after which coming back is useless. */
export type StopReason = 'asked' | 'signed_out' | 'protocol';

type Ping = { type: 'ping'; at: number };

export interface LineOptions<Client extends { type: string }, Server extends { type: string }> {
  /** Read before each attempt. */
  url: () => string;
  /** The first frame of each connection, made anew so that it names what the store has by then. */
  hello: () => Client;
  /** The frames that this client understands; all others are ignored, so that a newer server does no harm. */
  knows: readonly Server['type'][];
  onFrame(frame: Server): void;
  /** `retryInMs` comes with `waiting`, `reason` with `stopped`. */
  onState(state: LineState, retryInMs?: number, reason?: StopReason): void;
  /** Milliseconds of silence before a ping, until the server's `welcome` names its own; after twice that we reconnect. */
  heartbeatMs?: number;
  surroundings?: Surroundings;
}

/** What the line needs of its browser; tests bring their own. */
export interface Surroundings {
  open(url: string): WebSocket;
  /** The wall clock in milliseconds, which unlike a monotonic one goes on while the device sleeps. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  after(ms: number, run: () => void): () => void;
  /** Calls back when the network goes or returns, or the reader does; answers with the way to unsubscribe. */
  onWake(run: () => void): () => void;
}

/** The first wait is drawn from 0 to this, and the bound doubles with each attempt. */
export const BACKOFF_BASE_MS = 250;
/** Above it a person would rather reload the page than wait. */
export const BACKOFF_CAP_MS = 10_000;
/** A connection that lived so long was a good one: the next wait begins at the base again. */
const STEADY_MS = 5_000;
/** From the attempt to `welcome`; a network that swallows packets would hold us for minutes. */
const CONNECT_LIMIT_MS = 10_000;
/** After the device woke up, a line that is alive answers a ping within this. */
const WAKE_LIMIT_MS = 4_000;
/** Bytes that the browser may hold unsent before `send` refuses: the network does not take them. */
const UNSENT_LIMIT = 1_048_576;
const HEARTBEAT_MS = 25_000;

const CLOSE_NORMAL = 1000;
/** The server does not take what we send; it would refuse it again. */
const CLOSE_TOO_LARGE = 1009;
const CLOSE_PROTOCOL = 4400;
const CLOSE_SIGNED_OUT = 4401;
const CLOSE_SLOW = 4408;

export class Line<Client extends { type: string }, Server extends { type: string }> {
  private readonly known: ReadonlySet<string>;
  private readonly around: Surroundings;
  private current: LineState = 'stopped';
  private socket: WebSocket | null = null;
  private heartbeatMs: number;
  private attempts = 0;
  private onlineSince: number | null = null;
  private heardAt = 0;
  private heardFrames = 0;
  /** Before this moment the server does not want us back. */
  private notBefore = 0;
  private cancelTimer: () => void = () => {};
  private cancelWake: (() => void) | null = null;

  constructor(private readonly options: LineOptions<Client, Server>) {
    this.known = new Set(options.knows);
    this.around = options.surroundings ?? browserSurroundings();
    this.heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS;
  }

  get state(): LineState {
    return this.current;
  }

  start(): void {
    if (this.current !== 'stopped') return;
    this.attempts = 0;
    this.notBefore = 0;
    this.cancelWake = this.around.onWake(() => this.wake());
    this.connect();
  }

  stop(): void {
    if (this.current !== 'stopped') this.halt('asked');
  }

  /** Drops the connection and opens another, whose `hello` names what the store has: for a store that saw a gap. */
  renew(): void {
    if (this.current === 'online') this.comeBack();
  }

  /** Somebody asks for it: no waiting now, unless the server itself asked for that. */
  tryNow(): void {
    this.wake();
  }

  /** Whether the frame was handed to the network. That is no receipt: the server answers each command by its id. */
  send(frame: Client): boolean {
    if (this.current !== 'online') return false;
    return this.write(frame);
  }

  private write(frame: Client | Ping): boolean {
    const socket = this.socket;
    if (socket?.readyState !== 1 || socket.bufferedAmount > UNSENT_LIMIT) return false;
    socket.send(JSON.stringify(frame));
    return true;
  }

  private connect(): void {
    this.drop();
    this.enter('connecting');
    let socket: WebSocket;
    try {
      socket = this.around.open(this.options.url());
    } catch {
      // A browser refuses some addresses by throwing; the next attempt asks for the address again.
      this.retry(this.backoff());
      return;
    }
    this.socket = socket;
    this.startTimer(CONNECT_LIMIT_MS, () => this.retry(this.backoff()));
    socket.onopen = () => {
      if (this.socket === socket) this.write(this.options.hello());
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (this.socket === socket) this.hear(event.data);
    };
    socket.onclose = (event: CloseEvent) => {
      if (this.socket === socket) this.closed(event.code);
    };
  }

  private hear(data: unknown): void {
    this.heardAt = this.around.now();
    this.heardFrames += 1;
    const frame = parseFrame(data);
    if (!frame || !this.known.has(frame.type)) return;
    if (frame.type === 'welcome') this.welcomed(frame);
    // The set of known types is the check that `frame` is one of `Server`; their insides are the server's promise.
    this.options.onFrame(frame as unknown as Server);
    if (frame.type === 'closing' && this.socket) this.closing(frame);
  }

  private welcomed(frame: Frame): void {
    this.heartbeatMs = milliseconds(frame['heartbeat_ms']) || this.heartbeatMs;
    this.onlineSince = this.around.now();
    this.enter('online');
    this.watchSilence();
  }

  private closing(frame: Frame): void {
    const reason = frame['reason'];
    const asked = milliseconds(frame['retry_after_ms']);
    if (reason === 'signed_out' || reason === 'protocol') {
      this.halt(reason);
    } else if (reason === 'slow' && asked === 0) {
      this.comeBack();
    } else {
      this.notBefore = this.around.now() + asked;
      // The jitter on top keeps a whole house of clients from returning in the same instant.
      this.retry(asked + this.backoff());
    }
  }

  private closed(code: number): void {
    if (code === CLOSE_SIGNED_OUT) this.halt('signed_out');
    else if (code === CLOSE_PROTOCOL || code === CLOSE_TOO_LARGE) this.halt('protocol');
    else if (code === CLOSE_SLOW) this.comeBack();
    else this.retry(this.backoff());
  }

  /** At once after a connection that was of use; with the usual waits when it keeps failing young. */
  private comeBack(): void {
    if (this.wasSteady() || this.attempts === 0) {
      this.attempts = 1;
      this.connect();
    } else this.retry(this.backoff());
  }

  private retry(inMs: number): void {
    this.drop();
    this.startTimer(inMs, () => this.connect());
    this.enter('waiting', Math.round(inMs));
  }

  private backoff(): number {
    if (this.wasSteady()) this.attempts = 0;
    const bound = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** this.attempts);
    this.attempts = Math.min(this.attempts + 1, 16);
    return this.around.random() * bound;
  }

  private wasSteady(): boolean {
    return this.onlineSince !== null && this.around.now() - this.onlineSince >= STEADY_MS;
  }

  private watchSilence(): void {
    // A wall clock may be set back.
    const silent = Math.max(0, this.around.now() - this.heardAt);
    if (silent >= 2 * this.heartbeatMs) {
      this.retry(this.backoff());
    } else if (silent >= this.heartbeatMs) {
      this.write({ type: 'ping', at: this.around.now() });
      this.startTimer(2 * this.heartbeatMs - silent, () => this.watchSilence());
    } else {
      this.startTimer(this.heartbeatMs - silent, () => this.watchSilence());
    }
  }

  /** Something changed around us: no waiting now, and a line that may have died without a word is tried. */
  private wake(): void {
    if (this.current === 'waiting' && this.around.now() >= this.notBefore) {
      this.attempts = 0;
      this.connect();
    } else if (this.current === 'online') {
      const before = this.heardFrames;
      this.write({ type: 'ping', at: this.around.now() });
      this.startTimer(Math.min(WAKE_LIMIT_MS, this.heartbeatMs), () => {
        if (this.heardFrames > before) this.watchSilence();
        else this.comeBack();
      });
    }
  }

  private halt(reason: StopReason): void {
    this.drop();
    this.cancelWake?.();
    this.cancelWake = null;
    this.enter('stopped', undefined, reason);
  }

  /** Leaves the present socket behind; its late events are nobody's any more. */
  private drop(): void {
    this.cancelTimer();
    const socket = this.socket;
    this.socket = null;
    this.onlineSince = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(CLOSE_NORMAL);
  }

  private startTimer(ms: number, run: () => void): void {
    this.cancelTimer();
    this.cancelTimer = this.around.after(ms, run);
  }

  private enter(state: LineState, retryInMs?: number, reason?: StopReason): void {
    if (state === this.current && state !== 'waiting') return;
    this.current = state;
    this.options.onState(state, retryInMs, reason);
  }
}

type Frame = { type: string; [key: string]: unknown };

/** A JSON object with a `type`, or nothing. */
function parseFrame(data: unknown): Frame | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    return isFrame(value) ? value : null;
  } catch {
    return null;
  }
}

function isFrame(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** A time span as sent by the server; 0 for what is none. */
function milliseconds(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

export function browserSurroundings(): Surroundings {
  return {
    open: (url) => new WebSocket(url),
    now: () => Date.now(),
    random: () => Math.random(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    onWake(run) {
      const visible = () => {
        if (document.visibilityState === 'visible') run();
      };
      // What the device knows of its network comes long before a heartbeat would miss it.
      addEventListener('offline', run);
      addEventListener('online', run);
      document.addEventListener('visibilitychange', visible);
      return () => {
        removeEventListener('offline', run);
        removeEventListener('online', run);
        document.removeEventListener('visibilitychange', visible);
      };
    },
  };
}
