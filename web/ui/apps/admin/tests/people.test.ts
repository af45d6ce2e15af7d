import type { AdminAgent, ChangeAgent } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { en } from '../src/i18n/en';
import { agentForm, newAgentForm } from '../src/pages/people/agent_form';
import { groupForm, readGroup } from '../src/pages/people/group_form';
import { adminDesk, agent, group, listing, NO_AUDIT, refusal } from './desk';

describe('a new agent', () => {
  test('is checked here, then made', async () => {
    const made: number[] = [];
    const { desk, asked } = adminDesk(() => ({ revision: 1, entry: agent({ id: 9 }) }));
    const form = newAgentForm(desk, (id) => made.push(id));
    expect(await form.save()).toBe(false);
    expect(Object.keys(form.snapshot().problems)).toEqual(['name', 'email', 'password']);
    form.set('name', 'Zoe');
    form.set('email', 'zoe@example.com');
    form.set('password', 'a long enough one');
    expect(await form.save()).toBe(true);
    expect(made).toEqual([9]);
    expect(asked).toMatchObject([
      { method: 'POST', path: 'agents', body: { name: 'Zoe', role: 'agent', capacity: 5 } },
    ]);
  });

  test('with an address that is taken is told at the address', async () => {
    const { desk } = adminDesk(() => {
      throw refusal('email_taken');
    });
    const form = newAgentForm(desk, () => {});
    form.set('name', 'Zoe');
    form.set('email', 'marie@example.com');
    form.set('password', 'a long enough one');
    await form.save();
    expect(form.snapshot().problems.email?.(en)).toContain('already');
  });
});

test('changing an agent keeps whether they are active, and never sends the email', async () => {
  const { desk, asked } = adminDesk(({ body }) => ({
    revision: 2,
    entry: { ...agent(), ...(body as ChangeAgent) },
  }));
  const activity = () => ({ active: false, onChanged: () => {} });
  const form = agentForm(desk, { revision: 1, entry: agent({ active: false }) }, activity, () => {});
  form.set('capacity', 0);
  expect(await form.save()).toBe(true);
  expect(asked[0]).toMatchObject({ method: 'PUT', path: 'agents/2', headers: { 'if-match': '"1"' } });
  expect(asked[0]?.body).toEqual({
    name: 'Marie Lambert',
    role: 'agent',
    groups: [],
    capacity: 0,
    active: false,
  });
});

describe('the members of a group', () => {
  /** A group with one member of two agents, and what is written of it. */
  function server() {
    const agents = new Map<number, { revision: number; entry: AdminAgent }>(
      [agent(), agent({ id: 3, name: 'Yannis', groups: [1] })].map((entry) => [
        entry.id,
        { revision: 1, entry },
      ]),
    );
    const bodies: unknown[] = [];
    const made = adminDesk(({ method, path, body }) => {
      if (path.startsWith('audit')) return NO_AUDIT;
      if (method === 'GET') return path === 'groups' ? listing(group()) : { entries: [...agents.values()] };
      bodies.push(body);
      return { revision: 2, entry: group() };
    });
    return { ...made, bodies };
  }

  test('go with their group in one request, which names those who come and go and nobody else', async () => {
    const { desk, bodies } = server();
    const form = groupForm(desk, await readGroup(desk, 1), () => {});
    expect(form.snapshot().values.members).toEqual([3]);
    form.set('members', [2]);
    expect(await form.save()).toBe(true);
    expect(bodies).toEqual([{ name: group().name, join: [2], leave: [3] }]);
    expect(form.isDirty).toBe(false);
    form.set('members', [2, 3]);
    expect(await form.save()).toBe(true);
    expect(bodies.at(-1)).toMatchObject({ join: [3], leave: [] });
  });
});

test('a session that has ended leads to the sign-in', async () => {
  const { desk, signedOuts } = adminDesk(() => {
    throw refusal('not_signed_in', 401);
  });
  await expect(desk.rest.list('agents')).rejects.toThrow('not_signed_in');
  expect(signedOuts()).toBe(1);
});
