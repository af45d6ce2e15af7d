import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LAUNCHER } from '../testing/samples.ts';
import { Api } from './api.ts';
import { Face } from './face.ts';
import { readSettings } from './settings.ts';
import { Widget } from './widget.ts';

const DESK = 'https://desk.example';
const settings = { integration: 'i 1', origin: DESK, locale: 'fr' };
const answers = async () => ({ look: LAUNCHER, Face });

let widget: Widget;
let api: Api;
let gone: boolean;

const host = () => document.querySelector('frontdesk-widget');
const launcher = () => host()?.shadowRoot?.querySelector<HTMLButtonElement>('.launcher button');
const corner = () => host()?.shadowRoot?.querySelector<HTMLElement>('.launcher');
const greeting = () => host()?.shadowRoot?.querySelector('aside');
const frame = () => host()?.shadowRoot?.querySelector('iframe');
const inner = { postMessage: vi.fn() };
const posted = () => inner.postMessage;

function hear(data: unknown, origin = DESK, source: unknown = inner): void {
  const event = new Event('message');
  Object.assign(event, { data, origin, source });
  window.dispatchEvent(event);
}

beforeEach(async () => {
  vi.stubGlobal('requestIdleCallback', () => 0);
  gone = false;
  widget = new Widget({ ...settings }, answers);
  window.dispatchEvent(new Event('load'));
  await vi.waitFor(() => expect(launcher()).toBeTruthy());
  api = new Api(widget, () => {
    gone = true;
  });
});
afterEach(() => {
  widget.destroy();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
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
  expect(corner()?.hidden).toBe(true);
  api.call(['showLauncher']);
  expect(corner()?.hidden).toBe(false);
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

describe('what the admin chose', () => {
  let other: Widget;
  const second = () => [...document.querySelectorAll('frontdesk-widget')].at(-1)?.shadowRoot;
  const css = (name: string) =>
    [...document.querySelectorAll<HTMLElement>('frontdesk-widget')].at(-1)?.style.getPropertyValue(name);

  async function shown(look: Partial<typeof LAUNCHER>, locale = 'fr'): Promise<void> {
    other = new Widget({ ...settings, integration: 'other', locale }, async () => ({
      look: { ...LAUNCHER, ...look },
      Face,
    }));
    await vi.waitFor(() => expect(second()?.querySelector('.launcher')).toBeTruthy());
  }
  const words = (launcher: string | null, greeting: string | null = null) => ({
    title: 'Shop',
    launcher,
    greeting,
  });

  afterEach(() => other.destroy());

  test('side, distance, corners and colours', async () => {
    await shown({ brand_color: '#ffe14d', side: 'left', offset_x: 32, offset_y: 48, radius: 4 });
    expect(css('--left')).toBe('min(32px,100vw - 80px)');
    expect(css('--right')).toBe('auto');
    expect([css('--y'), css('--radius')]).toEqual(['48px', '4px']);
    expect([css('--fill'), css('--ink')]).toEqual(['#ffe14d', '#000000']);
  });

  test('a pill says its text, or the title where there is none', async () => {
    await shown({ shape: 'pill', texts: { fr: words('Une question ?') } });
    const button = second()?.querySelector('.launcher button');
    expect(button?.className).toBe('pill');
    expect(button?.querySelector('b')?.textContent).toBe('Une question ?');
    expect(button?.ariaLabel).toBe('Une question ?');
    other.destroy();
    await shown({ shape: 'pill', texts: { fr: words(null) } });
    expect(second()?.querySelector('b')?.textContent).toBe('Shop');
  });

  test('a language that is not offered is the default one', async () => {
    await shown({ shape: 'pill', languages: ['el', 'en'], texts: { el: words('Γεια'), en: words('Hi') } });
    expect(second()?.querySelector('b')?.textContent).toBe('Γεια');
    other.speak('en-GB');
    expect(second()?.querySelector('b')?.textContent).toBe('Hi');
  });

  test('a picture comes when it is loaded, and a page that forbids it keeps the bubble', async () => {
    await shown({ icon: 'picture', picture: '/widget/pictures/1' });
    expect(second()?.querySelector('.launcher img')).toBeNull();
    expect(second()?.querySelectorAll('.launcher svg')).toHaveLength(2);
  });

  test('the greeting is said once: opened or waved away it does not come again', async () => {
    const texts = { fr: words(null, 'Bonjour !') };
    await shown({ texts });
    const bubble = second()?.querySelector('aside');
    expect(bubble?.hidden).toBe(false);
    const [says, away] = bubble?.querySelectorAll('button') ?? [];
    expect(says?.textContent).toBe('Bonjour !');
    expect(away?.ariaLabel).toBe('Ignorer');
    away?.click();
    expect(bubble?.hidden).toBe(true);
    other.destroy();
    await shown({ texts });
    expect(second()?.querySelector('aside')?.hidden).toBe(true);
  });

  test.each(['unknown', 'disabled', 'origin'] as const)('nothing is shown: %s', async (off) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const before = document.querySelectorAll('frontdesk-widget').length;
    other = new Widget({ ...settings }, async () => ({ look: { off }, Face }));
    await vi.waitFor(() => expect(warned).toHaveBeenCalledOnce());
    other.show(true);
    expect(document.querySelectorAll('frontdesk-widget')).toHaveLength(before);
  });

  test('a server that is away is asked again', async () => {
    vi.useFakeTimers();
    const attempts: number[] = [];
    other = new Widget({ ...settings }, async (_, attempt) => {
      attempts.push(attempt);
      if (attempt < 2) throw new TypeError('no server');
      return answers();
    });
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(attempts).toEqual([0, 1, 2]);
    expect(second()?.querySelector('.launcher')).toBeTruthy();
  });
});

test('without a greeting there is no bubble', () => {
  expect(greeting()?.hidden).toBe(true);
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
  expect(readSettings(script)).toEqual({ integration: 'abc', origin: DESK, locale: '' });
  vi.stubGlobal('frontdeskSettings', { integration: 'def', origin: 'https://other.example', locale: 'el' });
  expect(readSettings(null)).toMatchObject({
    integration: 'def',
    origin: 'https://other.example',
    locale: 'el',
  });
});
