/**
 * Puts text in place of a stretch of a box, as if it was typed: the browser's own undo takes it back, which it would
 * not if the value was set.
 */
export function insertText(box: HTMLTextAreaElement, from: number, to: number, text: string): void {
  box.focus();
  box.setSelectionRange(from, to);
  // Deprecated, and still the only way that keeps the undo history; browsers have kept it for that reason.
  if (typeof document.execCommand === 'function' && document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, from, to, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
