import { RequestFailed } from '@frontdesk/client/desk';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { adminDesk, agent, group, listing, NO_AUDIT } from './desk';
import { show } from './shown';

// The browser fetches a page when it is opened; here it is there before.
beforeAll(async () => {
  await import('../src/pages/people/agents');
});

afterEach(cleanup);

const server = (path: string, role: 'agent' | 'admin' = 'admin') =>
  adminDesk(
    ({ path: asked, method, body }) => {
      if (asked.startsWith('audit')) return NO_AUDIT;
      if (asked === 'groups') return listing(group());
      if (method === 'PUT') return { revision: 2, entry: { ...agent(), ...(body as object) } };
      return listing(agent({ id: 1, name: 'Alex', role: 'admin' }), agent());
    },
    path,
    role,
  );

describe('the frame', () => {
  test('shows only sections that have pages, and marks the page that is open', async () => {
    show(server('people/agents'));
    const nav = screen.getByRole('navigation', { name: 'Sections' });
    expect(within(nav).queryByRole('heading', { name: 'Knowledge' })).toBeNull();
    expect(within(nav).getByRole('link', { name: 'Agents' }).getAttribute('aria-current')).toBe('page');
    expect(await screen.findByRole('heading', { name: 'Agents', level: 1 })).toBeTruthy();
    await waitFor(() => expect(document.title).toBe('Agents · Admin centre · Frontdesk'));
  });

  test('an agent is told why not, and where to go', () => {
    show(server('people/agents', 'agent'));
    expect(screen.getByRole('heading', { name: 'This is for admins' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to the workspace' }).getAttribute('href')).toBe('/workspace');
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  test('an address that leads nowhere says so', () => {
    show(server('people/nobody'));
    expect(screen.getByRole('heading', { name: 'There is no such page' })).toBeTruthy();
  });

  test('changing the language changes every word', async () => {
    const made = server('people/agents');
    show(made);
    act(() => made.look.choose({ language: 'el' }));
    expect(await screen.findByRole('heading', { name: 'Εκπρόσωποι', level: 1 })).toBeTruthy();
    expect(document.documentElement.lang).toBe('el');
  });
});

describe('a form', () => {
  test('leads to what is wrong, says what is not saved, and asks before it is left', async () => {
    const made = server('people/agents/2');
    show(made);
    const name = await screen.findByRole('textbox', { name: 'Name' });
    fireEvent.change(name, { target: { value: '' } });
    expect(screen.getByText('Not saved yet: Name')).toBeTruthy();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Save' })));
    expect(document.activeElement).toBe(name);
    expect(screen.getByText('This is needed.')).toBeTruthy();
    fireEvent.click(screen.getByRole('link', { name: 'Groups' }));
    // The question itself floats in by and by: the browser tests read it.
    expect(made.desk.router.snapshot()).toEqual({ path: 'people/agents/2', leaving: true });
  });
});

describe('a page of one entry', () => {
  test('keeps its title and the way back while the server cannot be reached', async () => {
    const made = adminDesk(() => {
      throw new RequestFailed({ is: 'unreachable' });
    }, 'people/agents/2');
    show(made);
    expect(await screen.findByText('This page could not be loaded')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'The agent', level: 1 })).toBeTruthy();
    const main = within(screen.getByRole('main'));
    expect(main.getByRole('link', { name: 'Agents' }).getAttribute('href')).toBe('/admin/people/agents');
    expect(main.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});
