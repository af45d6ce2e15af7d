import { TYPING_EVERY_MS, TYPING_IDLE_MS } from '@frontdesk/client/desk';
import { expect, test } from 'vitest';
import { MAX_CHARS } from '../src/models/composer';
import { C, colleague, head, openRoom } from './kit';

const commands = (server: Awaited<ReturnType<typeof openRoom>>['server']) =>
  server.sent('command').map(({ command }) => command);

test('a reply and its status go in one command; the box is empty at once', async () => {
  const { room, server } = await openRoom();
  room.composer.setText('  Done.  ');
  room.composer.submit('solved');
  expect(commands(server)).toEqual([
    { do: 'reply', conversation: C, text: 'Done.', files: [], submit_as: 'solved' },
  ]);
  expect(room.composer.snapshot().text).toBe('');
});

test('an empty box submits the status alone; a note goes before its status', async () => {
  const { room, server } = await openRoom();
  room.composer.submit('pending');
  room.composer.setMode('note');
  room.composer.setText('Called them.');
  room.composer.submit('on_hold');
  expect(commands(server)).toEqual([
    { do: 'submit', conversation: C, status: 'pending' },
    { do: 'note', conversation: C, text: 'Called them.', files: [] },
    { do: 'submit', conversation: C, status: 'on_hold' },
  ]);
});

test('New is never a choice, Closed only where the policy allows it', async () => {
  const { room, server } = await openRoom();
  expect(room.composer.snapshot().statuses).toEqual(['open', 'pending', 'on_hold', 'solved', 'closed']);
  const policy = {
    agents_may_close: false,
    routing: 'offer',
    max_file_bytes: 1,
    file_extensions: [],
  } as const;
  server.say({ ...(await desk()), policy: { ...policy, file_extensions: [] } });
  expect(room.composer.snapshot().statuses).not.toContain('closed');
});

async function desk() {
  const { deskFrame } = await import('./kit');
  return deskFrame();
}

test('T_5 past a closed window one reply goes to the widget, once the agent says so', async () => {
  const { room, server } = await openRoom({
    head: head({
      window_closes_at: 1,
      composer: [
        { mode: 'reply', allowed: false, reason: 'window_closed' },
        { mode: 'note', allowed: true, reason: null },
        { mode: 'widget', allowed: true, reason: null },
      ],
    }),
  });
  room.composer.setMode('reply');
  expect(room.composer.snapshot()).toMatchObject({ widget: 'offered', canSend: false });
  room.composer.sendInWidget(true);
  room.composer.setText('Sorry for the delay.');
  expect(room.composer.snapshot()).toMatchObject({ widget: 'chosen', closed: null, canSend: true });
  room.composer.send();
  expect(commands(server)).toMatchObject([
    { do: 'reply', text: 'Sorry for the delay.', in_widget: true, submit_as: null },
  ]);
  expect(room.composer.snapshot()).toMatchObject({ widget: 'offered', closed: 'window_closed' });
});

test('T_5 where the conversation has no widget, or its window is open, there is nothing to choose', async () => {
  const choices = (reason: 'not_connected' | 'customer_decides') =>
    head({
      window_closes_at: reason === 'not_connected' ? 1 : null,
      composer: [
        { mode: 'reply', allowed: reason === 'customer_decides', reason: null },
        { mode: 'widget', allowed: false, reason },
      ],
    });
  for (const reason of ['not_connected', 'customer_decides'] as const) {
    const { room } = await openRoom({ head: choices(reason) });
    room.composer.setMode('reply');
    room.composer.sendInWidget(true);
    expect(room.composer.snapshot().widget).toBe('no');
  }
});

test('the server decides which ways are open, and the box opens on the first of them', async () => {
  const composer = [
    { mode: 'reply', allowed: false, reason: 'session_ended' },
    { mode: 'note', allowed: true, reason: null },
  ] as const;
  const { room, server } = await openRoom({ head: head({ composer: [...composer] }) });
  expect(room.composer.snapshot()).toMatchObject({ mode: 'note', canSend: false });
  room.composer.setMode('reply');
  room.composer.setText('cannot go');
  room.composer.send();
  expect(commands(server)).toEqual([]);
});

test('on a ticket of somebody else nothing can be submitted, but by an admin', async () => {
  const ticket = head().ticket;
  const foreign = { head: head({ ticket: ticket && { ...ticket, assignee: 3 } }) };
  expect((await openRoom(foreign)).room.composer.snapshot().canSubmit).toBe(false);
  const admin = await openRoom(foreign, { me: colleague({ role: 'admin' }) });
  expect(admin.room.composer.snapshot().canSubmit).toBe(true);
});

