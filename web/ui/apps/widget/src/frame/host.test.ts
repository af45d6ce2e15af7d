import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Host } from './host.ts';

const SHOP = 'https://shop.example';
const hello = {
  frontdesk: 'hello',
  open: true,
  meta: { fields: [], tags: ['vip'] },
  kept: null,
  identifies: false,
};
const nobody = () => {};

const parent = { postMessage: vi.fn() };

beforeEach(() => {
  parent.postMessage.mockClear();
  vi.stubGlobal('parent', parent);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function say(data: unknown, origin = SHOP, source: unknown = parent): void {
  const event = new Event('message');
  Object.assign(event, { data, origin, source });
  window.dispatchEvent(event);
}

test('says nothing before the host said hello, and then only to its origin', () => {
  const host = new Host(nobody);
  host.tell({ frontdesk: 'unread', count: 1 });
  expect(parent.postMessage).not.toHaveBeenCalled();
  say(hello);
  expect(parent.postMessage.mock.calls).toEqual([[{ frontdesk: 'ready' }, SHOP]]);
  host.tell({ frontdesk: 'unread', count: 1 });
  host.tell({ frontdesk: 'unread', count: 1 });
  expect(parent.postMessage).toHaveBeenCalledTimes(2);
});

test('begins once, with what the host kept', () => {
  const begun: unknown[] = [];
  new Host((_, greeting) => begun.push(greeting));
  say({ ...hello, kept: 'token-7' });
  say({ ...hello, kept: 'token-8' });
  expect(begun).toEqual([{ kept: 'token-7', identifies: false }]);
});

test('hears only its parent', () => {
  const host = new Host(nobody);
  say(hello, SHOP, window);
  say(hello, SHOP, null);
  expect(host.open).toBe(false);
  expect(parent.postMessage).not.toHaveBeenCalled();
});

test('keeps to the origin that said hello', () => {
  const host = new Host(nobody);
  say(hello);
  say({ frontdesk: 'shown', open: false }, 'https://evil.example');
  expect(host.open).toBe(true);
  say({ frontdesk: 'shown', open: false });
  expect(host.open).toBe(false);
});

test('an origin that is none is not trusted, and malformed words are no words', () => {
  const host = new Host(nobody);
  say(hello, 'null');
  for (const odd of [
    null,
    'hello',
    { frontdesk: 'hello' },
    { frontdesk: 'eval', code: '1' },
    { frontdesk: 'shown', open: true },
  ]) {
    say(odd);
  }
  expect(host.open).toBe(false);
});

test('what the page says about its visitor arrives in bounds', () => {
  const heard: unknown[] = [];
  new Host((host) => {
    host.onMeta = (meta) => heard.push(meta);
  });
  say(hello);
  say({ frontdesk: 'meta', meta: { fields: [{ field: 7, value: 5 }], tags: 'no' } });
  expect(heard).toEqual([
    { fields: [], tags: ['vip'] },
    { fields: [{ field: 7, value: '5' }], tags: [] },
  ]);
});

test('without a host it is always open', () => {
  vi.unstubAllGlobals();
  const begun = vi.fn();
  const host = new Host(begun);
  expect(begun).toHaveBeenCalledExactlyOnceWith(host, { kept: null, identifies: false });
  expect(host.embedded).toBe(false);
  expect(host.open).toBe(true);
});

test('locale, identity and log-out are heard; events are told as often as they happen', () => {
  const heard: unknown[] = [];
  const host = new Host((host) => {
    host.onLocale = (locale) => heard.push(locale);
    host.onIdentity = (jwt) => heard.push(jwt);
    host.onLogout = () => heard.push('out');
  });
  say({ frontdesk: 'logout' });
  say(hello);
  say({ frontdesk: 'locale', locale: 'fr' });
  say({ frontdesk: 'identity', jwt: 'a.b.c' });
  say({ frontdesk: 'identity', jwt: 7 });
  say({ frontdesk: 'logout' });
  expect(heard).toEqual(['fr', 'a.b.c', 'out']);
  parent.postMessage.mockClear();
  host.wantIdentity();
  host.wantIdentity();
  expect(parent.postMessage).toHaveBeenCalledTimes(2);
});
