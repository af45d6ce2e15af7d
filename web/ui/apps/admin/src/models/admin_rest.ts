/** The admin half of the protocol (`/desk/v1/admin`). Throws `RequestFailed`, and nothing else. */
import { type DeskRest, type Method, RequestFailed } from '@frontdesk/client/desk';
import type { Audit, Listing, Revised, File as StoredFile } from '@frontdesk/protocol';

/** What of the desk's REST is needed; files only where some are sent. */
export type DeskPart = Pick<DeskRest, 'ask'> & Partial<Pick<DeskRest, 'upload'>>;

export class AdminRest {
  constructor(
    private readonly desk: DeskPart,
    private readonly onSignedOut: () => void,
  ) {}

  /** All entries of a kind, such as `agents`, with the revision that a change has to name. */
  list<Entry>(kind: string): Promise<Listing<Entry>> {
    return this.ask('GET', kind);
  }

  /** What there is one of, such as `settings`. */
  show<Entry>(path: string): Promise<Revised<Entry>> {
    return this.ask('GET', path);
  }

  create<Entry>(kind: string, body: unknown): Promise<Revised<Entry>> {
    return this.ask('POST', kind, body);
  }

  /** Refused as `revision_conflict` when the entry is no longer at this revision. */
  change<Entry>(path: string, revision: number, body: unknown): Promise<Revised<Entry>> {
    return this.ask('PUT', path, body, { 'if-match': `"${revision}"` });
  }

  /** Without a revision where the route asks for none. */
  remove(path: string, revision?: number): Promise<void> {
    return this.ask('DELETE', path, undefined, revision === undefined ? {} : { 'if-match': `"${revision}"` });
  }

  /** An action that is no entry, such as `agents/3/password`. */
  post<Answer = void>(path: string, body?: unknown): Promise<Answer> {
    return this.ask('POST', path, body);
  }

  /** An action on an entry that is refused as `revision_conflict` when it is no longer at this revision. */
  act<Entry>(path: string, revision: number, body: unknown): Promise<Revised<Entry>> {
    return this.ask('POST', path, body, { 'if-match': `"${revision}"` });
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  /** A file that an entry may name afterwards. */
  async upload(file: File): Promise<StoredFile> {
    const upload = this.desk.upload?.(file.name, file, () => {});
    if (!upload) throw new RequestFailed({ is: 'unreachable' });
    return await upload.done;
  }

  /**
   * The newest audit entry of one thing, looked for from `before` on. The server looks at a bounded number of entries
   * at a time: where none was found and `next` is there, the search goes on from it.
   */
  audit(kind: string, key: string, before: string | null = null): Promise<Audit> {
    const asked = new URLSearchParams({ limit: '1', kind, key, ...(before === null ? {} : { before }) });
    return this.ask('GET', `audit?${asked}`);
  }

  /** `path` goes below `/desk/v1/admin`; its parts must be safe in an address. */
  private async ask<Answer>(
    method: Method,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    try {
      return await this.desk.ask<Answer>(method, `/desk/v1/admin/${path}`, body, headers);
    } catch (thrown) {
      if (isSignedOut(thrown)) this.onSignedOut();
      throw thrown;
    }
  }
}

function isSignedOut(thrown: unknown): boolean {
  return (
    thrown instanceof RequestFailed &&
    thrown.failure.is === 'refused' &&
    thrown.failure.error.code === 'not_signed_in'
  );
}
