import type { Content } from '@frontdesk/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  conversation,
  HEAD,
  MARIE,
  ME,
  message,
  news,
  SETTINGS,
  text,
  welcome,
} from '../../testing/samples.ts';
import { Stage, settled } from '../../testing/stage.ts';
import { Pictures } from '../desk/pictures.ts';
import { ServerError } from '../desk/server.ts';
import { Times } from '../text/times.ts';
import { en } from '../words/en.ts';
import { ComposerModel, FILES_LIMIT, TEXT_LIMIT } from './composer.ts';
import { FormModel } from './form.ts';
import { PanelModel } from './panel.ts';
import { type MessageRow, ThreadModel } from './thread.ts';

const NOW = 1_700_000_100_000;
const OPTIONS: Content = { type: 'options', text: 'What?', options: [{ id: 'a', label: 'This' }] };

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

function models(stage = new Stage()) {
  const times = new Times('en-GB', en);
  const pictures = new Pictures(stage.server, () => stage.desk.bearer);
  return {
    stage,
    thread: new ThreadModel(stage.desk, en, times),
    panel: new PanelModel(stage.desk, stage.keep, en, () => stage.seen),
    composer: new ComposerModel(stage.desk, stage.server, pictures, stage.keep, en, times),
  };
}

function messages(thread: ThreadModel): MessageRow[] {
  const { snapshot } = thread;
  return snapshot.is === 'ready'
    ? snapshot.rows.filter((row): row is MessageRow => row.kind === 'message')
    : [];
}

test('thread: empty for a new visitor, loading for a known one until the server answered', async () => {
  expect(models().thread.snapshot.is).toBe('empty');
  const known = new Stage();
  known.keep.remember('token-0');
  const { stage, thread } = models(new Stage(known.storage));
  expect(thread.snapshot.is).toBe('loading');
  await stage.online();
  expect(thread.snapshot.is).toBe('empty');
});

test('thread: days, groups, notes', async () => {
  const { stage, thread } = models();
  const at = (seconds: number) => ({ at: NOW - 86_400_000 + seconds * 1_000 });
  await stage.online(
    welcome(
      conversation(6, [
        text(1, 'a', at(0)),
        text(2, 'b', at(1)),
        text(3, 'c', { ...at(400), author: ME }),
        { kind: 'note', seq: 4, at: NOW - 5_000, note: { what: 'agent_joined', name: 'Marie' } },
        text(5, 'd', { at: NOW - 4_000, author: MARIE }),
      ]),
    ),
  );
  const { snapshot } = thread;
  const rows = snapshot.is === 'ready' ? snapshot.rows : [];
  expect(
    rows.map((row) => (row.kind === 'message' ? [row.speaker.name, row.first, row.last] : row.text)),
  ).toEqual([
    'Yesterday',
    ['Ostara Helper', true, false],
    ['Ostara Helper', false, true],
    ['You', true, true],
    'Today',
    'Marie joined the conversation',
    ['Marie Laurent', true, true],
  ]);
});

test('thread: marks stand on one’s own newest message only', async () => {
  const { stage, thread } = models();
  const marks = { end_user_delivered: 0, end_user_read: 0, agent_read: 0 };
  await stage.online(
    welcome(
      conversation(3, [text(1, 'a', { author: ME }), text(2, 'b', { author: ME }), text(3, 'c')], { marks }),
    ),
  );
  expect(messages(thread).map((row) => row.mark)).toEqual([null, { is: 'sent' }, null]);
  stage.socket.say({
    type: 'conversation',
    conversation: 'c1',
    from: 3,
    seq: 3,
    marks: { ...marks, agent_read: 2 },
  });
  expect(messages(thread).map((row) => row.mark?.is)).toEqual([undefined, 'seen', undefined]);
  stage.socket.say(news(3, 4, [text(4, 'd', { author: ME, delivery: { state: 'delivered' } })]));
  expect(messages(thread).map((row) => row.mark?.is)).toEqual([undefined, undefined, undefined, 'delivered']);
});

