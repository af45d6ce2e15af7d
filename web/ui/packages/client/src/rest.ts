/** The REST half of the protocol (`/desk/v1`), one method a route. Throws `RequestFailed`, and nothing else. */
import type {
  AgentConversation,
  AgentItems,
  Customer,
  ErrorBody,
  Me,
  SignIn,
  File as StoredFile,
  Tickets,
} from '@frontdesk/protocol';
import { RequestFailed } from './failure';
import { type SendFile, sendFile, type Upload } from './upload';

/** Items a page of a conversation's history. */
export const ITEMS_PAGE = 60;
/** Rows a page of a list of tickets. */
export const TICKETS_PAGE = 50;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type ListName = 'unassigned' | 'mine' | 'open' | 'closed';

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

  tickets(list: ListName, before: number | null): Promise<Tickets> {
    const query = new URLSearchParams({ list, limit: String(TICKETS_PAGE) });
    if (before !== null) query.set('before', String(before));
    return this.ask('GET', `/desk/v1/tickets?${query}`);
  }

  conversation(id: string): Promise<AgentConversation> {
    return this.ask('GET', `/desk/v1/conversations/${encodeURIComponent(id)}`);
  }

  items(conversation: string, before: number): Promise<AgentItems> {
    const query = new URLSearchParams({ before: String(before), limit: String(ITEMS_PAGE) });
    return this.ask('GET', `/desk/v1/conversations/${encodeURIComponent(conversation)}/items?${query}`);
  }

  customer(id: number): Promise<Customer> {
    return this.ask('GET', `/desk/v1/end-users/${id}`);
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