test('drafts of reply and note are kept apart, over closing the tab', async () => {
  const { room, space } = await openRoom();
  room.composer.setText('to Ana');
  room.composer.setMode('note');
  room.composer.setText('to us');
  space.tabs.close(C);
  space.tabs.open(C);
  const again = space.tabs.room(C)?.composer;
  expect(again?.snapshot()).toMatchObject({ mode: 'reply', text: 'to Ana' });
  again?.setMode('note');
  expect(again?.snapshot().text).toBe('to us');
});

test('4,096 characters are counted as people see them, and one more is too many', async () => {
  const { room } = await openRoom();
  room.composer.setText('😀'.repeat(MAX_CHARS));
  expect(room.composer.snapshot()).toMatchObject({ left: 0, canSend: true });
  room.composer.setText('😀'.repeat(MAX_CHARS + 1));
  expect(room.composer.snapshot()).toMatchObject({ left: -1, canSend: false, canSubmit: false });
});

test('typing is told now and then, and its end once', async () => {
  const { room, server } = await openRoom();
  room.composer.setText('a');
  room.composer.setText('ab');
  expect(server.sent('typing')).toEqual([{ type: 'typing', conversation: C, active: true }]);
  server.timers.advance(TYPING_EVERY_MS);
  room.composer.setText('abc');
  expect(server.sent('typing')).toHaveLength(2);
  server.timers.advance(TYPING_IDLE_MS);
  expect(server.sent('typing').at(-1)).toEqual({ type: 'typing', conversation: C, active: false });
  room.composer.send();
  expect(server.sent('typing')).toHaveLength(3);
});

test('an internal note is never told as typing', async () => {
  const { room, server } = await openRoom();
  room.composer.setMode('note');
  room.composer.setText('psst');
  expect(server.sent('typing')).toEqual([]);
});

test('S3_30_files_are_checked_uploaded_with_progress_and_sent_by_id', async () => {
  const { room, server, space } = await openRoom();
  const file = (name: string, size = 10) => new File([new Uint8Array(size)], name);
  room.composer.addFiles([file('a.PNG'), file('b.exe'), file('big.png', 1_001), file('none.txt', 0)]);
  expect(space.toasts.snapshot().map(({ toast }) => toast.what === 'file_refused' && toast.why)).toEqual([
    'type',
    'too_large',
    'empty',
  ]);
  server.uploads[0]?.progress(0.5);
  expect(room.composer.snapshot()).toMatchObject({
    uploads: [{ name: 'a.PNG', share: 0.5 }],
    canSend: false,
  });
  server.uploads[0]?.resolve({ id: 'f1', name: 'a.PNG', media_type: 'image/png', size: 10 });
  await server.settle();
  expect(room.composer.snapshot()).toMatchObject({ uploads: [], canSend: true });
  room.composer.send();
  expect(commands(server)).toEqual([
    { do: 'reply', conversation: C, text: null, files: ['f1'], submit_as: null },
  ]);
});

test('an upload that was cancelled is stopped and does not come back', async () => {
  const { room, server } = await openRoom();
  room.composer.addFiles([new File(['x'], 'a.txt')]);
  room.composer.cancelUpload(room.composer.snapshot().uploads[0]?.id ?? 0);
  expect(server.uploads[0]?.cancelled).toBe(true);
  server.uploads[0]?.resolve({ id: 'f1', name: 'a.txt', media_type: 'text/plain', size: 1 });
  await server.settle();
  expect(room.composer.snapshot()).toMatchObject({ uploads: [], files: [] });
});

test('a reply to nobody’s ticket is open, to a colleague’s it is not, and a note always is', async () => {
  const ticket = head().ticket;
  const owned = (assignee: number | null) => ({ head: head({ ticket: ticket && { ...ticket, assignee } }) });
  const free = (await openRoom(owned(null))).room.composer;
  expect(free.snapshot()).toMatchObject({ mode: 'reply', closed: null, canSubmit: true });
  const foreign = (await openRoom(owned(3))).room.composer;
  expect(foreign.snapshot()).toMatchObject({ mode: 'note', closed: null, canSubmit: false });
  foreign.setMode('reply');
  expect(foreign.snapshot().closed).toBe('not_assigned_to_you');
});
