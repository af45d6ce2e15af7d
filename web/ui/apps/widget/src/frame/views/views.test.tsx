import type { Content } from '@frontdesk/protocol';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { conversation, HEAD, MARIE, ME, message, news, text, welcome } from '../../testing/samples.ts';
import { Stage } from '../../testing/stage.ts';
import { Pictures } from '../desk/pictures.ts';
import { AnnouncerModel } from '../models/announcer.ts';
import { ComposerModel } from '../models/composer.ts';
import { LinksModel } from '../models/links.ts';
import { ListModel } from '../models/list.ts';
import { PanelModel } from '../models/panel.ts';
import { ThreadModel } from '../models/thread.ts';
import { Times } from '../text/times.ts';
import { en } from '../words/en.ts';
import { App } from './app.tsx';
import { SceneContext } from './hooks.ts';

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

async function shown(...items: Parameters<typeof conversation>[1]) {
  const stage = new Stage();
  const times = new Times('en-GB', en);
  const pictures = new Pictures(stage.server, () => stage.desk.bearer);
  const close = vi.fn();
  const scene = {
    words: en,
    times,
    pictures,
    close,
    panel: new PanelModel(stage.desk, stage.keep, en, () => stage.seen),
    thread: new ThreadModel(stage.desk, en, times),
    composer: new ComposerModel(stage.desk, stage.server, pictures, stage.keep, en, times),
    announcer: new AnnouncerModel(stage.desk, en),
    list: new ListModel(stage.desk, en, times),
    links: new LinksModel(stage.desk, en),
  };
  const last = items.at(-1);
  await stage.online(welcome(last ? conversation(last.seq, items) : null));
  act(() =>
    render(
      <SceneContext.Provider value={scene}>
        <App />
      </SceneContext.Provider>,
      root,
    ),
  );
  return { stage, close, scene };
}

const named = (name: string) => root.querySelector<HTMLElement>(`[aria-label="${name}"]`);
const button = (words: string) =>
  [...root.querySelectorAll('button')].find(
    (one) => one.textContent?.trim() === words || one.ariaLabel === words,
  );
const press = (element: Element | undefined | null) => act(() => (element as HTMLElement).click());
const type = (element: Element | null, value: string) =>
  act(() => {
    (element as HTMLInputElement).value = value;
    element?.dispatchEvent(new Event('input', { bubbles: true }));
  });
const key = (element: Element | null, init: KeyboardEventInit) =>
  act(() => {
    element?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  });

test('a reply is set as its spans say, and leads to no place that may not be followed', async () => {
  const content: Content = {
    type: 'text',
    text: 'Our shop is open: https://a.example',
    spans: [
      { start: 0, end: 16, style: 'bold' },
      { start: 4, end: 8, style: 'link', url: 'https://b.example/x' },
      { start: 9, end: 11, style: 'link', url: 'javascript:alert(1)' },
      { start: 12, end: 16, style: 'code' },
    ],
  };
  await shown(message(1, content, { author: MARIE }));
  const bubble = root.querySelector('.bubble');
  const link = (href: string, words: string) =>
    `<a href="${href}" target="_blank" rel="noopener noreferrer">${words}</a>`;
  expect(bubble?.innerHTML.replaceAll('<wbr>', '')).toBe(
    `<strong>Our ${link('https://b.example/x', 'shop')} is <code>open</code></strong>: ` +
      link('https://a.example/', 'https://a.example'),
  );
});

test('what somebody writes is text, whatever it looks like', async () => {
  const nasty = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  await shown(text(1, nasty, { author: { kind: 'agent', id: 1, name: '<b>Eve</b>' } }));
  expect(root.querySelector('.bubble')?.textContent).toBe(nasty);
  expect(root.querySelector('script, .bubble img, .speaker b')).toBeNull();
});

test('links open elsewhere and know nothing of us', async () => {
  await shown(text(1, 'see https://a.example/x or javascript:alert(1)'));
  const links = [...root.querySelectorAll<HTMLAnchorElement>('.bubble a')];
  expect(links.map((link) => [link.getAttribute('href'), link.target, link.rel])).toEqual([
    ['https://a.example/x', '_blank', 'noopener noreferrer'],
  ]);
});

