import type { DeliveryChange } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { applyFrame, fromSnapshot } from '../src/conversation';
import { frame, message, snapshot } from './fixtures';

test('what an end user took back is gone from the screen at once', () => {
  const was = fromSnapshot(snapshot({ seq: 2, items: [message(1), message(2)] }));
  const news = frame({
    from: 2,
    seq: 3,
    items: [
      {
        kind: 'activity',
        seq: 3,
        at: 3_000,
        activity: { what: 'noticed', notice: 'unsent', of: 'm1', value: '' },
      },
    ],
  });
  const outcome = applyFrame(was, news);
  if (outcome.is !== 'applied') throw new Error('the frame follows the snapshot');
  const items = outcome.conversation.items;
  const contents = items.map((item) => (item.kind === 'message' ? item.content.type : 'news'));
  expect(contents).toEqual(['erased', 'text', 'news']);
});

test('what was changed of a message is told once and stays until it is sent anew', () => {
  let conversation = fromSnapshot(snapshot({ seq: 2, items: [message(1), message(2)] }));
  const id = conversation.items.flatMap((item) => (item.kind === 'message' ? [item.id] : []))[1] ?? '';
  const told = (seq: number, change: Omit<DeliveryChange, 'message'>) => {
    const outcome = applyFrame(
      conversation,
      frame({ from: seq - 1, seq, deliveries: [{ message: id, ...change }] }),
    );
    if (outcome.is === 'applied') conversation = outcome.conversation;
    return conversation.items.map((item) => (item.kind === 'message' ? (item.degraded ?? []) : []));
  };
  expect(told(3, { delivery: { state: 'sent' }, degraded: ['file_as_link'] })).toEqual([
    [],
    ['file_as_link'],
  ]);
  expect(told(4, { delivery: { state: 'read' } })).toEqual([[], ['file_as_link']]);
  expect(told(5, { delivery: { state: 'queued' } })).toEqual([[], []]);
});