test('thread: a bubble keeps its key from pending to real, and says how it stands', async () => {
  const { stage, thread } = models();
  stage.desk.say({ type: 'text', text: 'hi' }, { type: 'text', text: 'hi' });
  const key = messages(thread)[0]?.key;
  expect(messages(thread)[0]?.mark?.is).toBe('waiting');
  await stage.online();
  expect(messages(thread)[0]?.mark?.is).toBe('sending');
  // The bot answers in the same step, by the same cause.
  const cause = { command: key ?? null };
  stage.socket.say(news(0, 3, [text(2, 'hi', { author: ME, ...cause }), text(3, 'hello', cause)]));
  expect(messages(thread).map((row) => [row.key, row.mark?.is])).toEqual([
    [key, 'sent'],
    ['m3', undefined],
  ]);
});

test('thread: a refused message says why, in the reader’s language', async () => {
  const { stage, thread } = models();
  await stage.online();
  stage.desk.say({ type: 'text', text: 'hi' }, { type: 'text', text: 'hi' });
  const key = messages(thread)[0]?.key ?? '';
  stage.socket.say({ type: 'refused', id: key, error: { code: 'text_too_long', message: 'server words' } });
  expect(messages(thread)[0]?.mark).toEqual({
    is: 'failed',
    reason: 'The message is too long.',
    command: key,
  });
  thread.retry(key);
  expect(messages(thread)[0]?.mark?.is).toBe('sending');
});

test('thread: only the newest unanswered question of the bot is live', async () => {
  const { stage, thread } = models();
  await stage.online(
    welcome(conversation(3, [message(1, OPTIONS), message(2, OPTIONS), text(3, 'take your time')])),
  );
  expect(messages(thread).map((row) => row.live)).toEqual([false, true, false]);
  thread.choose('m2', 'a', 'This');
  expect(stage.socket.of('send')[0]?.say).toEqual({ type: 'choose', message: 'm2', option: 'a' });
  expect(messages(thread).map((row) => row.live)).toEqual([false, false, false, false]);
  expect(messages(thread).at(-1)?.content).toEqual({
    type: 'chosen',
    message: 'm2',
    option: 'a',
    label: 'This',
  });
});

test('thread: typing an answer closes the question as well; a person’s turn does too', async () => {
  const { stage, thread } = models();
  await stage.online(welcome(conversation(2, [message(1, OPTIONS), text(2, 'hm', { author: ME })])));
  expect(messages(thread)[0]?.live).toBe(false);
  const agent = models();
  const head = { ...HEAD, answering: { who: 'agent', name: 'Marie' } } as const;
  await agent.stage.online(welcome(conversation(1, [message(1, OPTIONS)], { head })));
  expect(messages(agent.thread)[0]?.live).toBe(false);
});

test('thread: older messages, and their failure', async () => {
  const { stage, thread } = models();
  await stage.online(welcome(conversation(9, [text(9, 'a')], { more: true })));
  stage.server.page = new ServerError(null, 0);
  const older = () => (thread.snapshot.is === 'ready' ? thread.snapshot.older : 'none');
  const loading = thread.loadOlder();
  expect(older()).toBe('loading');
  await thread.loadOlder();
  await loading;
  expect(older()).toBe('failed');
  expect(stage.server.asked.filter(([what]) => what === 'older')).toHaveLength(1);
  stage.server.page = { items: [text(1, 'old')], more: false };
  await thread.loadOlder();
  expect(older()).toBe('none');
  expect(messages(thread)).toHaveLength(2);
});

