import { describe, expect, test } from 'vitest';
import { RouterModel } from '../src/models/router';
import { findPage } from '../src/pages';
import { fakeAddress } from './address';

describe('the router', () => {
  test('goes forward and back', () => {
    const browser = fakeAddress('people/agents');
    const router = new RouterModel(browser.address);
    router.go('people/agents/12');
    expect(router.snapshot()).toEqual({ path: 'people/agents/12', leaving: false });
    browser.back();
    expect(router.snapshot().path).toBe('people/agents');
  });

  test('asks before unsaved work is left, and stays', () => {
    const browser = fakeAddress('people/agents/12');
    const router = new RouterModel(browser.address);
    const release = router.guard(() => true);
    expect(browser.unloadAsks()).toBe(true);
    router.go('people/groups');
    expect(router.snapshot()).toEqual({ path: 'people/agents/12', leaving: true });
    router.stay();
    expect(router.snapshot()).toEqual({ path: 'people/agents/12', leaving: false });
    release();
    expect(browser.unloadAsks()).toBe(false);
    router.go('people/groups');
    expect(router.snapshot().path).toBe('people/groups');
  });

  test('leaves when told so', () => {
    const browser = fakeAddress('people/agents/12');
    const router = new RouterModel(browser.address);
    router.guard(() => true);
    router.go('people/groups');
    router.leave();
    expect(router.snapshot()).toEqual({ path: 'people/groups', leaving: false });
  });

  test("the browser's own back button is asked about too", () => {
    const browser = fakeAddress('people/agents');
    const router = new RouterModel(browser.address);
    router.go('people/agents/12');
    router.guard(() => true);
    browser.back();
    expect(router.snapshot()).toEqual({ path: 'people/agents/12', leaving: true });
    expect(browser.read()).toBe('people/agents/12');
    router.leave();
    expect(router.snapshot()).toEqual({ path: 'people/agents', leaving: false });
  });
});

test('a path leads to its page, with what is left of it', () => {
  expect(findPage('people/agents')?.rest).toEqual([]);
  expect(findPage('people/agents/12/password')?.rest).toEqual(['12', 'password']);
  expect(findPage('people/agentsx')).toBeNull();
  expect(findPage('people/agents/%E0%A4%A')?.rest).toEqual(['%E0%A4%A']);
});
