import { type Failure, RequestFailed, type Timers } from '@frontdesk/client/desk';
import type { FlowDetail, Revised, Tried } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { AdminRest } from '../../src/models/admin_rest';
import { BuilderModel } from '../../src/models/flows/builder';
import type { Built } from '../../src/models/flows/builder_state';
import { TrialModel } from '../../src/models/flows/trial';

const content = {
  name: 'Welcome',
  fallback: 'Pardon?',
  start: 'hello',
  steps: { hello: { type: 'send_message', text: 'Hello' } },
};

/** One flow on a server that counts revisions, and what was asked of it. */
class Server {
  revision = 4;
  detail: FlowDetail = {
    id: 7,
    content,
    based_on: 1,
    changed: false,
    at: null,
    by: null,
    problems: [],
    versions: [{ version: 1, name: 'Welcome', steps: 1, at: null, by: null, restored: null }],
    used_by: [],
  };
  readonly asked: string[] = [];
  refuse: Failure | null = null;
  due: (() => void)[] = [];

  readonly timers: Timers = {
    after: (_ms, run) => {
      this.due.push(run);
      return () => {
        this.due = this.due.filter((other) => other !== run);
      };
    },
  } as Timers;

  readonly rest = new AdminRest(
    {
      ask: async (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) => {
        this.asked.push(
          `${method} ${url.replace('/desk/v1/admin/', '')} ${headers['if-match'] ?? ''}`.trim(),
        );
        if (this.refuse && method !== 'GET') throw new RequestFailed(this.refuse);
        if (url.endsWith('/try')) return tried as never;
        if (url.includes('/versions/1')) return { version: 1, content } as never;
        if (method === 'PUT') {
          this.revision++;
          this.detail = { ...this.detail, changed: true, content: (body as { content: unknown }).content };
        }
        const revised: Revised<FlowDetail> = { revision: this.revision, entry: this.detail };
        return revised as never;
      },
      upload: () => {
        throw new Error('a flow has no files');
      },
    },
    () => {},
  );

  readonly model = new BuilderModel({ rest: this.rest, timers: this.timers, id: 7 });

  get built(): Built {
    const now = this.model.snapshot();
    if (now.is !== 'ready') throw new Error(now.is);
    return now;
  }
}

const tried: Tried = {
  said: [
    { type: 'step', step: 'hello' },
    { type: 'said', content: { type: 'text', text: 'Hello' } },
  ],
  run: { at: 1 },
  state: 'finished',
  problems: [],
};

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('what is drawn is saved a moment later, once, with the revision that was seen', async () => {
  const server = new Server();
  await settled();
  server.model.replace('hello', { type: 'send_message', text: 'H' }, 'text');
  server.model.replace('hello', { type: 'send_message', text: 'Hi' }, 'text');
  expect([server.built.saving.is, server.due.length]).toEqual(['waiting', 1]);
  server.due[0]?.();
  await settled();
  expect(server.built.saving.is).toBe('saved');
  expect(server.asked).toEqual(['GET flows/7', 'PUT flows/7/draft "4"']);
  server.model.undo();
  expect(server.built.flow.steps['hello']).toEqual({ type: 'send_message', text: 'Hello' });
});

test('of two admins the later one overwrites nothing before it is decided', async () => {
  const server = new Server();
  await settled();
  server.model.configure({ name: 'Mine' });
  const error = { code: 'revision_conflict', message: '' } as const;
  server.refuse = { is: 'refused', error, status: 409 };
  await server.model.save();
  expect(server.built.saving.is).toBe('conflict');
  server.model.configure({ name: 'Mine still' });
  expect(server.due).toEqual([]);
  server.refuse = null;
  server.revision = 9;
  await server.model.keepMine();
  expect(server.asked.at(-1)).toBe('PUT flows/7/draft "9"');
  expect([server.built.saving.is, server.built.flow.name]).toEqual(['saved', 'Mine still']);
});

test('publishing saves first, and lists what the server refuses', async () => {
  const server = new Server();
  await settled();
  server.model.add({ type: 'send_message', text: '' }, { at: 'way', step: 'hello', key: 'next' });
  expect(await server.model.changes()).toMatchObject({ added: ['message_1'], changed: ['hello'] });
  await server.model.save();
  const problem = { step: 'message_1', code: 'empty', details: {}, text: 'the text is empty' };
  const error = { code: 'invalid_field', message: '', problems: [problem] } as const;
  server.refuse = { is: 'refused', error: error as never, status: 422 };
  expect(await server.model.publish()).toEqual({ is: 'problems' });
  expect(server.built.problems).toEqual([problem]);
  server.refuse = null;
  expect(await server.model.publish()).toEqual({ is: 'live' });
  expect(server.asked.at(-1)).toBe('POST flows/7/publish "5"');
});

test('a trial asks the server with the draft as it is now', async () => {
  const server = new Server();
  await settled();
  const trial = new TrialModel(server.rest, () => server.built.flow);
  await trial.restart();
  expect(trial.snapshot()).toMatchObject({ state: 'finished', at: 'hello', busy: false });
  await trial.say('Hi');
  expect(trial.snapshot().lines.map((line) => [line.by, line.by === 'bot' && line.live])).toEqual([
    ['bot', false],
    ['me', false],
    ['bot', true],
  ]);
});
