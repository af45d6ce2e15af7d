// @ts-check
// Text as apps show it: links, and the marks that WhatsApp and Telegram draw.

import { el } from './dom.js';

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;
const MARKS = /(?<![\p{L}\d])(?:```(.+?)```|([*_~])(?=\S)(.+?)(?<=\S)\2)(?![\p{L}\d])/gu;
const TAGS = /** @type {Record<string, string>} */ ({ '*': 'strong', _: 'em', '~': 's' });

/** Stands for a link while marks are looked for: they may lie around one, and none lies in it. */
const LINK_AT = /[\ue000-\uf8ff]/u;

/** @param {string} text @param {boolean} marks @param {(url: string) => void} follow @returns {Node[]} */
export function written(text, marks, follow) {
  const links = [...text.matchAll(LINK)].map((match) => match[0]).slice(0, 0x1900);
  let at = 0;
  const words = text.replace(LINK, (url) => (at < links.length ? String.fromCharCode(0xe000 + at++) : url));
  /** @param {string} part @returns {Node[]} */
  const plain = (part) =>
    part
      .split(/([\ue000-\uf8ff])/u)
      .filter((one) => one !== '')
      .map((one) => {
        const url = LINK_AT.test(one) ? links[one.charCodeAt(0) - 0xe000] : undefined;
        return url === undefined ? document.createTextNode(one) : link(url, url, follow);
      });
  return marks ? marked(words, plain) : plain(words);
}

/** @param {string} text @param {(part: string) => Node[]} plain @returns {Node[]} */
function marked(text, plain) {
  /** @type {Node[]} */
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    nodes.push(...plain(text.slice(from, match.index)));
    const [whole, code, mark = '', words = ''] = match;
    nodes.push(code === undefined ? el(TAGS[mark] ?? 'span', {}, ...marked(words, plain)) : el('code', {}, ...plain(code)));
    from = match.index + whole.length;
  }
  nodes.push(...plain(text.slice(from)));
  return nodes;
}

/** @typedef {{type: string, offset: number, length: number, url?: string}} Entity */

const ELEMENTS = /** @type {Record<string, string>} */ ({
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'code',
});

/** A text of Telegram's, set as its entities say. @param {string} text @param {readonly Entity[]} entities @param {(url: string) => void} follow @returns {Node[]} */
export function set(text, entities, follow) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  /** @param {number} from @param {number} to @param {readonly Entity[]} inner @returns {Node[]} */
  const within = (from, to, inner) => {
    /** @type {Node[]} */
    const nodes = [];
    let at = from;
    for (const [index, entity] of inner.entries()) {
      const end = Math.min(entity.offset + entity.length, to);
      if (entity.offset < at || end <= entity.offset) continue;
      nodes.push(...written(text.slice(at, entity.offset), false, follow));
      const rest = inner.slice(index + 1).filter((other) => other.offset < end);
      nodes.push(
        entity.type === 'text_link'
          ? link(entity.url ?? '', text.slice(entity.offset, end), follow)
          : el(ELEMENTS[entity.type] ?? 'span', {}, ...within(entity.offset, end, rest)),
      );
      at = end;
    }
    nodes.push(...written(text.slice(at, to), false, follow));
    return nodes;
  };
  return within(0, text.length, sorted);
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
