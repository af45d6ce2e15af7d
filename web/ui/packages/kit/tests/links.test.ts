import { describe, expect, test } from 'vitest';
import { linkify, safeHref } from '../src/links';

const links = (text: string) =>
  linkify(text).flatMap((one) => (one.is === 'link' ? [[one.text, one.href]] : []));

describe('what becomes a link', () => {
  test.each([
    ['see https://shop.example/a?b=c#d', 'https://shop.example/a?b=c#d', 'https://shop.example/a?b=c#d'],
    ['HTTP://Shop.Example', 'HTTP://Shop.Example', 'http://shop.example/'],
    ['go to www.shop.example/x.', 'www.shop.example/x', 'https://www.shop.example/x'],
    ['(https://shop.example/a_(b))', 'https://shop.example/a_(b)', 'https://shop.example/a_(b)'],
    ['“https://shop.example/α”, said he', 'https://shop.example/α', 'https://shop.example/%CE%B1'],
    ['write to ana.duarte+x@mail.example!', 'ana.duarte+x@mail.example', 'mailto:ana.duarte+x@mail.example'],
    [
      'mailto:ana@mail.example?subject=Hi',
      'mailto:ana@mail.example?subject=Hi',
      'mailto:ana@mail.example?subject=Hi',
    ],
    ['<https://shop.example/>', 'https://shop.example/', 'https://shop.example/'],
  ])('%s', (text, shown, href) => {
    expect(links(text)).toEqual([[shown, href]]);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt://www.shop.example/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://shop.example',
    'https://',
    'https://user:secret@evil.example/',
    'https://shop.example@evil.example/',
    'xhttps://shop.example',
    'nothing at all, not even a@b',
  ])('%s stays text', (text) => {
    expect(linkify(text).every((one) => one.is === 'text')).toBe(true);
    expect(safeHref(text)).toBeNull();
  });
});

test('nothing of the text is lost or moved', () => {
  const text = 'a https://x.example, b@c.example\n(www.d.example) \u202ehttps://y.example\u202c end.';
  expect(
    linkify(text)
      .map((one) => one.text)
      .join(''),
  ).toBe(text);
  expect(links(text)).toHaveLength(4);
});

test('a long text that is almost an address is searched in one pass', () => {
  const hostile = `${'a.'.repeat(20_000)}@`;
  expect(linkify(hostile)).toEqual([{ is: 'text', text: hostile }]);
});
