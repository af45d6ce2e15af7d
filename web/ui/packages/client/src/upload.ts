/** Sending one file. `XMLHttpRequest`, because `fetch` tells nothing of an upload's progress. */
import { RequestFailed } from './failure';
import { refusal } from './rest';

export interface Upload<Answer> {
  readonly done: Promise<Answer>;
  /** `done` then never settles. */
  cancel(): void;
}

export interface FileToSend {
  readonly url: string;
  readonly body: Blob;
  readonly headers: Readonly<Record<string, string>>;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export type SendFile = <Answer>(file: FileToSend) => Upload<Answer>;

export const sendFile: SendFile = <Answer>({ url, body, headers, onProgress }: FileToSend) => {
  const request = new XMLHttpRequest();
  const done = new Promise<Answer>((resolve, reject) => {
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 200 || request.status > 299)
        return reject(refusal(request.status, request.responseText));
      try {
        resolve(JSON.parse(request.responseText) as Answer);
      } catch {
        reject(new RequestFailed({ is: 'unreachable' }));
      }
    };
    request.onerror = request.ontimeout = () => reject(new RequestFailed({ is: 'unreachable' }));
    request.send(body);
  });
  return { done, cancel: () => request.abort() };
};
