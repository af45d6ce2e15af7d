/** Marks that the composer's buttons and keys write: what is typed stays text, which the server reads. */

export type Format = 'bold' | 'italic' | 'strike' | 'code' | 'link' | 'list';

/** A stretch of a box to be replaced, and what is selected after that. Offsets as the box counts. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly select: readonly [from: number, to: number];
}

const MARKS = { bold: '**', italic: '_', strike: '~~', code: '`' } as const;
const ADDRESS = /^(?:https?:\/\/[^\s<>"\\`]+|mailto:[^\s<>"\\`]+@[^\s<>"\\`]+|tel:[\d+\-.()]+)$/i;
/** Where a link leads to until somebody says where. */
const NOWHERE = 'https://';

/** Sets what is selected, or takes the marks away where they stand already. */
export function formatted(kind: Format, text: string, from: number, to: number): Change {
  if (kind === 'list') return listed(text, from, to);
  const [start, end] = withoutSpace(text, from, to);
  const chosen = text.slice(start, end);
  if (kind === 'link') {
    const at = start + chosen.length + 3;
    const label = { from: start, to: end, text: `[${chosen}](${NOWHERE})` };
    return chosen === ''
      ? { ...label, select: [start + 1, start + 1] }
      : { ...label, select: [at, at + NOWHERE.length] };
  }
  const mark = MARKS[kind];
  const { length } = mark;
  if (text.slice(start - length, start) === mark && text.slice(end, end + length) === mark)
    return {
      from: start - length,
      to: end + length,
      text: chosen,
      select: [start - length, end - length],
    };
  if (chosen.length > 2 * length && chosen.startsWith(mark) && chosen.endsWith(mark)) {
    const bare = chosen.slice(length, -length);
    return { from: start, to: end, text: bare, select: [start, start + bare.length] };
  }
  return {
    from: start,
    to: end,
    text: `${mark}${chosen}${mark}`,
    select: [start + length, end + length],
  };
}

/** An address pasted over words makes a link of them; null where it is just pasted. */
export function linked(text: string, from: number, to: number, pasted: string): Change | null {
  const address = pasted.trim();
  const [start, end] = withoutSpace(text, from, to);
  const label = text.slice(start, end);
  if (label === '' || /[[\]\n]/.test(label) || ADDRESS.test(label) || !ADDRESS.test(address)) return null;
  const link = `[${label}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})`;
  return { from: start, to: end, text: link, select: [start + link.length, start + link.length] };
}

/** Every line that the selection touches becomes an item; if all are items, none is any more. */
function listed(text: string, from: number, to: number): Change {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', Math.max(from, to));
  const end = next === -1 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const items = lines.every((line) => line.startsWith('- '));
  const item = (line: string) => (line === '' && lines.length > 1 ? '' : `- ${line}`);
  const list = lines.map((line) => (items ? line.slice(2) : item(line))).join('\n');
  const caret = start + list.length;
  return { from: start, to: end, text: list, select: lines.length > 1 ? [start, caret] : [caret, caret] };
}

/** A mark beside a space is none: the double click that selects a word often takes the space along. */
function withoutSpace(text: string, from: number, to: number): [number, number] {
  const chosen = text.slice(from, to);
  const start = from + (chosen.length - chosen.trimStart().length);
  return chosen.trim() === '' ? [to, to] : [start, start + chosen.trim().length];
}
