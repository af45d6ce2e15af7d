import { SessionModel } from '@frontdesk/desk/session';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PreferencesModel } from '../src/models/preferences';
import type { Workspace } from '../src/models/workspace';
import { App } from '../src/views/app';
import { C, colleague, counts, frame, head, memoryShelf, message, openRoom, row, workspace } from './kit';
import { show } from './show';

// Nothing is laid out here, so a windowed list would show nothing: all rows are in sight. Browser tests see the window.
vi.mock('@tanstack/react-virtual', () => ({
  useVirtualizer: ({
    count,
    getItemKey = String,
  }: {
    count: number;
    getItemKey?: (at: number) => string;
  }) => ({
    scrollToEnd: () => {},
    scrollToIndex: () => {},
    getTotalSize: () => count * 40,
    getVirtualItems: () =>
      Array.from({ length: count }, (_, index) => ({ index, key: getItemKey(index), start: index * 40 })),
    measureElement: () => {},
    takeSnapshot: () => [],
    scrollRect: null,
  }),
}));

beforeAll(() => {
  (window as unknown as { happyDOM: { setViewport(size: object): void } }).happyDOM.setViewport({
    width: 1440,
    height: 900,
  });
});

afterEach(cleanup);

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('the door', () => {
  test('signs in with the names that people and tests look for', async () => {
    const signIn = vi.fn(() => new Promise<never>(() => {}));
    const preferences = new PreferencesModel(memoryShelf(), ['en']);
    const { RequestFailed } = await import('@frontdesk/client/desk');
    const gone = new RequestFailed({
      is: 'refused',
      status: 401,
      error: { code: 'not_signed_in', message: '' },
    });
    const session = new SessionModel<Workspace>({ me: () => Promise.reject(gone), signIn } as never, () => {
      throw new Error('not reached');
    });
    await session.check();
    render(<App session={session} preferences={preferences} />);
    fireEvent.change(screen.getByLabelText('Email'), { target: { value: 'marie@desk.example' } });
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'p' } });
    fireEvent.click(button('Sign in'));
    expect(signIn).toHaveBeenCalledWith({ email: 'marie@desk.example', password: 'p' });
    expect(button('Signing in…').disabled).toBe(true);
    fireEvent.click(button('Français'));
    expect(screen.getByText('Se connecter à Frontdesk')).toBeTruthy();
    expect(document.documentElement.lang).toBe('fr');
  });
});

describe('the shell', () => {
  test('S3_9_the_accept_button_is_always_there_and_alive_only_with_an_offer', () => {
    const { space, server } = workspace();
    show(space);
    expect(button('Accept').disabled).toBe(true);
    expect(screen.queryByRole('button', { name: 'Decline' })).toBeNull();
    const offer = {
      id: 'o1',
      conversation: C,
      ticket: 41,
      requester: 'Ana',
      channel: 'whatsapp' as const,
      group: null,
      offered_at: 0,
      expires_at: 30_000,
    };
    act(() => server.say({ type: 'offers', offers: [offer], gone: [] }));
    expect(button('Accept').disabled).toBe(false);
    const bar = screen.getByRole('banner');
    expect(bar.textContent).toContain('Ana via WhatsApp');
    expect(bar.textContent).toContain('0:30');
    fireEvent.click(button('Decline'));
    expect(server.sent('command').map(({ command }) => command)).toEqual([
      { do: 'decline', conversation: C, offer: 'o1' },
    ]);
  });

  test('lists are live, and a row opens its ticket', () => {
    const { space, server } = workspace(
      {},
      { tickets: [row({ assignee: 2, unread: 3 })], counts: counts({ unassigned: 0, mine: 1, mine_all: 1 }) },
    );
    show(space);
    const rows = screen.getByRole('tabpanel');
    expect(within(rows).getByText('Ana')).toBeTruthy();
    expect(within(rows).getByText('3 unread messages')).toBeTruthy();
    const upsert = [row({ ticket: 42, requester: 'Νίκος', waiting_since: 0, conversation: 'c42' })];
    act(() =>
      server.say({
        type: 'tickets',
        upsert,
        gone: [],
        counts: counts({ unassigned: 1, mine: 1, mine_all: 1 }),
      }),
    );
    fireEvent.click(screen.getByRole('tab', { name: /^Unassigned(?! social)/ }));
    expect(within(rows).getByText('Where is my order?')).toBeTruthy();
    fireEvent.click(within(rows).getByRole('button', { name: /Νίκος/ }));
    expect(space.tabs.snapshot().place).toEqual({ at: 'conversation', conversation: 'c42' });
  });

  test('a status is chosen from four', async () => {
    const { space, server } = workspace();
    show(space);
    fireEvent.click(button('Status'));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Transfers only' }));
    expect(server.sent('command').map(({ command }) => command)).toEqual([
      { do: 'set_status', status: 'transfers_only', agent: null },
    ]);
  });

  test('keys work by their place on the keyboard', async () => {
    const { space } = await openRoom();
    show(space);
    // On a Greek layout the key that types Ν is still KeyN.
    fireEvent.keyDown(window, { code: 'KeyN', key: 'ν', altKey: true });
    expect(screen.getByRole('textbox', { name: 'Internal note' })).toBe(document.activeElement);
    fireEvent.keyDown(window, { code: 'KeyR', key: 'ρ', altKey: true });
    expect(screen.getByRole('textbox', { name: 'Reply' })).toBe(document.activeElement);
  });

  test('admins find the way to the admin centre, agents do not', () => {
    const agent = show(workspace().space);
    expect(screen.queryByRole('link', { name: 'Admin centre' })).toBeNull();
    agent.unmount();
    show(workspace({}, { me: colleague({ role: 'admin' }) }).space);
    expect(screen.getByRole('link', { name: 'Admin centre' }).getAttribute('href')).toBe('/admin/');
  });
});

