// @ts-check
// The camera, which reads codes: with a lens where there is one, else from a picture or from what they say.

import { el } from './dom.js';
import { icon } from './icons.js';
import { complain } from './sheet.js';
import { t } from './words.js';

/** @returns {{detect: (source: ImageBitmapSource) => Promise<{rawValue: string}[]>} | null} */
function reader() {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  return Detector ? new Detector({ formats: ['qr_code'] }) : null;
}

/** @param {{back: () => void, open: (url: string) => void}} go */
export function camera(go) {
  const input = /** @type {HTMLInputElement} */ (
    el('input', {
      id: 'scan',
      'aria-label': t('Link or text of the code'),
      placeholder: 'https://…',
      autocomplete: 'off',
      spellcheck: 'false',
      onpaste: (/** @type {ClipboardEvent} */ event) => fromClipboard(event, go.open),
    })
  );
  const form = el(
    'form.scan',
    {
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (input.value.trim()) go.open(input.value.trim());
      },
    },
    input,
    submit(),
  );
  const lens = el('div.lens', {}, el('i.tl'), el('i.tr'), el('i.bl'), el('i.br'));
  return el(
    'div.camera',
    {},
    el(
      'header.bar',
      {},
      el('button.round', { 'aria-label': t('Home'), onclick: go.back }, icon('back')),
      el('h1', {}, t('Scan a code')),
    ),
    lens,
    el('p', {}, t('Point at a QR code, or paste what it says.')),
    form,
    reader() && tools(lens, go.open),
  );
}

function submit() {
  const button = el('button.primary', {}, t('Open'));
  button.setAttribute('type', 'submit');
  return button;
}

/** @param {HTMLElement} lens @param {(url: string) => void} open */
function tools(lens, open) {
  const file = /** @type {HTMLInputElement} */ (
    el('input.hidden', {
      type: 'file',
      accept: 'image/*',
      tabindex: '-1',
      'aria-hidden': 'true',
      onchange: () => {
        const picture = file.files?.[0];
        if (picture) void readPicture(picture, open);
      },
    })
  );
  return el(
    'div.tools',
    {},
    file,
    el('button', { onclick: () => file.click() }, icon('photo', 20), t('Read a picture')),
    'mediaDevices' in navigator &&
      el('button', { onclick: () => void look(lens, open) }, icon('video', 20), t('Use the camera')),
  );
}

/** @param {ClipboardEvent} event @param {(url: string) => void} open */
function fromClipboard(event, open) {
  const picture = [...(event.clipboardData?.files ?? [])].find((file) => file.type.startsWith('image/'));
  if (picture && reader()) {
    event.preventDefault();
    void readPicture(picture, open);
  }
}

/** @param {Blob} picture @param {(url: string) => void} open */
async function readPicture(picture, open) {
  const found = await reader()?.detect(await createImageBitmap(picture));
  const first = found?.[0];
  if (first) open(first.rawValue);
  else complain(t('No code was found in this picture'));
}

/** @param {HTMLElement} lens @param {(url: string) => void} open */
async function look(lens, open) {
  const detector = reader();
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(complain);
  if (!stream || !detector) return;
  const video = /** @type {HTMLVideoElement} */ (el('video', { playsinline: true, muted: true }));
  video.srcObject = stream;
  lens.prepend(video);
  await video.play();
  const each = async () => {
    if (!video.isConnected) return stream.getTracks().forEach((track) => track.stop());
    const found = (await detector.detect(video).catch(() => []))[0];
    if (!found) return video.requestVideoFrameCallback(() => void each());
    stream.getTracks().forEach((track) => track.stop());
    open(found.rawValue);
  };
  void each();
}
