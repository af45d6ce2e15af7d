import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Api } from './api.ts';
import { readSettings } from './settings.ts';
import { Widget } from './widget.ts';

const DESK = 'https://desk.example';
const settings = { integration: 'i 1', origin: DESK, locale: 'fr', color: '#8a4b2a' };

let widget: Widget;
let api: Api;
let gone: boolean;

const host = () => document.querySelector('frontdesk-widget');
const launcher = () => host()?.shadowRoot?.querySelector('button');
const frame = () => host()?.shadowRoot?.querySelector('iframe');
const inner = { postMessage: vi.fn() };
const posted = () => inner.postMessage;

function hear(data: unknown, origin = DESK, source: unknown = inner): void {
  const event = new Event('message');
  Object.assign(event, { data, origin, source });
  window.dispatchEvent(event);
}

beforeEach(() => {
  vi.stubGlobal('requestIdleCallback', () => 0);
  gone = false;
  widget = new Widget(settings);
  window.dispatchEvent(new Event('load'));
  api = new Api(widget, () => {
    gone = true;
  });
});
afterEach(() => {
  widget.destroy();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function opened(): void {
  api.call(['open']);
  inner.postMessage = vi.fn();
  Object.defineProperty(frame(), 'contentWindow', { value: inner, configurable: true });
  frame()?.dispatchEvent(new Event('load'));
}

test('a button that says what it does; no frame before it is wanted', () => {
  expect(launcher()?.getAttribute('aria-label') ?? launcher()?.ariaLabel).toBe('Ouvrir la messagerie');
  expect(launcher()?.ariaExpanded).toBe('false');
  expect(frame()).toBeNull();
});

test('opens the frame of its own server once, and tells it', () => {
  opened();
  expect(frame()?.getAttribute('src')).toBe(`${DESK}/widget/frame?integration=i+1&locale=fr`);
  expect(frame()?.getAttribute('sandbox')).toContain('allow-scripts');
  expect(frame()?.getAttribute('sandbox')).not.toContain('allow-top-navigation');
  expect(posted().mock.calls).toEqual([
    [{ frontdesk: 'hello', open: true, meta: { fields: [], tags: [] }, kept: null, identifies: false }, DESK],
  ]);
  const first = frame();
  api.call(['close']);
  api.call(['open']);
  expect(frame()).toBe(first);
  expect(launcher()?.ariaExpanded).toBe('true');
});

test('hears only its own frame, only from its own server', () => {
  opened();
  hear({ frontdesk: 'unread', count: 3 }, 'https://evil.example');
  hear({ frontdesk: 'unread', count: 3 }, DESK, window);
  hear({ frontdesk: 'unread', count: 'many' });
  hear({ frontdesk: 'brand', fill: 'url(x)', ink: '#ffffff' });
  expect(launcher()?.textContent).toBe('');
  hear({ frontdesk: 'unread', count: 3 });
  expect(launcher()?.textContent).toBe('3');
  expect(launcher()?.ariaLabel).toBe('Ouvrir la messagerie, 3 non lus');
  hear({ frontdesk: 'unread', count: 120 });
  expect(launcher()?.textContent).toBe('99+');
});

test('events: ready, open, close, unread; one listener’s fault is its own', () => {
  const reported = vi.fn();
  vi.stubGlobal('reportError', reported);
  const heard: unknown[] = [];
  for (const event of ['ready', 'open', 'close', 'unread'])
    api.call(['on', event, (detail: unknown) => heard.push([event, detail])]);
  api.call([
    'on',
    'open',
    () => {
      throw new Error('the page’s own');
    },
  ]);
  opened();
  hear({ frontdesk: 'ready' });
  hear({ frontdesk: 'unread', count: 2 });
  hear({ frontdesk: 'close' });
  expect(heard).toEqual([
    ['open', null],
    ['ready', null],
    ['unread', 2],
    ['close', null],
  ]);
  expect(reported).toHaveBeenCalledOnce();
  expect(launcher()?.ariaExpanded).toBe('false');
});

test('off takes a listener away', () => {
  const listener = vi.fn();
  api.call(['on', 'open', listener]);
  api.call(['off', 'open', listener]);
  api.call(['open']);
  expect(listener).not.toHaveBeenCalled();
});

test('fields and tags wait for the frame and then follow each change', () => {
  api.call(['setTags', ['vip']]);
  api.call(['setFields', [{ id: 7, value: 'gold' }]]);
  opened();
  const meta = { fields: [{ field: 7, value: 'gold' }], tags: ['vip'] };
  expect(posted().mock.lastCall?.[0]).toEqual({
    frontdesk: 'hello',
    open: true,
    meta,
    kept: null,
    identifies: false,
  });
  hear({ frontdesk: 'ready' });
  api.call(['setTags', []]);
  expect(posted().mock.lastCall).toEqual([{ frontdesk: 'meta', meta: { ...meta, tags: [] } }, DESK]);
});

test('what happens between hello and ready is told with ready', () => {
  opened();
  api.call(['close']);
  api.call(['setTags', ['vip']]);
  expect(posted().mock.calls).toHaveLength(1);
  hear({ frontdesk: 'ready' });
  expect(
    posted()
      .mock.calls.slice(1)
      .map(([message]) => message),
  ).toEqual([
    { frontdesk: 'meta', meta: { fields: [], tags: ['vip'] } },
    { frontdesk: 'shown', open: false },
  ]);
});

test('keeps the token for a frame that has no storage of its own', () => {
  opened();
  hear({ frontdesk: 'keep', token: 'evil' }, 'https://evil.example');
  hear({ frontdesk: 'keep', token: 'token-7' });
  frame()?.dispatchEvent(new Event('load'));
  expect(posted().mock.lastCall?.[0]).toMatchObject({ frontdesk: 'hello', kept: 'token-7' });
  localStorage.clear();
});

test('mistakes of the page are reported and never thrown', () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  for (const call of [
    [],
    ['fly'],
    ['on', 'open'],
    ['setFields', null],
    ['setFields', [null, 3]],
    ['setTags', 'x'],
  ])
    api.call(call);
  expect(warned).toHaveBeenCalledTimes(3);
});

test('toggle, the launcher’s presence and another language', () => {
  api.call(['toggle']);
  expect(launcher()?.ariaExpanded).toBe('true');
  api.call(['toggle']);
  expect(launcher()?.ariaExpanded).toBe('false');
  api.call(['hideLauncher']);
  expect(launcher()?.hidden).toBe(true);
  api.call(['showLauncher']);
  expect(launcher()?.hidden).toBe(false);
  api.call(['setLocale', 'el']);
  expect(launcher()?.ariaLabel).toBe('Άνοιγμα μηνυμάτων');
});

/** This document loads frames in its own time, once more than the test does. */
function loadedForGood(): void {
  const loaded = frame();
  if (loaded) loaded.onload = null;
}

test('identity: fetched when the frame is there, again when it has expired, and never of somebody else', async () => {
  const errors: unknown[] = [];
  api.call(['on', 'error', (detail: unknown) => errors.push(detail)]);
  let made = 0;
  api.call(['identify', async () => `jwt-${++made}`]);
  opened();
  loadedForGood();
  expect(posted().mock.lastCall?.[0]).toMatchObject({ frontdesk: 'hello', identifies: true });
  expect(made).toBe(0);
  hear({ frontdesk: 'ready' });
  await vi.waitFor(() =>
    expect(posted().mock.lastCall?.[0]).toEqual({ frontdesk: 'identity', jwt: 'jwt-1' }),
  );
  hear({ frontdesk: 'identity_wanted' });
  await vi.waitFor(() =>
    expect(posted().mock.lastCall?.[0]).toEqual({ frontdesk: 'identity', jwt: 'jwt-2' }),
  );
  api.call(['identify', 'fixed']);
  await vi.waitFor(() =>
    expect(posted().mock.lastCall?.[0]).toEqual({ frontdesk: 'identity', jwt: 'fixed' }),
  );
  hear({ frontdesk: 'identity_wanted' });
  expect(errors).toEqual([{ code: 'identity_expired' }]);
  api.call(['identify', async () => 'too late']);
  api.call(['logout']);
  await Promise.resolve();
  expect(posted().mock.lastCall?.[0]).toEqual({ frontdesk: 'logout' });
});

test('a site that cannot say who it is leaves a visitor without a name, and is told', async () => {
  const reported = vi.fn();
  vi.stubGlobal('reportError', reported);
  const errors: unknown[] = [];
  api.call(['on', 'error', (detail: unknown) => errors.push(detail)]);
  api.call([
    'identify',
    async () => {
      throw new Error('the site’s own');
    },
  ]);
  opened();
  loadedForGood();
  hear({ frontdesk: 'ready' });
  await vi.waitFor(() => expect(errors).toEqual([{ code: 'identity_failed' }]));
  expect(posted().mock.lastCall?.[0]).toEqual({ frontdesk: 'identity', jwt: null });
  expect(reported).toHaveBeenCalledOnce();
});

test('a page that throws the widget away with its body gets it back, open as it was', () => {
  opened();
  document.documentElement.removeChild(host() as Element);
  return vi.waitFor(() => {
    expect(host()?.isConnected).toBe(true);
    expect(launcher()?.ariaExpanded).toBe('true');
  });
});

test('a widget that the server does not know: one warning, and nothing on the page', () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  opened();
  hear({ frontdesk: 'ready' });
  hear({ frontdesk: 'error', code: 'unknown_integration' });
  hear({ frontdesk: 'error', code: 'unknown_integration' });
  expect(warned).toHaveBeenCalledOnce();
  expect(host()).toBeNull();
  api.call(['open']);
});

test('destroy leaves nothing', () => {
  opened();
  api.call(['destroy']);
  expect(host()).toBeNull();
  expect(gone).toBe(true);
});

test('settings come from the script’s tag or from the page', () => {
  expect(readSettings(null)).toBeNull();
  const script = document.createElement('script');
  Object.defineProperty(script, 'src', { value: `${DESK}/widget.js` });
  script.dataset['integration'] = 'abc';
  script.dataset['color'] = 'red;}';
  expect(readSettings(script)).toEqual({ integration: 'abc', origin: DESK, locale: '', color: '#3b5bdb' });
  vi.stubGlobal('frontdeskSettings', { integration: 'def', origin: 'https://other.example', locale: 'el' });
  expect(readSettings(null)).toMatchObject({
    integration: 'def',
    origin: 'https://other.example',
    locale: 'el',
  });
});