test('panel: who answers', async () => {
  const { stage, panel } = models();
  expect(panel.snapshot).toMatchObject({ title: 'Messaging', face: { who: 'nobody' } });
  await stage.online(welcome(conversation(1, [text(1, 'a')])));
  expect(panel.snapshot).toMatchObject({
    title: 'Ostara Helper',
    subtitle: 'Automated assistant',
    canAskForHuman: true,
  });
  const head = (answering: (typeof HEAD)['answering'], ended = false) =>
    stage.socket.say({
      type: 'conversation',
      conversation: 'c1',
      from: 1,
      seq: 1,
      head: { ...HEAD, answering, ended },
    });
  head({ who: 'waiting' });
  stage.socket.say({ type: 'queue', position: 3 });
  expect(panel.snapshot).toMatchObject({ subtitle: 'Number 3 in the queue', canAskForHuman: false });
  stage.socket.say({ type: 'queue', position: null });
  expect(panel.snapshot.subtitle).toBe('Waiting for somebody to join');
  head({ who: 'agent', name: 'Marie Laurent' });
  expect(panel.snapshot).toMatchObject({ title: 'Marie Laurent', face: { who: 'agent', initials: 'ML' } });
  head({ who: 'bot', name: 'Ostara Helper' }, true);
  expect(panel.snapshot.subtitle).toBe('Conversation ended');
});

test('panel: asking for a human is sent once and shown', async () => {
  const { stage, panel } = models();
  await stage.online(welcome(conversation(1, [text(1, 'a')])));
  panel.askForHuman();
  expect(stage.socket.of('send')[0]?.say).toEqual({ type: 'talk_to_human' });
  expect(panel.snapshot.askedForHuman).toBe(true);
});

test('panel: the pill comes after 1.5 s and goes with the line', async () => {
  const { stage, panel } = models();
  expect(panel.snapshot.pill).toBeNull();
  panel.begin();
  await settled();
  vi.advanceTimersByTime(1_499);
  expect(panel.snapshot.pill).toBeNull();
  vi.advanceTimersByTime(1);
  expect(panel.snapshot.pill).toBe('connecting');
  stage.socket.open();
  stage.socket.say(welcome(null));
  expect(panel.snapshot.pill).toBeNull();
  vi.advanceTimersByTime(6_000);
  stage.socket.lose();
  vi.advanceTimersByTime(1_000);
  expect(panel.snapshot.pill).toBeNull();
  vi.advanceTimersByTime(500);
  expect(panel.snapshot.pill).toBe('reconnecting');
  stage.socket.lose(4400);
  expect(panel.snapshot.pill).toBe('stopped');
});

test('panel: unread counts what the other side said and nobody has seen', async () => {
  const { stage, panel } = models();
  const marks = { end_user_delivered: 0, end_user_read: 1, agent_read: 0 };
  await stage.online(
    welcome(
      conversation(4, [text(1, 'a'), text(2, 'b'), text(3, 'me', { author: ME }), text(4, 'c')], { marks }),
    ),
  );
  expect(panel.snapshot.unread).toBe(2);
  stage.seen = true;
  panel.looked();
  expect(panel.snapshot.unread).toBe(0);
  vi.advanceTimersByTime(1_000);
  stage.seen = false;
  panel.looked();
  expect(panel.snapshot.unread).toBe(0);
});

test('panel: sound is remembered', () => {
  const { stage, panel } = models();
  expect(panel.snapshot.sound).toBe(true);
  panel.toggleSound();
  expect(panel.snapshot.sound).toBe(false);
  expect(models(new Stage(stage.storage)).panel.snapshot.sound).toBe(false);
});

test('composer: sends trimmed text and is empty after it', async () => {
  const { stage, composer } = models();
  await stage.online();
  expect(composer.snapshot.canSend).toBe(false);
  composer.write('   ');
  expect(composer.snapshot.canSend).toBe(false);
  composer.write('  hello \n');
  composer.send();
  expect(stage.socket.of('send')[0]?.say).toEqual({ type: 'text', text: 'hello' });
  expect(composer.snapshot.text).toBe('');
});

test('composer: the counter shows near the end, counts letters as people do, and stops what is too long', () => {
  const { composer } = models();
  composer.write('a'.repeat(3_799));
  expect(composer.snapshot.counter).toBeNull();
  composer.write('😀'.repeat(TEXT_LIMIT));
  expect(composer.snapshot).toMatchObject({ counter: '0 characters left', tooLong: false, canSend: true });
  composer.write('a'.repeat(TEXT_LIMIT + 1));
  expect(composer.snapshot).toMatchObject({ counter: '1 character too many', tooLong: true, canSend: false });
});

