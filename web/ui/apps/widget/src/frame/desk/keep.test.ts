import { expect, test, vi } from 'vitest';
import { SETTINGS } from '../../testing/samples.ts';
import { FakeStorage } from '../../testing/stage.ts';
import { Keep } from './keep.ts';

test('two integrations on one page know nothing of each other', () => {
  const storage = new FakeStorage();
  new Keep('a', storage).remember('token-a');
  expect(new Keep('b', storage).token).toBeNull();
});

test('what an earlier version left behind does no harm', () => {
  const storage = new FakeStorage();
  storage.setItem('frontdesk.a.settings', '{"title":1}');
  storage.setItem('frontdesk.a.unsent.x', 'not json');
  storage.setItem('frontdesk.a.unsent.y', '{"id":"y"}');
  const keep = new Keep('a', storage);
  expect(keep.settings).toBeNull();
  expect(keep.unsent()).toEqual([]);
  expect([...storage.entries.keys()]).toEqual(['frontdesk.a.settings']);
});

test('without storage the host keeps the token, and nothing else', () => {
  const keepOutside = vi.fn();
  const keep = new Keep('a', null, { kept: 'token-7', keep: keepOutside });
  expect(keep.token).toBe('token-7');
  keep.remember('token-8');
  keep.settings = SETTINGS;
  expect(keepOutside.mock.calls).toEqual([['token-8']]);
  expect(keep.token).toBe('token-8');
});

test('with storage the host is told nothing and asked nothing', () => {
  const keepOutside = vi.fn();
  const keep = new Keep('a', new FakeStorage(), { kept: 'token-7', keep: keepOutside });
  expect(keep.token).toBeNull();
  keep.remember('token-8');
  expect(keepOutside).not.toHaveBeenCalled();
});