describe('a conversation', () => {
  test('S3_17_rich_messages_appear_as_their_simplified_text', async () => {
    const content = { type: 'options' as const, text: 'Choose', options: [{ id: '1', label: 'Track' }] };
    const author = { kind: 'bot' as const, name: 'Bot' };
    const { space } = await openRoom({
      items: [message(1, { author, content, simplified: 'Choose\n1) Track' })],
    });
    show(space);
    expect(screen.getByRole('log').textContent).toContain('Choose\n1) Track');
  });

  test('what an end user writes is text and never markup', async () => {
    const text = '<img src=x onerror=alert(1)> javascript:alert(1) https://shop.example';
    const { space } = await openRoom({ items: [message(1, { content: { type: 'text', text } })] });
    show(space);
    const log = screen.getByRole('log');
    expect(log.querySelector('img')).toBeNull();
    expect(log.textContent).toContain('<img src=x onerror=alert(1)>');
    const links = within(log).getAllByRole('link');
    expect(links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])).toEqual([
      ['https://shop.example/', 'noopener noreferrer'],
    ]);
  });

  test('S3_23_typing_and_delivery_are_told_in_words', async () => {
    const author = { kind: 'agent' as const, id: 2, name: 'Marie' };
    const failed = { state: 'failed' as const, code: '131047', text: 'too late', retryable: true };
    const { space, server } = await openRoom({
      seq: 2,
      items: [message(1, { author }), message(2, { author, delivery: failed })],
    });
    show(space);
    const log = screen.getByRole('log');
    expect(log.textContent).toContain('Sent');
    expect(log.textContent).toMatch(/Not delivered.*too late \(131047\)/);
    const marks = { end_user_delivered: 2, end_user_read: 1, agent_read: 0 };
    act(() => server.say(frame({ from: 2, seq: 3, marks })));
    expect(log.textContent).toContain('Read');
    act(() => server.say({ type: 'typing', conversation: C, agent: null, name: 'Ana', active: true }));
    expect(screen.getByText('Ana is typing')).toBeTruthy();
  });

  test('S1_51_submit_as_sends_reply_and_status_together', async () => {
    const { space, server } = await openRoom();
    show(space);
    fireEvent.change(screen.getByRole('textbox', { name: 'Reply' }), { target: { value: 'Done.' } });
    fireEvent.click(button('More choices'));
    const choices = await screen.findAllByRole('menuitem');
    expect(choices.map((choice) => choice.getAttribute('aria-label'))).toEqual([
      'Open',
      'Pending',
      'On-hold',
      'Solved',
      'Closed',
    ]);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Closed' }));
    expect(server.sent('command').map(({ command }) => command)).toEqual([
      { do: 'reply', conversation: C, text: 'Done.', files: [], submit_as: 'closed' },
    ]);
    expect(screen.getByRole('log').textContent).toContain('Sending…');
  });

  test('Ctrl Enter sends, Enter alone does not', async () => {
    const { space, server } = await openRoom();
    show(space);
    const box = screen.getByRole('textbox', { name: 'Reply' });
    fireEvent.change(box, { target: { value: 'Hello' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(server.sent('command')).toEqual([]);
    fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
    expect(server.sent('command')).toHaveLength(1);
  });

  test('S3_12_all_four_ways_of_answering_stand_there_and_the_closed_say_so', async () => {
    const { space } = await openRoom({
      head: head({ composer: [{ mode: 'reply', allowed: false, reason: 'session_ended' }] }),
    });
    show(space);
    const ways = within(screen.getByRole('tablist', { name: 'Write' })).getAllByRole('tab');
    expect(ways.map((way) => way.textContent)).toEqual(['Reply', 'Internal note', 'E-mail', 'Call']);
    expect(screen.getByText('The session has ended.')).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' }).disabled).toBe(true);
  });

  test('a colleague who is offline is asked about before the transfer', async () => {
    const { space, server } = await openRoom();
    show(space);
    fireEvent.click(button('Transfer'));
    const dialog = await screen.findByRole('dialog', { name: 'Transfer' });
    fireEvent.click(within(dialog).getByRole('radio', { name: /Yannis/ }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Transfer' }));
    const id = server.sent('command')[0]?.id ?? '';
    await act(async () => {
      server.say({ type: 'refused', id, error: { code: 'confirmation_needed', message: '' } });
      await server.settle();
    });
    expect(within(dialog).getByRole('alert').textContent).toBe('Yannis is offline. Transfer anyway?');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Transfer anyway' }));
    expect(server.sent('command')[1]?.command).toMatchObject({ do: 'transfer', confirmed: true });
  });

  test('S3_18_what_the_bot_captured_stands_on_the_customer_card', async () => {
    const made = await openRoom({ head: head({ captured: [{ label: 'Order no.', value: '48213' }] }) });
    show(made.space);
    expect(made.server.asked).toContain('/desk/v1/end-users/9');
    made.server.answers['/desk/v1/end-users/9'] = {
      id: 9,
      name: 'Ana Duarte',
      email: null,
      locale: 'fr',
      time_zone: 'America/Argentina/Buenos_Aires',
      verified: true,
      created_at: 0,
      tickets: [],
      identities: [],
    };
    const card = screen.getByRole('complementary', { name: 'Customer' });
    await act(async () => {
      await made.server.settle();
    });
    fireEvent.click(within(card).getByRole('button', { name: 'Try again' }));
    await act(async () => {
      await made.server.settle();
    });
    expect(card.textContent).toContain('48213');
    expect(card.textContent).toMatch(/Local time.*\d\d:\d\d · Buenos Aires/);
    expect(card.textContent).toContain('French');
  });
});
