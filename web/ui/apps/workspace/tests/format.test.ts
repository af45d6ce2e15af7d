import { describe, expect, test } from 'vitest';
import { type Change, type Format, formatted, linked } from '../src/models/format';
import { pendingText } from '../src/models/pending_text';

/** A box as a text in which `|` stands where the selection begins and ends. */
function box(drawn: string): [text: string, from: number, to: number] {
  const from = drawn.indexOf('|');
  const to = drawn.lastIndexOf('|');
  return [drawn.replaceAll('|', ''), from, to === from ? from : to - 1];
}

function drawn(text: string, { from, to, text: put, select: [start, end] }: Change): string {
  const after = text.slice(0, from) + put + text.slice(to);
  return `${after.slice(0, start)}|${after.slice(start, end)}|${after.slice(end)}`;
}

describe('keys and buttons', () => {
  test.each<[Format, string, string]>([
    ['bold', 'say |hello| now', 'say **|hello|** now'],
    ['bold', 'say |hello |now', 'say **|hello|** now'],
    ['bold', 'say **|hello|** now', 'say |hello| now'],
    ['bold', 'say |**hello**| now', 'say |hello| now'],
    ['bold', 'say |', 'say **||**'],
    ['italic', 'a |b c| d', 'a _|b c|_ d'],
    ['italic', '**|b|**', '**_|b|_**'],
    ['strike', '|a|', '~~|a|~~'],
    ['code', '|a|', '`|a|`'],
    ['link', 'our |shop|', 'our [shop](|https://|)'],
    ['link', 'our |', 'our [||](https://)'],
    ['list', 'one\n|two\nthree|', 'one\n|- two\n- three|'],
    ['list', '|- two\n- three|', '|two\nthree|'],
    ['list', 'on|e', '- one||'],
    ['list', '|', '- ||'],
  ])('%s of %s', (kind, before, after) => {
    const [text, from, to] = box(before);
    expect(drawn(text, formatted(kind, text, from, to))).toBe(after);
  });

  test('an address pasted over words makes them a link', () => {
    const [text, from, to] = box('see |our shop| please');
    const change = linked(text, from, to, ' https://a.example/b_(c) ');
    expect(change && drawn(text, change)).toBe('see [our shop](https://a.example/b_%28c%29)|| please');
  });

  test.each([
    ['see || please', 'https://a.example'],
    ['see |our shop|', 'not an address'],
    ['see |our shop|', 'javascript:alert(1)'],
    ['see |our shop|', 'https://a.example https://b.example'],
    ['|https://a.example|', 'https://b.example'],
    ['|[our] shop|', 'https://a.example'],
    ['|two\nlines|', 'https://a.example'],
  ])('%s is just pasted over: %s', (before, pasted) => {
    const [text, from, to] = box(before);
    expect(linked(text, from, to, pasted)).toBeNull();
  });
});

/** The words of each span, by its style. */
function over(source: string): [text: string, ...[style: string, words: string][]] {
  const { text, spans } = pendingText(source);
  const words = ({ start, end }: { start: number; end: number }) =>
    Array.from(text).slice(start, end).join('');
  return [text, ...spans.map((span): [string, string] => [span.style, words(span)])];
}

describe('what is shown until the server has read it', () => {
  test.each([
    ['**a _b_** 👍 ~~c~~', ['a b 👍 c', ['bold', 'a b'], ['italic', 'b'], ['strike', 'c']]],
    ['- a\n- [b c](https://a.example/x_y_z)', ['• a\n• b c', ['link', 'b c']]],
    ['press `*x*`!', ['press *x*!', ['code', '*x*']]],
    ['\\*a\\*', ['*a*']],
    ['**https://a.example/_x_**.', ['https://a.example/_x_.', ['bold', 'https://a.example/_x_']]],
  ])('%s', (source, expected) => {
    expect(over(source)).toEqual(expected);
  });

  test.each([
    '2 * 3 * 4',
    '2*3*4',
    'snake_case_name',
    '*not closed',
    'https://a.example/_x_/*y*',
    'ana_maria_x@a.example',
    'don`t, can`t',
    '[x](javascript:alert(1))',
    '#1042',
    '- ',
  ])('%s stays as it is', (source) => {
    expect(over(source)).toEqual([source]);
  });
});
