/** How the keys of this computer are called. */

const CONTROL = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** What opens the search, sends, and sets what is written. */
export const KEYS = {
  palette: [CONTROL, 'K'],
  send: [CONTROL, '↵'],
  bold: [CONTROL, 'B'],
  italic: [CONTROL, 'I'],
} as const;
