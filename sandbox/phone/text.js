// @ts-check
// Text as apps show it: links, and the marks that WhatsApp and Telegram draw.

import { el } from './dom.js';

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;
const MARKS = /(?<![\p{L}\d])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\d])/gu;
const TAGS = /** @type {Record<string, string>} */ ({ '*': 'strong', _: 'em', '~': 's' });

/** @param {string} text @param {boolean} marks @param {(url: string) => void} follow @returns {Node[]} */
export function written(text, marks, follow) {
  /** @type {Node[]} */
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    nodes.push(...marked(text.slice(from, match.index), marks), link(match[0], match[0], follow));
    from = match.index + match[0].length;
  }
  nodes.push(...marked(text.slice(from), marks));
  return nodes;
}

/** @param {string} text @param {boolean} marks @returns {Node[]} */
function marked(text, marks) {
  if (!marks) return [document.createTextNode(text)];
  /** @type {Node[]} */
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    nodes.push(document.createTextNode(text.slice(from, match.index)));
    nodes.push(el(TAGS[match[1] ?? ''] ?? 'span', {}, ...marked(match[2] ?? '', true)));
    from = match.index + match[0].length;
  }
  nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}

/** A link of one of the apps opens on this telephone, any other beside it. @param {string} url @param {string} label @param {(url: string) => void} follow @param {string} [tag] */
export function link(url, label, follow, tag = 'a') {
  return el(
    tag,
    {
      href: url,
      target: '_blank',
      rel: 'noopener noreferrer',
      onclick: (/** @type {Event} */ event) => {
        if (!ours(url)) return;
        event.preventDefault();
        follow(url);
      },
    },
    label,
  );
}

const HOSTS = ['wa.me', 'api.whatsapp.com', 'm.me', 'ig.me', 'line.me', 't.me', 'x.com', 'weixin.qq.com', 'mp.weixin.qq.com'];

/** @param {string} url */
export function ours(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && (HOSTS.includes(parsed.hostname) || parsed.protocol === 'sms:');
}
