/**
 * Where the keyboard is. A button that is pressed often goes with its pressing (an answer of the bot, a form, Retry):
 * the focus it had would be the page's, and who uses no mouse would begin again at the top.
 */

/** On a touch screen the text box would call the keyboard up, which covers what was just said. */
export function home(): HTMLElement | null {
  const coarse = matchMedia('(pointer: coarse)').matches;
  const box = coarse ? null : document.getElementById('message');
  return box ?? document.getElementById('thread') ?? document.getElementById('list');
}

/** Answers with the way to stop. */
export function keepFocus(root: HTMLElement): () => void {
  let last: Element | null = null;
  const came = (event: FocusEvent) => {
    last = event.target instanceof Element ? event.target : null;
  };
  const left = () => {
    // What is taken from the page may be told as left while it is still there: look again when that is over.
    queueMicrotask(() => {
      if (last?.isConnected && !last.matches(':disabled')) last = null;
    });
  };
  const look = () => {
    if (last === null || (last.isConnected && !last.matches(':disabled'))) return;
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body && activeElement !== last) return;
    last = null;
    if (document.hasFocus()) home()?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  root.addEventListener('focusin', came);
  root.addEventListener('focusout', left);
  return () => {
    observer.disconnect();
    root.removeEventListener('focusin', came);
    root.removeEventListener('focusout', left);
  };
}
