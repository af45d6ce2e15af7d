import type { Span } from '@frontdesk/protocol';
import { runsOf } from '@frontdesk/protocol/spans';
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { LinkedText } from '../src/linked_text';

afterEach(cleanup);

/** The markup of a text, without the names of classes. */
function html(text: string, ...spans: Span[]): string {
  const { container } = render(<LinkedText text={text} spans={spans} />);
  return container.innerHTML
    .replaceAll(/ class="[^"]*"/g, '')
    .replaceAll(/ target="_blank" rel="[^"]*"/g, '');
}

const span = (start: number, end: number, style: Span['style'], url?: string): Span => ({
  start,
  end,
  style,
  ...(url === undefined ? {} : { url }),
});

test('spans become elements, and addresses beside them links', () => {
  expect(
    html(
      'See our shop now at https://a.example',
      span(0, 16, 'bold'),
      span(4, 12, 'link', 'https://b.example/x'),
      span(8, 12, 'italic'),
      span(13, 16, 'strike'),
      span(17, 19, 'code'),
    ),
  ).toBe(
    '<strong>See <a href="https://b.example/x">our <em>shop</em></a> <s>now</s></strong> ' +
      '<code>at</code> <a href="https://a.example/">https://a.example</a>',
  );
});

test('a link tells nothing of us to where it leads', () => {
  const { container } = render(<LinkedText text="x" spans={[span(0, 1, 'link', 'tel:+30210')]} />);
  const link = container.querySelector('a');
  expect(link?.rel).toBe('noopener noreferrer');
  expect(link?.target).toBe('_blank');
  expect(link?.getAttribute('href')).toBe('tel:+30210');
});

test('offsets count letters, not the halves that a string counts', () => {
  expect(html('👩‍👩‍👧 é 👍!', span(6, 7, 'bold'))).toBe('👩‍👩‍👧 <strong>é</strong> 👍!');
});

test('addresses in links and code are words', () => {
  const link = span(0, 17, 'link', 'https://b.example');
  expect(html('https://a.example', link)).toBe('<a href="https://b.example/">https://a.example</a>');
  expect(html('https://a.example', span(0, 17, 'code'))).toBe('<code>https://a.example</code>');
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://bank.example@evil.example/',
  'https://a.example/\u202egpj.exe',
  'nowhere',
  '',
])('a link to %s is words', (url) => {
  expect(html('click', span(0, 5, 'link', url))).toBe('click');
});

test('what looks like markup is words', () => {
  const nasty = '<img src=x onerror=alert(1)><b>x</b>';
  expect(html(nasty, span(0, nasty.length, 'bold'))).toBe(
    '<strong>&lt;img src=x onerror=alert(1)&gt;&lt;b&gt;x&lt;/b&gt;</strong>',
  );
  expect(html('[x](javascript:alert(1)) **b**')).toBe('[x](javascript:alert(1)) **b**');
});

test('spans that no server sends lose nothing of the text', () => {
  const words = (text: string, spans: Span[]): string => {
    const said = (runs: ReturnType<typeof runsOf>): string =>
      runs.map((run) => (run.is === 'text' ? run.text : said(run.runs))).join('');
    return said(runsOf(text, spans));
  };
  for (const spans of [
    [span(0, 3, 'bold'), span(2, 5, 'italic')],
    [span(-4, 99, 'bold')],
    [span(3, 3, 'bold'), span(4, 2, 'italic')],
    [span(4, 5, 'bold'), span(0, 2, 'italic')],
  ])
    expect(words('abcdef', spans)).toBe('abcdef');
});

test('a style that this page does not know is words', () => {
  expect(html('abc', { start: 0, end: 3, style: 'blink' as Span['style'] })).toBe('abc');
});
