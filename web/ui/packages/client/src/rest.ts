/** The REST half of the protocol (`/desk/v1`), one method a route. Throws `RequestFailed`, and nothing else. */
import type {
  AgentConversation,
  AgentItems,
  AppliedMacro,
  AskPreview,
  Customer,
  ErrorBody,
  Found,
  Macros,
  Me,
  MergeInto,
  OwnShortcut,
  People,
  Preview,
  Revised,
  Shortcut,
  Shortcuts,
  SignIn,
  File as StoredFile,
  Templates,
  TicketPlace,
  Tickets,
} from '@frontdesk/protocol';
import { RequestFailed } from './failure';
import { type SendFile, sendFile, type Upload } from './upload';

/** Items a page of a conversation's history. */
export const ITEMS_PAGE = 60;
/** The lists of tickets that the server makes. */
export const LIST_NAMES = [
  'mine',
  'unassigned',
  'groups',
  'unsolved',
  'done',
  'social_mine',
  'social_unassigned',
] as const;

export type ListName = (typeof LIST_NAMES)[number];

export type SortBy = 'ticket' | 'updated' | 'waiting' | 'priority' | 'status' | 'requester';

export interface ListOrder {
  readonly by: SortBy;
  readonly descending: boolean;
}

/** A part of a list: the rows from `offset` on that hold all words of `words`. */
export interface ListPart {
  readonly list: ListName;
  readonly order: ListOrder;
  readonly words: string;
  readonly offset: number;
  readonly limit: number;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export class DeskRest {
  private csrf = '';

  constructor(
    private readonly fetchFrom: typeof fetch = (input, init) => fetch(input, init),
    private readonly send: SendFile = sendFile,
  ) {}

  async signIn(body: SignIn): Promise<Me> {
    return this.remember(await this.ask<Me>('POST', '/desk/v1/sign-in', body));
  }

  async signOut(): Promise<void> {
    await this.ask<unknown>('POST', '/desk/v1/sign-out');
    this.csrf = '';
  }

  async me(): Promise<Me> {
    return this.remember(await this.ask<Me>('GET', '/desk/v1/me'));
  }

  tickets({ list, order, words, offset, limit }: ListPart): Promise<Tickets> {
    const query = new URLSearchParams({ list, offset: String(offset), limit: String(limit) });
    // What was closed follows what was solved, each in the server's own order.
    if (list !== 'done') query.set('sort', order.by);
    if (list !== 'done') query.set('order', order.descending ? 'desc' : 'asc');
    if (words !== '') query.set('q', words);
    return this.ask('GET', `/desk/v1/tickets?${query}`);
  }

  ticket(id: number): Promise<TicketPlace> {
    return this.ask('GET', `/desk/v1/tickets/${id}`);
  }

  search(words: string, limit: number): Promise<Found> {
    return this.ask('GET', `/desk/v1/search?${new URLSearchParams({ q: words, limit: String(limit) })}`);
  }

  people(words: string, offset: number, limit: number): Promise<People> {
    const query = new URLSearchParams({ offset: String(offset), limit: String(limit) });
    if (words !== '') query.set('q', words);
    return this.ask('GET', `/desk/v1/end-users?${query}`);
  }

  conversation(id: string): Promise<AgentConversation> {
    return this.ask('GET', `/desk/v1/conversations/${encodeURIComponent(id)}`);
  }

  items(conversation: string, before: number, limit = ITEMS_PAGE): Promise<AgentItems> {
    const query = new URLSearchParams({ before: String(before), limit: String(limit) });
    return this.ask('GET', `/desk/v1/conversations/${encodeURIComponent(conversation)}/items?${query}`);
  }

  customer(id: number): Promise<Customer> {
    return this.ask('GET', `/desk/v1/end-users/${id}`);
  }

  /** Makes one customer of two; answers with who stays. */
  merge(from: number, into: number): Promise<Customer> {
    return this.ask('POST', `/desk/v1/end-users/${from}/merge`, { into } satisfies MergeInto);
  }

  /** How a reply would arrive on its channel; nothing is stored or sent. */
  preview(conversation: string, body: AskPreview): Promise<Preview> {
    return this.ask('POST', `/desk/v1/conversations/${encodeURIComponent(conversation)}/preview`, body);
  }

  templates(conversation: string): Promise<Templates> {
    return this.ask('GET', `/desk/v1/conversations/${encodeURIComponent(conversation)}/templates`);
  }

  shortcuts(): Promise<Shortcuts> {
    return this.ask('GET', '/desk/v1/shortcuts');
  }

  addShortcut(body: OwnShortcut): Promise<Revised<Shortcut>> {
    return this.ask('POST', '/desk/v1/shortcuts', body);
  }

  changeShortcut(id: number, revision: number, body: OwnShortcut): Promise<Revised<Shortcut>> {
    return this.ask('PUT', `/desk/v1/shortcuts/${id}`, body, seen(revision));
  }

  removeShortcut(id: number, revision: number): Promise<void> {
    return this.ask('DELETE', `/desk/v1/shortcuts/${id}`, undefined, seen(revision));
  }

  macros(): Promise<Macros> {
    return this.ask('GET', '/desk/v1/macros');
  }

  /** What a macro would do in a conversation; changes nothing. */
  applied(id: number, conversation: string): Promise<AppliedMacro> {
    return this.ask('GET', `/desk/v1/macros/${id}/applied?${new URLSearchParams({ conversation })}`);
  }

  upload(name: string, body: Blob, onProgress: (share: number) => void): Upload<StoredFile> {
    const url = `/desk/v1/attachments?${new URLSearchParams({ name })}`;
    return this.send<StoredFile>({ url, body, headers: { 'x-frontdesk-csrf': this.csrf }, onProgress });
  }

  private remember(me: Me): Me {
    this.csrf = me.csrf;
    return me;
  }

  /** Any route of `/desk/v1`, with our csrf token where something is changed. */
  async ask<Answer>(
    method: Method,
    url: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { accept: 'application/json', ...more };
    if (method !== 'GET') headers['x-frontdesk-csrf'] = this.csrf;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
    if (body !== undefined) init.body = JSON.stringify(body);
    let response: Response;
    let text: string;
    try {
      response = await this.fetchFrom(url, init);
      text = await response.text();
    } catch {
      throw new RequestFailed({ is: 'unreachable' });
    }
    if (!response.ok) throw refusal(response.status, text);
    // The shape of a success is the server's promise: its types and ours are generated from one source.
    return (text === '' ? undefined : parse(text)) as Answer;
  }
}

export function attachmentUrl(id: string): string {
  return `/desk/v1/attachments/${encodeURIComponent(id)}`;
}

/** An answer that is not one of ours comes from something between us and the server, which is then not reached. */
export function refusal(status: number, text: string): RequestFailed {
  const body = parse(text);
  if (isErrorBody(body)) return new RequestFailed({ is: 'refused', error: body, status });
  if (status === 401) {
    const error: ErrorBody = { code: 'not_signed_in', message: 'not signed in' };
    return new RequestFailed({ is: 'refused', error, status });
  }
  return new RequestFailed({ is: 'unreachable' });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
}

/** Names the revision that is changed: whoever was faster wins, and the other is told. */
function seen(revision: number): Readonly<Record<string, string>> {
  return { 'if-match': `"${revision}"` };
}
