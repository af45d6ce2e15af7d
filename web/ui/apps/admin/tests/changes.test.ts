import type { Audit } from '@frontdesk/protocol';
import { expect, test, vi } from 'vitest';
import { ChangeModel, lastChange } from '../src/forms/changes';
import { adminDesk, NO_AUDIT } from './desk';

const ENTRY: Audit['entries'][number] = {
  id: '01',
  at: 5,
  by: { id: 1, name: 'Alex' },
  kind: 'agent',
  key: '12',
  name: 'Marie',
  did: 'changed',
  changes: [],
};

test('the server is asked for the newest entry of that one thing', async () => {
  const { desk, asked } = adminDesk(() => ({ entries: [ENTRY], next: 'ab' }));
  expect(await lastChange(desk.rest, 'agent', '12')).toEqual({ at: 5, by: 'Alex' });
  expect(asked.map(({ path }) => path)).toEqual(['audit?limit=1&kind=agent&key=12']);
});

test('a search that stopped half-way is taken up where it stopped', async () => {
  const { desk, asked } = adminDesk(({ path }) =>
    path.includes('before=ab') ? { entries: [ENTRY], next: null } : { entries: [], next: 'ab' },
  );
  expect(await lastChange(desk.rest, 'agent', '12')).toEqual({ at: 5, by: 'Alex' });
  expect(asked).toHaveLength(2);
});

test('"never" is only said where the whole log was looked at', async () => {
  const whole = new ChangeModel(adminDesk(() => NO_AUDIT).desk.rest, 'agent', '12');
  await vi.waitFor(() => expect(whole.snapshot()).toEqual({ is: 'known', change: null }));
  const long = new ChangeModel(adminDesk(() => ({ entries: [], next: 'ab' })).desk.rest, 'agent', '12');
  await vi.waitFor(() => expect(long.snapshot()).toEqual({ is: 'unknown' }));
});
