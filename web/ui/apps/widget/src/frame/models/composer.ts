import type { ErrorCode, File as WireFile } from '@frontdesk/protocol';
import { assertNever } from '../assert_never.ts';
import type { Desk } from '../desk/desk.ts';
import type { Keep } from '../desk/keep.ts';
import type { Pictures } from '../desk/pictures.ts';
import { type Server, ServerError, type Upload } from '../desk/server.ts';
import type { Times } from '../text/times.ts';
import { reason, type Words } from '../words/words.ts';
import { ViewModel } from './view_model.ts';

/** The server's bound for one message, in characters. */
export const TEXT_LIMIT = 4_096;
/** From here on the counter shows. */
const COUNTER_FROM = 3_800;
export const FILES_LIMIT = 10;
/** How many lines a file may lose before it waits for its owner's word. */
const TRIES = 5;
/** After these the same file may be taken a little later. */
const AGAIN: ReadonlySet<ErrorCode> = new Set([
  'too_many_requests',
  'busy',
  'draining',
  'storage_unavailable',
  'internal',
]);

export interface Attached {
  readonly key: number;
  readonly name: string;
  readonly size: string;
  readonly state:
    | { is: 'uploading'; percent: number }
    | { is: 'ready' }
    /** `again`: whether another try may help. */
    | { is: 'failed'; reason: string; again: boolean };
}

export interface ComposerSnapshot {
  readonly text: string;
  readonly counter: string | null;
  readonly tooLong: boolean;
  readonly canSend: boolean;
  readonly uploads: boolean;
  /** For the file picker, such as `.png,.pdf`. */
  readonly accept: string;
  readonly attached: readonly Attached[];
  readonly notice: string | null;
}

interface Slot {
  readonly key: number;
  readonly file: File;
  /** Lines on which it was tried by itself. */
  tries: number;
  state: /** Until there is a line. */
    | { is: 'waiting' }
    | { is: 'uploading'; percent: number; upload: Upload }
    | { is: 'ready'; file: WireFile }
    /** The line went in the middle: it begins anew with the next one. */
    | { is: 'lost'; reason: string }
    | { is: 'failed'; reason: string; again: boolean };
}

/** The text box and the files beside it. */
export class ComposerModel extends ViewModel<ComposerSnapshot> {
  private text: string;
  private online = false;
  private slots: Slot[] = [];
  private notice: string | null = null;
  private nextKey = 1;

  constructor(
    private readonly desk: Desk,
    private readonly server: Server,
    private readonly pictures: Pictures,
    private readonly keep: Keep,
    private words: Words,
    private times: Times,
  ) {
    super();
    this.text = keep.draft;
    this.atEnd(desk.store.subscribe(() => this.storeChanged()));
    this.atEnd(() => {
      for (const slot of this.slots) cancel(slot);
    });
  }

  speak(words: Words, times: Times): void {
    this.words = words;
    this.times = times;
    this.changed();
  }

  write(text: string): void {
    this.text = text;
    this.keep.draft = text;
    this.notice = null;
    if (text.trim() === '') this.desk.stoppedTyping();
    else this.desk.keystroke();
    this.changed();
  }

  /** What was begun is nobody's any more. */
  clear(): void {
    for (const slot of this.slots) cancel(slot);
    this.slots = [];
    this.text = '';
    this.notice = null;
    this.changed();
  }

  left(): void {
    this.desk.stoppedTyping();
  }

  send(): void {
    if (!this.snapshot.canSend) return;
    const text = this.text.trim();
    const files = this.slots.flatMap((slot) => (slot.state.is === 'ready' ? [slot.state.file] : []));
    const caption = text === '' ? null : text;
    const said =
      files.length > 0
        ? this.desk.say(
            { type: 'files', files: files.map((file) => file.id), caption },
            { type: 'files', files, caption },
          )
        : this.desk.say({ type: 'text', text }, { type: 'text', text });
    if (said) {
      this.text = '';
      this.keep.draft = '';
      this.slots = [];
      this.notice = null;
    } else {
      this.notice = this.words.tooMuchWaiting;
    }
    this.changed();
  }

  attach(files: readonly File[]): void {
    this.notice = null;
    for (const file of files) {
      if (this.slots.length >= FILES_LIMIT) {
        this.notice = this.words.reasons.tooManyFiles(FILES_LIMIT);
        break;
      }
      this.begin(file);
    }
    this.changed();
  }

