/** What others do comes many times a second: only what shows it may be drawn anew. */
import { act, cleanup } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { CATALOGUES } from '../src/i18n/catalogues';
import { frame, message, openRoom } from './kit';
import { show } from './show';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test('a message draws neither the page around its conversation nor the ticket beside it anew', async () => {
  const { space, server, room } = await openRoom();
  show(space);
  await act(() => server.settle());
  const ticket = vi.spyOn(CATALOGUES.en.ticket, 'number');
  const page = vi.spyOn(space.tabs, 'room');
  act(() => server.say(frame({ from: 2, seq: 3, items: [message(3)] })));
  const now = room.conversation.snapshot();
  expect(now.is === 'ready' && now.items.length).toBe(3);
  expect(ticket).not.toHaveBeenCalled();
  expect(page).not.toHaveBeenCalled();
});
