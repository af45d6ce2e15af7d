/** Files on their way to the server, for one message. */

import { type DeskClient, failureOf, type Upload } from '@frontdesk/client/desk';
import type { Policy, File as StoredFile } from '@frontdesk/protocol';
import type { ToastsModel } from './toasts';

export interface RunningUpload {
  readonly id: number;
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
}

/** As many as one message carries. */
export const MAX_FILES = 10;

export class Uploads {
  private list: readonly RunningUpload[] = [];
  private readonly cancels = new Map<number, () => void>();
  private next = 1;

  constructor(
    private readonly client: DeskClient,
    private readonly toasts: ToastsModel,
    private readonly changed: () => void,
  ) {}

  get running(): readonly RunningUpload[] {
    return this.list;
  }

  /** `room`: how many more files the message takes. */
  add(files: readonly File[], room: number, onStored: (file: StoredFile) => void): void {
    let left = room - this.list.length;
    for (const file of files) {
      const why = left > 0 ? refusalOf(file, this.client.store.state.desk?.policy ?? null) : 'too_many';
      if (why) this.toasts.show({ what: 'file_refused', name: file.name, why });
      else {
        left -= 1;
        this.start(file, onStored);
      }
    }
  }

  readonly cancel = (id: number): void => {
    this.cancels.get(id)?.();
    this.remove(id);
  };

  dispose(): void {
    for (const cancel of this.cancels.values()) cancel();
    this.cancels.clear();
  }

  private start(file: File, onStored: (file: StoredFile) => void): void {
    const id = this.next++;
    this.list = [...this.list, { id, name: file.name, share: 0 }];
    this.changed();
    const upload = this.client.rest.upload(file.name, file, (share) => {
      this.list = this.list.map((one) => (one.id === id ? { ...one, share } : one));
      this.changed();
    });
    this.cancels.set(id, () => upload.cancel());
    void this.finish(id, upload, onStored);
  }

  private async finish(
    id: number,
    upload: Upload<StoredFile>,
    onStored: (file: StoredFile) => void,
  ): Promise<void> {
    try {
      const stored = await upload.done;
      if (!this.cancels.has(id)) return;
      this.remove(id);
      onStored(stored);
    } catch (thrown) {
      this.toasts.failure(this.client.failed(failureOf(thrown)));
      this.remove(id);
    }
  }

  private remove(id: number): void {
    this.cancels.delete(id);
    this.list = this.list.filter((one) => one.id !== id);
    this.changed();
  }
}

/** What the server would refuse anyway is refused before 50 MB have travelled. */
function refusalOf(file: File, policy: Policy | null): 'too_large' | 'type' | 'empty' | null {
  if (file.size === 0) return 'empty';
  if (!policy) return null;
  if (file.size > policy.max_file_bytes) return 'too_large';
  const extension = file.name.includes('.') ? (file.name.split('.').at(-1) ?? '').toLowerCase() : '';
  return policy.file_extensions.includes(extension) ? null : 'type';
}
