/** Sets what is selected in a box, as if the marks were typed. */
import { type Change, type Format, formatted, linked } from '../models/format';
import { insertText } from './insert_text';

export function setFormat(box: HTMLTextAreaElement, kind: Format): void {
  apply(box, formatted(kind, box.value, box.selectionStart, box.selectionEnd));
}

/** An address that is pasted over words makes a link of them; `false` where it is to be pasted as ever. */
export function pasteLink(box: HTMLTextAreaElement, pasted: string): boolean {
  const link = linked(box.value, box.selectionStart, box.selectionEnd, pasted);
  if (link) apply(box, link);
  return link !== null;
}

function apply(box: HTMLTextAreaElement, { from, to, text, select }: Change): void {
  insertText(box, from, to, text);
  box.setSelectionRange(...select);
}
