/** What can be wrong with a screen and is seen by measuring: each defect is a line. */

/** What of a text is no text: names of words, and values that were none. */
const LEFTOVER = /\b[a-z]+[A-Z]?\w*(?:\.[a-z]\w*[A-Z]\w*)+\b|\bundefined\b|\bNaN\b|\[object /;
/** What stands for a name until a message is written. */
const PLACEHOLDER = /\{\{|\}\}/;

/**
 * `ours` are the texts of the catalogue, which have to be read whole; what people write may be cut with an ellipsis.
 * `source`: a selector of where a text is shown as it was written, placeholders and all; nowhere else is one to be seen.
 */
export async function defects(
  frame,
  { ours = [], foreign = [], source = 'code, textarea, [data-source]' } = {},
) {
  const seen = await frame.evaluate(measure, { ours, foreign, source });
  const leftover = LEFTOVER.exec(seen.text) ?? PLACEHOLDER.exec(seen.read);
  return [
    ...(seen.over > 0 ? [`scrolls sideways by ${seen.over} pixels`] : []),
    ...(seen.text.trim() === '' ? ['is empty'] : []),
    ...(leftover ? [`shows “${leftover[0]}”`] : []),
    ...seen.clipped.map((text) => `cuts off “${text}”`),
    ...seen.english.map((text) => `is not translated: “${text}”`),
  ];
}

/** Runs in the page. */
function measure({ ours, foreign, source }) {
  const own = new Set(ours);
  const alien = new Set(foreign);
  const clipped = new Set();
  const english = new Set();
  const read = [];
  const shown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest('.fd-hidden, .hidden, [aria-hidden=true]');
  /** Whether something around the text cuts it: not where one can scroll, nor what is only for screen readers. */
  const cut = (element) => {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const { overflowX, position, display } = getComputedStyle(box);
      if (overflowX === 'auto' || overflowX === 'scroll') return false;
      if (position === 'absolute' && box.clientWidth <= 1) return false;
      // One moves a canvas about, as one scrolls a page: one that cannot be moved cuts off like anything else.
      if (box.matches('.react-flow') && box.querySelector('.react-flow__pane.draggable')) return false;
      if (display === 'inline') continue;
      if (overflowX !== 'visible' && box.scrollWidth > box.clientWidth + 1) return true;
      if (box.tagName === 'BUTTON' || box.tagName === 'A') return box.scrollWidth > box.clientWidth + 1;
    }
    return false;
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.data.trim();
    const element = node.parentElement;
    if (text === '' || !element || element.closest('script, style, noscript')) continue;
    if (!element.closest(source) && element.checkVisibility()) read.push(text);
    if (alien.has(text) && !element.closest('[lang=en]')) english.add(text);
    if (own.has(text) && shown(element) && cut(element)) clipped.add(text);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      const text = element.getAttribute(name)?.trim();
      if (text && alien.has(text)) english.add(text);
    }
  return {
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    text: document.body.innerText,
    read: read.join('\n'),
    clipped: [...clipped],
    english: [...english],
  };
}
