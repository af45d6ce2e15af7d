import type {
  ErrorBody,
  ErrorCode,
  OpenWidgetSession,
  WidgetConversations,
  WidgetItems,
  WidgetSession,
  File as WireFile,
} from '@frontdesk/protocol';

/** An answer of the server that is no success. `code` is `null` where nothing that we understand came back. */
export class ServerError extends Error {
  constructor(
    readonly code: ErrorCode | null,
    readonly retryAfterMs: number,
  ) {
    super(code ?? 'no answer');
  }
}

export interface Upload {
  readonly done: Promise<WireFile>;
  cancel(): void;
}

/** The REST side of the server, as far as the widget needs it. */
export class Server {
  constructor(private readonly integration: string) {}

  openSession(body: OpenWidgetSession): Promise<WidgetSession> {
    return answer(
      fetch(`/desk/v1/widget/${encodeURIComponent(this.integration)}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  }

  async logOut(token: string): Promise<void> {
    const response = await fetch('/desk/v1/widget/logout', { method: 'POST', headers: bearer(token) });
    if (!response.ok) throw await refusal(response);
  }

  older(token: string, conversation: string, before: number, limit: number): Promise<WidgetItems> {
    const path = `/desk/v1/widget/conversations/${encodeURIComponent(conversation)}/items`;
    return answer(fetch(`${path}?before=${before}&limit=${limit}`, { headers: bearer(token) }));
  }

  conversations(token: string, before: string): Promise<WidgetConversations> {
    const path = `/desk/v1/widget/conversations?before=${encodeURIComponent(before)}`;
    return answer(fetch(path, { headers: bearer(token) }));
  }

  async download(token: string, id: string): Promise<Blob> {
    const response = await fetch(`/desk/v1/attachments/${encodeURIComponent(id)}`, {
      headers: bearer(token),
    });
    if (!response.ok) throw await refusal(response);
    return response.blob();
  }

  /** `onProgress` gets the part that is sent, from 0 to 1. `fetch` cannot tell it, hence the older interface. */
  upload(token: string, file: Blob, name: string, onProgress: (part: number) => void): Upload {
    const request = new XMLHttpRequest();
    const done = new Promise<WireFile>((resolve, reject) => {
      request.open('POST', `/desk/v1/widget/attachments?name=${encodeURIComponent(name)}`);
      request.setRequestHeader('authorization', `Bearer ${token}`);
      request.setRequestHeader('content-type', file.type || 'application/octet-stream');
      request.upload.onprogress = (event) => {
        if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
      };
      request.onload = () => {
        const body = parse(request.responseText);
        if (request.status >= 200 && request.status < 300) resolve(body as WireFile);
        else reject(asError(body));
      };
      request.onerror = () => reject(new ServerError(null, 0));
      request.onabort = () => reject(new ServerError(null, 0));
      request.send(file);
    });
    return { done, cancel: () => request.abort() };
  }
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

async function answer<Body>(asked: Promise<Response>): Promise<Body> {
  const response = await asked;
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as Body;
}

async function refusal(response: Response): Promise<ServerError> {
  const told = asError(parse(await response.text()));
  if (told.retryAfterMs > 0) return told;
  // A proxy in front of the server knows nothing of our bodies, but of this.
  const seconds = Number(response.headers.get('retry-after'));
  return new ServerError(told.code, seconds > 0 ? seconds * 1_000 : 0);
}

/** Refusals come as `{code, message, …}`, on their own or under `error`. */
function asError(body: unknown): ServerError {
  const outer = body as { error?: ErrorBody } & Partial<ErrorBody>;
  const inner = typeof body === 'object' && body !== null ? (outer.error ?? outer) : {};
  return new ServerError(inner.code ?? null, inner.retry_after_ms ?? 0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
