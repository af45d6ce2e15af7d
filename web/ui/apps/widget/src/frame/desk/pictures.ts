import type { File as WireFile } from '@frontdesk/protocol';
import type { Server } from './server.ts';

/** What a browser shows without being able to run it; anything else is only ever a download. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);
/** A picture above this is a download as well: a preview is no reason to fill a phone's memory. */
const PREVIEW_LIMIT_BYTES = 12_000_000;
/** Pictures held at a time; the oldest is let go. */
const HELD = 40;

export function isShown(file: WireFile): boolean {
  return SHOWN.has(file.media_type) && file.size <= PREVIEW_LIMIT_BYTES;
}

/** Fetches attachments with the token, which never stands in an address. */
export class Pictures {
  private readonly urls = new Map<string, Promise<string>>();

  constructor(
    private readonly server: Server,
    private readonly token: () => string | null,
  ) {}

  /** A `blob:` address of the picture. */
  url(file: WireFile): Promise<string> {
    const held = this.urls.get(file.id);
    if (held) return held;
    const url = this.fetch(file.id).then((blob) =>
      URL.createObjectURL(new Blob([blob], { type: file.media_type })),
    );
    url.catch(() => this.urls.delete(file.id));
    this.hold(file.id, url);
    return url;
  }

  /** One's own picture needs no way back from the server. */
  seed(id: string, blob: Blob): void {
    if (SHOWN.has(blob.type)) this.hold(id, Promise.resolve(URL.createObjectURL(blob)));
  }

  async save(file: WireFile): Promise<void> {
    const blob = await this.fetch(file.id);
    // As bytes: the browser must save it, whatever it takes it for.
    const url = URL.createObjectURL(new Blob([blob], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  private fetch(id: string): Promise<Blob> {
    return this.server.download(this.token() ?? '', id);
  }

  private hold(id: string, url: Promise<string>): void {
    this.urls.set(id, url);
    if (this.urls.size <= HELD) return;
    const [oldest, old] = this.urls.entries().next().value ?? [];
    if (oldest === undefined) return;
    this.urls.delete(oldest);
    old?.then(URL.revokeObjectURL, () => {});
  }
}