test('what is new is announced, and the history is not', async () => {
  const { stage } = await shown(text(1, 'hi', { author: ME }), text(2, 'Good day', { author: MARIE }));
  const log = root.querySelector('[role=log]');
  expect(log?.getAttribute('aria-live')).toBe('off');
  expect(log?.getAttribute('aria-label')).toBe('Conversation');
  const announcer = root.querySelector('#announcer');
  expect(announcer?.getAttribute('aria-live')).toBe('polite');
  expect(announcer?.textContent).toBe('');
  act(() => stage.socket.say(news(2, 3, [text(3, 'How can I help?', { author: MARIE })])));
  expect(announcer?.textContent).toBe('Marie Laurent: How can I help?');
  act(() => stage.socket.say(news(3, 4, [text(4, 'my own', { author: ME })])));
  expect(announcer?.textContent).toBe('Marie Laurent: How can I help?');
});

test('long words break at their seams', async () => {
  await shown(text(1, 'write to somebody.with.a.name@mail.example or not'));
  expect(root.querySelector('.bubble')?.innerHTML).toBe(
    'write to somebody.<wbr>with.<wbr>a.<wbr>name@<wbr>mail.<wbr>example or not',
  );
});

test('Enter sends, Shift+Enter and a composition do not; the focus stays', async () => {
  const { stage } = await shown();
  const box = named('Message');
  type(box, 'hello');
  key(box, { key: 'Enter', shiftKey: true });
  key(box, { key: 'Enter', isComposing: true });
  expect(stage.socket.of('send')).toEqual([]);
  key(box, { key: 'Enter' });
  expect(stage.socket.of('send').map((frame) => frame.say)).toEqual([{ type: 'text', text: 'hello' }]);
  expect(document.activeElement).toBe(box);
  expect(root.querySelector('.mine .bubble')?.textContent).toBe('hello');
});

test('Send is off while there is nothing to send', async () => {
  await shown();
  expect((named('Send') as HTMLButtonElement).disabled).toBe(true);
  type(named('Message'), 'x');
  expect((named('Send') as HTMLButtonElement).disabled).toBe(false);
});

test('quick replies are sent and then gone', async () => {
  const { stage } = await shown(
    message(1, { type: 'options', text: 'What?', options: [{ id: 'a', label: 'This' }] }),
  );
  press(button('This'));
  expect(stage.socket.of('send')[0]?.say).toEqual({ type: 'choose', message: 'm1', option: 'a' });
  expect(button('This')).toBeUndefined();
  expect(root.querySelector('.mine .bubble')?.textContent).toBe('This');
});

test('articles are links that stay; an address that may not be followed is left out', async () => {
  const content: Content = {
    type: 'articles',
    text: 'These may help:',
    articles: [
      { title: 'Returns', url: 'https://a.example/returns', excerpt: 'Within 30 days.' },
      { title: 'Bad', url: 'javascript:alert(1)', excerpt: null },
    ],
  };
  await shown(message(1, content), message(2, { type: 'text', text: 'Anything else?' }));
  const links = [...root.querySelectorAll('.articles a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://a.example/returns']);
  expect(links[0]?.textContent).toContain('Within 30 days.');
  expect(root.querySelector('.articles')?.textContent).not.toContain('Bad');
});

test('a card’s buttons: replies while it is live, safe links always, others never', async () => {
  const content: Content = {
    type: 'carousel',
    text: null,
    cards: [
      {
        title: 'Cake',
        description: null,
        image: 'javascript:alert(1)',
        buttons: [
          { type: 'reply', id: 'r', label: 'Order' },
          { type: 'link', label: 'Recipe', url: 'https://a.example/' },
          { type: 'link', label: 'Bad', url: 'javascript:alert(1)' },
        ],
      },
    ],
  };
  const { stage } = await shown(message(1, content));
  expect(root.querySelector('.card img')).toBeNull();
  expect([...root.querySelectorAll('.card a')].map((link) => link.getAttribute('href'))).toEqual([
    'https://a.example/',
  ]);
  press(button('Order'));
  expect(stage.socket.of('send')[0]?.say).toEqual({ type: 'choose', message: 'm1', option: 'r' });
  expect(button('Order')).toBeUndefined();
  expect(root.querySelectorAll('.card a')).toHaveLength(1);
});

