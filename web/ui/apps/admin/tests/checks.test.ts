import { describe, expect, test } from 'vitest';
import * as check from '../src/forms/checks';
import { en } from '../src/i18n/en';

const said = (found: ReturnType<typeof check.required>) => found?.(en) ?? null;

describe('checks', () => {
  test('a name is needed, and has its bound', () => {
    expect(said(check.name('  '))).toBe('This is needed.');
    expect(said(check.name('x'.repeat(100)))).toBeNull();
    expect(said(check.name('😀'.repeat(101)))).toBe('At most 100 characters.');
  });

  test('an email address has its shape', () => {
    expect(['a@b.co', ' ana.d+x@mail.example '].map((text) => said(check.email(text)))).toEqual([null, null]);
    for (const text of ['', 'ana', 'ana@', 'ana@host', 'a b@c.de', 'a@b.'])
      expect(said(check.email(text))).not.toBeNull();
  });

  test('a password is long enough, and not too long for the server', () => {
    expect(said(check.password('123456789'))).toContain('10');
    expect(said(check.password('1234567890'))).toBeNull();
    expect(said(check.password('ώ'.repeat(129)))).toBe('This password is too long.');
  });

  test('numbers and spans tell their bounds', () => {
    expect(said(check.whole(null, 0, 500))).toBe('A whole number from 0 to 500.');
    expect([0, 500].map((n) => said(check.whole(n, 0, 500)))).toEqual([null, null]);
    expect(said(check.lasting(1_000, 5_000, 3_600_000))).toBe('From 5 seconds to 1 hour.');
    expect(said(check.lasting(86_400_000, 60_000, 86_400_000))).toBeNull();
  });

  test('choices are filled, and none stands twice', () => {
    expect(said(check.distinct(['A', ' ']))).toContain('empty');
    expect(said(check.distinct(['A', 'B', ' A']))).toBe('“A” stands here twice.');
    expect(said(check.distinct(['A', 'a']))).toBeNull();
  });

  test('a colour is written in full', () => {
    expect(['#0b666d', '#fff', 'teal'].map((text) => said(check.colour(text)) === null)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
