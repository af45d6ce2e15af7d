// @ts-check
// Drawn for this page: pictograms of a telephone, and a glyph for each app.

const LINES = {
  back: 'M15 5l-7 7 7 7',
  more: 'M12 5.5v.1M12 12v.1M12 18.5v.1',
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12l16-8-6 17-3-7z',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 10v.1M15 10v.1M8.5 14.5q3.5 3 7 0',
  photo: 'M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5v.1',
  video: 'M3 7h12v10H3zM15 11l6-3v8l-6-3',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  place: 'M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12zM12 11.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  sound: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4',
  reply: 'M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  edit: 'M4 20l1-4L16 5l3 3L8 19z',
  list: 'M5 7h14M5 12h14M5 17h14',
  link: 'M9 15l6-6M10 6.5l1.5-1.5a4 4 0 0 1 6 6L16 12.5M8 11.5L6.5 13a4 4 0 0 0 6 6L14 17.5',
  close: 'M6 6l12 12M18 6L6 18',
  block: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12',
  down: 'M6 9l6 6 6-6',
};

/** White on the colour of the app. */
const APPS = {
  whatsapp: 'M5 27l1.7-5.3A11 11 0 1 1 10.6 25.5zM11.5 12c0 5 3.5 8.5 8.5 8.5l1.3-2.5-3-1.5-1.3 1.3c-1.5-.5-2.3-1.3-2.8-2.8l1.3-1.3-1.5-3z',
  messenger: 'M16 5c6.5 0 11.5 4.6 11.5 10.6S22.5 26.2 16 26.2c-1.2 0-2.400-.2-3.400-.5L8.7 27.5v-3.8a10.3 10.3 0 0 1-4.2-8.100C4.5 9.6 9.5 5 16 5zM9 18.5l5.2-5.5 3.3 2.7 5.5-2.7-5.2 5.5-3.3-2.7z',
  instagram: 'M11 5h10a6 6 0 0 1 6 6v10a6 6 0 0 1-6 6H11a6 6 0 0 1-6-6V11a6 6 0 0 1 6-6zM16 11a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM22.5 9.5v.1',
  line: 'M16 6c6.3 0 11.5 4 11.5 9 0 4-4.5 8.5-11 12.5v-3.6C9.9 23.7 4.5 20 4.5 15c0-5 5.2-9 11.5-9zM10 12.5v5h2.2M15 12.5v5M18 17.5v-5l3.5 5v-5',
  wechat: 'M13 6c5 0 9 3 9 7s-4 7-9 7c-1 0-2-.1-3-.4L6.5 21l.8-2.7C5.3 17 4 15 4 13c0-4 4-7 9-7zM10 11.5v.1M16 11.5v.1M22.5 15.2c3.3.8 5.5 3 5.5 5.6 0 1.5-.8 2.9-2.2 3.9l.6 2.3-2.6-1.100c-.9.3-1.9.4-2.8.4-3 0-5.5-1.3-6.7-3.3',
  x: 'M7 6l18 20M25 6L7 26',
  telegram: 'M4.5 15.5L27 6.5l-3.7 19-7-5-3.5 3.5-.8-6L23 10 9.5 17.3z',
  sms: 'M6 7h20a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H14l-6 5v-5H6a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM10.5 14.5v.1M16 14.5v.1M21.5 14.5v.1',
  camera: 'M5 9V6a1 1 0 0 1 1-1h4M22 5h4a1 1 0 0 1 1 1v3M27 23v3a1 1 0 0 1-1 1h-4M10 27H6a1 1 0 0 1-1-1v-3M10 10h5v5h-5zM18 10h4v4h-4zM10 18h4v4h-4zM18 18v.1M22 22v.1M18 22h.1M22 18h.1',
};

/** @param {string} path @param {number} box @param {number} size @param {string} [name] */
function drawing(path, box, size, name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${box} ${box}`);
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', name ?? 'line');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

/** @param {keyof typeof LINES} name @param {number} [size] */
export function icon(name, size = 24) {
  return drawing(LINES[name], 24, size);
}

/** @param {string} kind @param {number} [size] */
export function glyph(kind, size = 38) {
  const paths = /** @type {Record<string, string>} */ (APPS);
  return drawing(paths[kind] ?? APPS.sms, 32, size, 'line glyph');
}

/** One tick for sent, two for delivered; read is told by colour and by its name. @param {string} state */
export function ticks(state) {
  const svg = drawing(state === 'sent' ? 'M4 8l4 4 8-9' : 'M1 8l4 4 8-9M8 11l1.5 1L18 3', 20, 16, 'line ticks');
  svg.setAttribute('data-state', state);
  return svg;
}
