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