test('composer: a file is uploaded with progress and sent with its caption', async () => {
  const { stage, composer } = models();
  await stage.online();
  composer.attach([new File(['abc'], 'cake.pdf', { type: 'application/pdf' })]);
  const upload = stage.server.uploads[0];
  upload?.finish(0.42);
  expect(composer.snapshot.attached).toMatchObject([
    { name: 'cake.pdf', state: { is: 'uploading', percent: 42 } },
  ]);
  composer.write('look');
  expect(composer.snapshot.canSend).toBe(false);
  upload?.resolve('f1');
  await settled();
  expect(composer.snapshot.canSend).toBe(true);
  composer.send();
  expect(stage.socket.of('send')[0]?.say).toEqual({ type: 'files', files: ['f1'], caption: 'look' });
  expect(composer.snapshot.attached).toEqual([]);
});

test('composer: what the server would refuse is refused before it is sent', async () => {
  const { stage, composer } = models();
  await stage.online();
  composer.attach([
    new File(['abc'], 'virus.exe'),
    new File([''], 'empty.png'),
    new File(['x'.repeat(SETTINGS.max_file_bytes + 1)], 'big.PNG'),
    new File(['abc'], 'noextension'),
  ]);
  expect(
    composer.snapshot.attached.map((one) => (one.state.is === 'failed' ? one.state.reason : one.state.is)),
  ).toEqual([
    'Files of this type are not accepted.',
    'The file is empty.',
    'The file is larger than 1 kB.',
    'Files of this type are not accepted.',
  ]);
  expect(stage.server.uploads).toEqual([]);
  expect(composer.snapshot.canSend).toBe(false);
});

test('composer: an upload can be stopped, and a failed one says why', async () => {
  const { stage, composer } = models();
  await stage.online();
  composer.attach([new File(['a'], 'a.png'), new File(['b'], 'b.png')]);
  composer.remove(composer.snapshot.attached[0]?.key ?? 0);
  expect(stage.server.uploads[0]?.cancelled).toBe(true);
  stage.server.uploads[0]?.reject(new ServerError(null, 0));
  stage.server.uploads[1]?.reject(new ServerError('file_type_refused', 0));
  await settled();
  expect(composer.snapshot.attached).toMatchObject([
    { name: 'b.png', state: { is: 'failed', reason: 'Files of this type are not accepted.' } },
  ]);
});

test('composer: no more files than one message takes', async () => {
  const { stage, composer } = models();
  await stage.online();
  composer.attach(Array.from({ length: FILES_LIMIT + 2 }, (_, index) => new File(['a'], `${index}.png`)));
  expect(composer.snapshot.attached).toHaveLength(FILES_LIMIT);
  expect(composer.snapshot.notice).toBe('At most 10 files at a time.');
});

test('form: faults are shown after the first try, and the first of them is named', () => {
  const sent: unknown[] = [];
  const form = new FormModel(
    [
      { name: 'name', label: 'Name', input: { type: 'text' } },
      { name: 'mail', label: 'E-mail', input: { type: 'email' } },
      { name: 'day', label: 'Day', input: { type: 'choice', options: ['Fri', 'Sat'] } },
    ],
    en,
    (answers) => sent.push(...answers),
  );
  form.set('name', ' Ana ');
  form.set('mail', 'ana@nowhere');
  expect(form.snapshot.fields.map((one) => one.error)).toEqual([null, null, null]);
  expect(form.submit()).toBe('mail');
  expect(form.snapshot.fields.map((one) => one.error)).toEqual([null, en.emailInvalid, en.required]);
  form.set('mail', 'ana@example.com');
  form.set('day', 'Sat');
  expect(form.snapshot.fields.map((one) => one.error)).toEqual([null, null, null]);
  form.set('name', 'x'.repeat(256));
  expect(form.submit()).toBe('name');
  form.set('name', ' Ana ');
  expect(form.submit()).toBeNull();
  expect(sent).toEqual([
    { name: 'name', label: 'Name', value: 'Ana' },
    { name: 'mail', label: 'E-mail', value: 'ana@example.com' },
    { name: 'day', label: 'Day', value: 'Sat' },
  ]);
});
