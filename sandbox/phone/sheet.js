// @ts-check
// Sheets that rise from below, and the line that says what went wrong.

import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { t } from './words.js';

/** @type {Element | null} */
let before = null;

/** @param {string} title @param {...(Node | null)} content */
export function openSheet(title, ...content) {
  closeSheet();
  before = document.activeElement;
  const close = el('button.sheet-close', { 'aria-label': t('Close'), onclick: closeSheet }, icon('close', 20));
  const sheet = el(
    'div.sheet',
    { role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
    el('div.sheet-head', {}, el('h2', {}, title), close),
    ...content,
  );
  const curtain = el('div.curtain', { onclick: closeSheet });
  byId('sheets').replaceChildren(curtain, sheet);
  const first = sheet.querySelector('button:not(.sheet-close), input');
  if (first instanceof HTMLElement) first.focus();
}

export function closeSheet() {
  const sheets = byId('sheets');
  if (!sheets.hasChildNodes()) return;
  sheets.replaceChildren();
  if (before instanceof HTMLElement && before.isConnected) before.focus();
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeSheet();
});

let hide = 0;

/** @param {unknown} problem */
export function complain(problem) {
  const toast = byId('toast');
  toast.textContent = problem instanceof Error ? `${t('This did not work')}: ${problem.message}` : String(problem);
  toast.classList.add('shown');
  clearTimeout(hide);
  hide = window.setTimeout(() => toast.classList.remove('shown'), 4_000);
}
