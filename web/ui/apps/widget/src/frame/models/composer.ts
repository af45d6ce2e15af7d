import type { File as WireFile } from '@frontdesk/protocol';
import type { Desk } from '../desk/desk.ts';
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

export interface Attached {
  readonly key: number;
  readonly name: string;
  readonly size: string;
  readonly state: { is: 'uploading'; percent: number } | { is: 'ready' } | { is: 'failed'; reason: string };
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
  readonly name: string;
  readonly size: number;
  upload: Upload | null;
  state:
    | { is: 'uploading'; percent: number }
    | { is: 'ready'; file: WireFile }
    | { is: 'failed'; reason: string };
}

/** The text box and the files beside it. */
export class ComposerModel extends ViewModel<ComposerSnapshot> {
  private text = '';
  private slots: Slot[] = [];
  private notice: string | null = null;
  private nextKey = 1;

  constructor(
    private readonly desk: Desk,
    private readonly server: Server,
    private readonly pictures: Pictures,
    private readonly words: Words,
    private readonly times: Times,
  ) {
    super();
    this.atEnd(desk.store.subscribe(() => this.changed()));
    this.atEnd(() => {
      for (const slot of this.slots) slot.upload?.cancel();
    });
  }

  write(text: string): void {
    this.text = text;
    this.notice = null;
    if (text.trim() === '') this.desk.stoppedTyping();
    else this.desk.keystroke();
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
    slot?.upload?.cancel();
    this.changed();
  }

  protected compute(): ComposerSnapshot {
    const { settings } = this.desk.store.state;
    const length = Array.from(this.text).length;
    const left = TEXT_LIMIT - length;
    const hasFile = this.slots.some((slot) => slot.state.is === 'ready');
    const settled = this.slots.every((slot) => slot.state.is !== 'uploading');
    return {
      text: this.text,
      counter: length < COUNTER_FROM ? null : left >= 0 ? this.words.left(left) : this.words.over(-left),
      tooLong: left < 0,
      canSend: left >= 0 && settled && (hasFile || this.text.trim() !== ''),
      uploads: settings?.uploads ?? false,
      accept: (settings?.file_extensions ?? []).map((extension) => `.${extension}`).join(','),
      attached: this.slots.map(({ key, name, size, state }) => ({
        key,
        name,
        size: this.times.size(size),
        state: state.is === 'ready' ? { is: 'ready' } : state,
      })),
      notice: this.notice,
    };
  }

  private begin(file: File): void {
    const slot: Slot = {
      key: this.nextKey++,
      name: file.name,
      size: file.size,
      upload: null,
      state: { is: 'uploading', percent: 0 },
    };
    this.slots = [...this.slots, slot];
    const fault = this.fault(file);
    if (fault !== null) {
      slot.state = { is: 'failed', reason: fault };
      return;
    }
    slot.upload = this.server.upload(this.desk.bearer ?? '', file, file.name, (part) => {
      if (slot.state.is !== 'uploading') return;
      slot.state = { is: 'uploading', percent: Math.floor(part * 100) };
      this.changed();
    });
    slot.upload.done.then(
      (uploaded) => {
        this.pictures.seed(uploaded.id, file);
        slot.state = { is: 'ready', file: uploaded };
        this.changed();
      },
      (error: unknown) => {
        const code = error instanceof ServerError ? error.code : null;
        slot.state = { is: 'failed', reason: reason(this.words, code) };
        this.changed();
      },
    );
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
