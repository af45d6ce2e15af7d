import type { WidgetSession } from '@frontdesk/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { conversation, SETTINGS, text, welcome } from '../../testing/samples.ts';
import { FakeStorage, Stage, settled } from '../../testing/stage.ts';
import { ServerError } from './server.ts';

const HELLO = { type: 'text', text: 'hello' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const opened = (token: string, verified?: boolean): WidgetSession => ({
  token,
  settings: SETTINGS,
  ...(verified === undefined ? {} : { verified }),
});
const asked = (stage: Stage) => stage.server.asked.map(([what, body]) => [what, body]);

test('a page that will name its visitor is waited for, and nobody is made up before', async () => {
  const stage = new Stage(undefined, true);
  stage.desk.start();
  await settled();
  expect(stage.server.asked).toEqual([]);
  stage.server.session = opened('token-9', true);
  stage.desk.identify('a.b.c');
  await settled();
  expect(asked(stage)).toEqual([['session', expect.objectContaining({ token: null, identity: 'a.b.c' })]]);
  expect(stage.keep.token).toBe('token-9');
  expect(stage.told).toEqual([{ verified: true }]);
  stage.desk.dispose();
});

test('a page that never does, or cannot, leaves them without a name', async () => {
  const never = new Stage(undefined, true);
  never.desk.start();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked(never)).toEqual([['session', expect.not.objectContaining({ identity: expect.anything() })]]);
  const cannot = new Stage(undefined, true);
  cannot.desk.start();
  cannot.desk.identify(null);
  await settled();
  expect(cannot.server.asked).toHaveLength(1);
  never.desk.dispose();
  cannot.desk.dispose();
});

test('named later: another token, another person’s conversation, and what was unsent goes with them', async () => {
  const stage = new Stage();
  await stage.online(welcome(conversation(4, [text(4, 'anonymous')])));
  stage.socket.lose();
  stage.desk.say(HELLO, HELLO);
  stage.server.session = opened('token-2', true);
  stage.desk.identify('a.b.c');
  await settled();
  expect(stage.desk.store.state.items).toEqual([]);
  stage.socket.open();
  expect(stage.socket.of('hello')[0]).toMatchObject({ token: 'token-2', conversation: null });
  stage.socket.say(welcome(conversation(9, [text(9, 'mine')], { id: 'c9' })));
  expect(stage.socket.of('send').map((frame) => frame.conversation)).toEqual(['c9']);
  stage.desk.dispose();
});

test('an identity that is refused: the page is told, and the talk goes on', async () => {
  const stage = new Stage();
  await stage.online();
  stage.server.session = new ServerError('identity_expired', 0);
  stage.desk.identify('old');
  await settled();
  stage.server.session = opened('token-1');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(stage.told).toEqual([{ expired: true }]);
  expect(stage.keep.token).toBe('token-1');
  expect(stage.server.asked.at(-1)?.[1]).not.toHaveProperty('identity');
  stage.desk.dispose();
});

test('logging out leaves nothing here and ends the session there', async () => {
  const storage = new FakeStorage();
  const stage = new Stage(storage);
  await stage.online(welcome(conversation(4, [text(4, 'secret')])));
  stage.socket.lose();
  stage.desk.say(HELLO, HELLO);
  stage.keep.draft = 'half a sentence';
  stage.server.session = opened('token-2');
  await stage.desk.logOut();
  await settled();
  expect(stage.server.asked.filter(([what]) => what === 'logout')).toEqual([['logout', 'token-1']]);
  expect(stage.desk.store.state).toMatchObject({ items: [], pending: [], conversation: null });
  expect(stage.keep.draft).toBe('');
  expect(stage.keep.unsent()).toEqual([]);
  expect(stage.keep.token).toBe('token-2');
  stage.desk.dispose();
});
