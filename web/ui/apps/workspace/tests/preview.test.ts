import type { Preview } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { changesText, previewText } from '../src/i18n/degraded';
import { en } from '../src/i18n/en';
import { formatsOf } from '../src/i18n/formats';
import { PREVIEW_AFTER_MS } from '../src/models/preview';
import { C, head, openRoom } from './kit';

const f = formatsOf('en', en);
const PATH = `/desk/v1/conversations/${C}/preview`;
const reply_to = { integration: 'a', name: 'Support', channel: 'whatsapp' as const, number: null, info: {} };

const file = (id: string, name: string) => ({ id, name, media_type: 'application/zip', size: 9 });

function preview(over: Partial<Preview> = {}): Preview {
  return { messages: 1, degraded: [], linked: [], link_days: 3, refused: null, ...over };
}

async function onWhatsApp(told: Preview) {
  const made = await openRoom({ head: head({ reply_to }) });
  made.server.answers[PATH] = told;
  const asked = () => made.server.asked.filter((url) => url === PATH).length;
  const wait = async () => {
    made.server.timers.advance(PREVIEW_AFTER_MS);
    await made.server.settle();
  };
  return { ...made, asked, wait };
}

test('the server is asked once typing rests, and what it says is shown', async () => {
  const told = preview({ messages: 3, degraded: ['text_split'] });
  const { room, asked, wait } = await onWhatsApp(told);
  room.composer.setText('a');
  room.composer.setText('ab');
  expect([asked(), room.preview.snapshot()]).toEqual([0, null]);
  await wait();
  expect(asked()).toBe(1);
  expect(room.preview.snapshot()).toEqual({ channel: 'whatsapp', preview: told, files: [] });
});

test('nothing is asked of a note, of an empty box and of our own channels', async () => {
  const { room, asked, wait } = await onWhatsApp(preview());
  room.composer.setMode('note');
  room.composer.setText('between us');
  await wait();
  room.composer.setMode('reply');
  room.composer.setText('  ');
  await wait();
  expect(asked()).toBe(0);
  const ours = await openRoom();
  ours.room.composer.setText('Hello');
  ours.server.timers.advance(PREVIEW_AFTER_MS);
  await ours.server.settle();
  expect(ours.server.asked.filter((url) => url.endsWith('/preview'))).toEqual([]);
});

test('T_5 of a reply that goes to the widget instead nothing is asked', async () => {
  const composer = [
    { mode: 'reply', allowed: false, reason: 'window_closed' },
    { mode: 'widget', allowed: true, reason: null },
  ] as const;
  const late = head({ reply_to, window_closes_at: 1, composer: [...composer] });
  const { room, server } = await openRoom({ head: late });
  server.answers[PATH] = preview({ degraded: ['text_split'] });
  room.composer.sendInWidget(true);
  room.composer.setText('Sorry for the delay.');
  expect(room.composer.snapshot().canSend).toBe(true);
  server.timers.advance(PREVIEW_AFTER_MS);
  await server.settle();
  expect(server.asked).not.toContain(PATH);
  expect(room.preview.snapshot()).toBeNull();
});

test('what was said goes away with what was written', async () => {
  const { room, wait } = await onWhatsApp(preview({ degraded: ['text_split'] }));
  room.composer.setText('a');
  await wait();
  expect(room.preview.snapshot()).not.toBeNull();
  room.composer.send();
  expect(room.preview.snapshot()).toBeNull();
});

test('a server that does not answer promises nothing', async () => {
  const { room, server, wait } = await onWhatsApp(preview());
  delete server.answers[PATH];
  delete server.answers[`/desk/v1/conversations/${C}`];
  room.composer.setText('a');
  await wait();
  expect(room.preview.snapshot()).toBeNull();
});

test('each change is said once, and files are named', () => {
  const say = (told: Preview) =>
    previewText(en, f, 'LINE', told, [file('1', 'bill.zip'), file('2', 'a.png'), file('3', 'b.zip')]);
  expect(say(preview())).toBeNull();
  expect(say(preview({ messages: 3, degraded: ['text_split'] }))).toBe('On LINE: 3 messages');
  expect(say(preview({ messages: 2, degraded: ['file_as_link', 'caption_after'], linked: ['1', '3'] }))).toBe(
    'On LINE: 2 messages, bill.zip and b.zip as a link for 3 days, text in a message after the files',
  );
  expect(say(preview({ degraded: ['media_as_file'] }))).toBe('On LINE: as a file to save');
  expect(say(preview({ messages: 0, refused: 'no_link' }))).toContain('LINE does not take this file');
  expect(changesText(en, 'SMS', ['buttons_as_text', 'carousel_as_text'])).toBe(
    'On SMS: buttons as numbered text, cards as text',
  );
});
