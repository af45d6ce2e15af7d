/** An admin's desk on a server by hand. */
import { type DeskRest, type Method, memoryShelf, RequestFailed } from '@frontdesk/client/desk';
import { plainLook } from '@frontdesk/desk/look';
import type { AdminAgent, Audit, ErrorCode, Group, Listing } from '@frontdesk/protocol';
import { AdminDesk } from '../src/models/admin_desk';
import { RouterModel } from '../src/models/router';
import { fakeAddress } from './address';

export interface Asked {
  readonly method: Method;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

type Answer = (asked: Asked) => unknown;

export const refusal = (code: ErrorCode, status = 409) =>
  new RequestFailed({ is: 'refused', status, error: { code, message: '' } });

export function adminDesk(answer: Answer, path = '', role: 'agent' | 'admin' = 'admin') {
  const asked: Asked[] = [];
  let signedOut = 0;
  const rest: Pick<DeskRest, 'ask' | 'upload'> = {
    ask: <Body>(
      method: Method,
      url: string,
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ) => {
      const one = { method, path: url.replace('/desk/v1/admin/', ''), body, headers };
      asked.push(one);
      try {
        return Promise.resolve(answer(one) as Body);
      } catch (thrown) {
        return Promise.reject(thrown);
      }
    },
    upload: () => {
      throw new Error('no page of these tests sends a file');
    },
  };
  const browser = fakeAddress(path);
  const router = new RouterModel(browser.address);
  const look = plainLook(memoryShelf(), ['en']);
  const me = {
    id: 1,
    name: 'Alex',
    role,
    status: 'online',
    present: true,
    groups: [],
    load: 0,
    capacity: 5,
  } as const;
  const desk = new AdminDesk({
    me: { ...me, groups: [] },
    rest,
    router,
    look,
    timers: { now: () => 0, after: () => () => {} },
    onSignedOut: () => {
      signedOut += 1;
    },
  });
  return { desk, asked, look, browser, signedOuts: () => signedOut };
}

export const agent = (over: Partial<AdminAgent> = {}): AdminAgent => ({
  id: 2,
  name: 'Marie Lambert',
  email: 'marie@example.com',
  role: 'agent',
  groups: [],
  capacity: 5,
  active: true,
  ...over,
});

export const listing = <Entry>(...entries: Entry[]): Listing<Entry> => ({
  entries: entries.map((entry) => ({ revision: 1, entry })),
});

export const NO_AUDIT: Audit = { entries: [], next: null };

export const group = (over: Partial<Group> = {}): Group => ({ id: 1, name: 'Support', ...over });