  remove(key: number): void {
    const slot = this.slots.find((one) => one.key === key);
    this.slots = this.slots.filter((one) => one.key !== key);
    if (slot) cancel(slot);
    this.changed();
  }

  /** A file that failed, once more. */
  retry(key: number): void {
    const slot = this.slots.find((one) => one.key === key);
    if (slot) this.upload(slot);
    this.changed();
  }

  protected compute(): ComposerSnapshot {
    const { settings } = this.desk.store.state;
    const length = Array.from(this.text).length;
    const left = TEXT_LIMIT - length;
    const hasFile = this.slots.some((slot) => slot.state.is === 'ready');
    const settled = this.slots.every((slot) => slot.state.is === 'ready' || slot.state.is === 'failed');
    return {
      text: this.text,
      counter: length < COUNTER_FROM ? null : left >= 0 ? this.words.left(left) : this.words.over(-left),
      tooLong: left < 0,
      canSend: left >= 0 && settled && (hasFile || this.text.trim() !== ''),
      uploads: settings?.uploads ?? false,
      accept: (settings?.file_extensions ?? []).map((extension) => `.${extension}`).join(','),
      attached: this.slots.map(({ key, file, state }) => ({
        key,
        name: file.name,
        size: this.times.size(file.size),
        state: shown(state),
      })),
      notice: this.notice,
    };
  }

  private begin(file: File): void {
    const slot: Slot = { key: this.nextKey++, file, tries: 0, state: { is: 'waiting' } };
    this.slots = [...this.slots, slot];
    const fault = this.fault(file);
    if (fault === null) this.upload(slot);
    else slot.state = { is: 'failed', reason: fault, again: false };
  }

  private upload(slot: Slot): void {
    const { file } = slot;
    slot.state = { is: 'waiting' };
    if (this.desk.bearer === null) return;
    const upload = this.server.upload(this.desk.bearer, file, file.name, (part) => {
      if (slot.state.is !== 'uploading' || slot.state.upload !== upload) return;
      slot.state.percent = Math.floor(part * 100);
      this.changed();
    });
    slot.state = { is: 'uploading', percent: 0, upload };
    const over = (state: Slot['state']) => {
      if (slot.state.is !== 'uploading' || slot.state.upload !== upload) return;
      slot.state = state;
      this.changed();
    };
    upload.done.then(
      (uploaded) => {
        this.pictures.seed(uploaded.id, file);
        over({ is: 'ready', file: uploaded });
      },
      (error: unknown) => over(this.failure(slot, error)),
    );
  }

  private failure(slot: Slot, error: unknown): Slot['state'] {
    const code = error instanceof ServerError ? error.code : null;
    const why = reason(this.words, code);
    slot.tries += 1;
    if (code === null && slot.tries < TRIES) return { is: 'lost', reason: why };
    return { is: 'failed', reason: why, again: code === null || AGAIN.has(code) };
  }

  private storeChanged(): void {
    const online = this.desk.store.state.line === 'online';
    const back = online && !this.online;
    this.online = online;
    for (const slot of this.slots) {
      const { is } = slot.state;
      if (is === 'waiting' || (is === 'lost' && back)) this.upload(slot);
    }
    this.changed();
  }

  /** What the server would refuse after the whole upload is refused here before it. */
  private fault(file: File): string | null {
    const { settings } = this.desk.store.state;
    if (!settings?.uploads) return this.words.reasons.uploadsOff;
    if (file.size === 0) return this.words.reasons.fileEmpty;
    if (file.size > settings.max_file_bytes) {
      return this.words.reasons.fileTooLargeFor(this.times.size(settings.max_file_bytes));
    }
    const extension = file.name.includes('.') ? (file.name.split('.').at(-1) ?? '').toLowerCase() : '';
    const accepted = settings.file_extensions.length === 0 || settings.file_extensions.includes(extension);
    return accepted ? null : this.words.reasons.fileType;
  }
}

function shown(state: Slot['state']): Attached['state'] {
  switch (state.is) {
    case 'waiting':
      return { is: 'uploading', percent: 0 };
    case 'uploading':
      return { is: 'uploading', percent: state.percent };
    case 'ready':
      return { is: 'ready' };
    case 'lost':
      return { is: 'failed', reason: state.reason, again: true };
    case 'failed':
      return state;
    default:
      return assertNever(state);
  }
}

function cancel(slot: Slot): void {
  if (slot.state.is === 'uploading') slot.state.upload.cancel();
}