test('a form says what is missing, puts the focus there, and is sent when it is right', async () => {
  const { stage } = await shown(
    message(1, {
      type: 'form',
      text: 'Who are you?',
      fields: [
        { name: 'name', label: 'Name', input: { type: 'text' } },
        { name: 'mail', label: 'E-mail', input: { type: 'email' } },
      ],
    }),
  );
  type(root.querySelector('[name=name]'), 'Ana');
  act(() => {
    root.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  });
  const mail = root.querySelector('[name=mail]');
  expect(document.activeElement).toBe(mail);
  expect(mail?.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(mail?.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    en.required,
  );
  type(mail, 'ana@example.com');
  act(() => {
    root.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  });
  expect(stage.socket.of('send')[0]?.say).toEqual({
    type: 'fill_form',
    message: 'm1',
    answers: [
      { name: 'name', value: 'Ana' },
      { name: 'mail', value: 'ana@example.com' },
    ],
  });
  expect(root.querySelector('.filled')?.textContent).toBe('NameAnaE-mailana@example.com');
});

test('a refused message offers Retry and Discard', async () => {
  const { stage } = await shown();
  type(named('Message'), 'hello');
  press(named('Send'));
  const id = stage.socket.of('send')[0]?.id ?? '';
  act(() => stage.socket.say({ type: 'refused', id, error: { code: 'text_too_long', message: '' } }));
  expect(root.querySelector('.failed-text')?.textContent).toBe('Not sent: The message is too long.');
  press(button('Retry'));
  expect(stage.socket.of('send').map((frame) => frame.id)).toEqual([id, id]);
  act(() => stage.socket.say({ type: 'refused', id, error: { code: 'text_too_long', message: '' } }));
  press(button('Discard'));
  expect(root.querySelector('.mine')).toBeNull();
});

test('the menu asks for a human and gives the focus back', async () => {
  const { stage } = await shown(text(1, 'hi'));
  press(named('Options'));
  press(button('Talk to a human'));
  expect(stage.socket.of('send')[0]?.say).toEqual({ type: 'talk_to_human' });
  expect(document.activeElement).toBe(named('Options'));
  expect(named('Options')?.getAttribute('aria-expanded')).toBe('false');
});

test('Escape closes the menu first and the panel second', async () => {
  const { close } = await shown(text(1, 'hi'));
  press(named('Options'));
  key(root.querySelector('[role=menuitem]'), { key: 'Escape' });
  expect(root.querySelector('[role=menu]')).toBeNull();
  expect(close).not.toHaveBeenCalled();
  key(named('Message'), { key: 'Escape' });
  expect(close).toHaveBeenCalledOnce();
});

test('typing, the person who joins, and what they say appear as they happen', async () => {
  const { stage } = await shown(text(1, 'hi', { author: ME }));
  act(() => stage.socket.say({ type: 'typing', name: 'Marie Laurent', active: true }));
  expect(named('Marie Laurent is typing…')).not.toBeNull();
  act(() => stage.socket.say(news(1, 2, [text(2, 'Good morning', { author: MARIE })])));
  expect(named('Marie Laurent is typing…')).toBeNull();
  expect(root.querySelector('.theirs .speaker')?.textContent).toBe('Marie Laurent');
});

test('an erased message says so and shows nothing of what it was', async () => {
  await shown(message(1, { type: 'erased' }));
  expect(root.querySelector('.bubble')?.textContent).toBe('This message was deleted.');
});

test('only harmless pictures are shown, everything else is a download', async () => {
  const file = (id: string, media_type: string) => ({ id, name: `${id}.x`, media_type, size: 10 });
  await shown(
    message(1, {
      type: 'files',
      files: [file('a', 'image/svg+xml'), file('b', 'text/html'), file('c', 'image/png')],
      caption: null,
    }),
  );
  expect(
    [...root.querySelectorAll('.file')].map((one) => one.ariaLabel ?? one.getAttribute('aria-label')),
  ).toEqual(['Download a.x 10 bytes', 'Download b.x 10 bytes']);
  expect(root.querySelectorAll('.picture')).toHaveLength(1);
});

test('files are dropped, pasted and picked', async () => {
  const { stage } = await shown();
  const file = new File(['abc'], 'cake.png', { type: 'image/png' });
  const drop = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(drop, { dataTransfer: { files: [file], types: ['Files'] } });
  act(() => {
    root.querySelector('.app')?.dispatchEvent(drop);
  });
  const paste = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(paste, { clipboardData: { files: [file] } });
  act(() => {
    named('Message')?.dispatchEvent(paste);
  });
  expect(stage.server.uploads.map((upload) => upload.name)).toEqual(['cake.png', 'cake.png']);
  expect(named('Attach a file')).not.toBeNull();
  press(named('Stop uploading cake.png'));
  expect(stage.server.uploads[0]?.cancelled).toBe(true);
});

const PHONE = { integration: 'w1', channel: 'whatsapp', name: 'Support line' } as const;

test('S0_9_S0_11_S0_12 the menu opens by the keyboard, the code is shown, and back leads back', async () => {
  const { stage } = await shown(text(1, 'Hello'));
  expect(named(en.links.menu)).toBeNull();
  act(() => {
    const frame = welcome(conversation(1, [text(1, 'Hello')]));
    if (frame.type === 'welcome')
      stage.socket.say({ ...frame, settings: { ...frame.settings, switch_to: [PHONE] } });
  });
  press(named(en.links.menu));
  const item = root.querySelector('[role=menuitem]');
  expect(document.activeElement).toBe(item);
  expect(item?.textContent).toBe('Continue in WhatsApp');
  press(item);
  const id = stage.socket.of('link').at(-1)?.id ?? '';
  act(() =>
    stage.socket.say({
      type: 'link_ready',
      id,
      link: {
        integration: 'w1',
        url: 'https://wa.me/1',
        type_this: null,
        qr: { size: 29, path: 'M4 4h7v1h-7z' },
        expires_at: Date.now() + 600_000,
      },
    }),
  );
  expect(root.querySelector('.qr path')?.getAttribute('d')).toBe('M4 4h7v1h-7z');
  expect(root.querySelector('a.link-button')?.getAttribute('href')).toBe('https://wa.me/1');
  expect(root.querySelector('[role=log]')).toBeNull();
  press(named(en.links.back));
  expect(root.querySelector('[role=log]')).not.toBeNull();
});

test('T_7 “Continue here” is there while answers go elsewhere', async () => {
  const link = { integration: 'w1', channel: 'whatsapp', stage: 'linked', name: 'Ana' } as const;
  const { stage } = await shown(text(1, 'Hello'));
  const stands = (from: number, answers: boolean) =>
    act(() => {
      const frame = news(from, from + 1);
      const head = { ...HEAD, links: [answers ? { ...link, answers } : link] };
      stage.socket.say(frame.type === 'conversation' ? { ...frame, head } : frame);
    });
  stands(1, true);
  const bar = () => root.querySelector('.linked p')?.textContent;
  expect(bar()).toBe('This conversation goes on in WhatsApp as Ana');
  const button = [...root.querySelectorAll('button')].find((one) => one.textContent === 'Continue here');
  press(button ?? null);
  expect(stage.socket.of('continue_here')).toHaveLength(1);
  stands(2, false);
  expect(root.textContent).not.toContain('Continue here');
  expect(bar()).toBe('Connected to WhatsApp as Ana');
});

test('what did not arrive elsewhere and was sent here once more is shown once, and as said here', async () => {
  const lost = text(2, 'Sorry', { channel: 'whatsapp', author: MARIE });
  const message = lost.kind === 'message' ? lost.id : '';
  const replaced = { kind: 'note', seq: 4, at: 4, note: { what: 'replaced', message } } as const;
  await shown(text(1, 'Hello'), lost, text(3, 'Sorry', { author: MARIE }), replaced);
  const said = [...root.querySelectorAll('.bubble')].map((one) => one.textContent ?? '');
  expect(said).toHaveLength(2);
  expect(root.textContent).not.toContain('via WhatsApp');
});

test('S0_17 a message that went through another app says so', async () => {
  await shown(text(1, 'Hello'), text(2, 'From the phone', { channel: 'whatsapp' }));
  const below = [...root.querySelectorAll('.below')].map((one) => one.textContent ?? '');
  expect(below).toHaveLength(2);
  expect(below[0]).not.toContain('via');
  expect(below[1]).toContain('via WhatsApp');
});
