// @ts-check
// One message.

import { el } from './dom.js';
import { icon, ticks } from './icons.js';
import { summary } from './home.js';
import { link, set, written } from './text.js';
import { hour, t } from './words.js';

/** @import { Chat, Message, Content, Picture, App, Button } from './store.js' */

/**
 * @typedef {object} Deeds
 * @property {(message: Message, button: Button) => void} press
 * @property {(message: Message) => void} menu
 * @property {(message: Message) => void} list
 * @property {(url: string) => void} follow
 */

/** @param {Chat} chat @param {App} app @param {Message} message @param {boolean} fresh @param {Deeds} deeds */
export function bubble(chat, app, message, fresh, deeds) {
  if (message.side === 'system') return el('p.system', {}, message.content.text ?? '');
  const { content } = message;
  const mine = message.side === 'person';
  const bare = content.media?.some((picture) => picture.kind === 'sticker') ?? false;
  const target = message.reply_to && chat.messages.find((other) => other.id === message.reply_to);
  const shown = message.gone ? [el('p.gone', {}, t('This message was deleted'))] : body(chat, message, content, deeds);
  const box = el(
    'div',
    { class: `bubble${bare ? ' bare' : ''}${shown.length === 0 ? ' empty' : ''}` },
    target ? el('div.quote', {}, el('strong', {}, target.side === 'person' ? t('You') : chat.title), summary(target)) : null,
    ...shown,
    meta(app, message, mine),
  );
  const reactions = [message.reaction, message.answer].filter(Boolean);
  return el(
    'div',
    { class: `message ${mine ? 'mine' : 'theirs'}${fresh ? ' fresh' : ''}`, 'data-id': message.id },
    el(
      'div.with-menu',
      {},
      box,
      !message.gone && hasMenu(app, mine) &&
        el('button.message-menu', { 'aria-label': t('Message menu'), onclick: () => deeds.menu(message) }, icon('down', 16)),
    ),
    reactions.length > 0 ? el('span.reactions', {}, reactions.join(' ')) : null,
    below(message, content, deeds),
    content.cards ? cards(message, content.cards, deeds) : null,
  );
}

/** @param {App} app @param {boolean} mine */
function hasMenu(app, mine) {
  const offers = app.offers;
  return offers.includes('react') || offers.includes('reply') || (mine && (offers.includes('edit') || offers.includes('unsend')));
}

/** @param {Chat} chat @param {Message} message @param {Content} content @param {Deeds} deeds @returns {HTMLElement[]} */
function body(chat, message, content, deeds) {
  const marks = chat.kind === 'whatsapp';
  const said = content.entities
    ? set(content.text ?? '', content.entities, deeds.follow)
    : written(content.text ?? '', marks, deeds.follow);
  const parts = [
    ...(content.media ?? []).map(media),
    content.header ? el('p.heading', {}, content.header) : null,
    content.place ? place(content.place) : null,
    content.text ? el('p.text', {}, ...said) : null,
    content.footer ? el('p.footer', {}, content.footer) : null,
  ];
  return /** @type {HTMLElement[]} */ (parts.filter((part) => part !== null));
}

/** @param {Picture} picture */
function media(picture) {
  switch (picture.kind) {
    case 'image':
    case 'sticker': {
      const image = el('img', { src: picture.url, alt: picture.name ?? t(picture.kind === 'image' ? 'Photo' : 'Sticker') });
      return picture.kind === 'sticker' ? image : el('a.picture', { href: picture.url, target: '_blank', rel: 'noopener' }, image);
    }
    case 'video':
      return el('video', { src: picture.url, controls: true, preload: 'metadata' });
    case 'audio':
      return el('audio', { src: picture.url, controls: true, preload: 'metadata' });
    default:
      return el(
        'a.document',
        { href: picture.url, target: '_blank', rel: 'noopener', download: picture.name ?? '' },
        icon('file'),
        el('span', {}, picture.name ?? t('File')),
      );
  }
}

/** @param {NonNullable<Content['place']>} place */
function place(place) {
  const at = `${place.latitude},${place.longitude}`;
  return el(
    'a.place',
    { href: `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}`, target: '_blank', rel: 'noopener' },
    el('span.map', { 'aria-hidden': 'true' }, icon('place', 30)),
    el('strong', {}, place.name || t('Location')),
    el('small', {}, place.address || at),
  );
}

/** @param {App} app @param {Message} message @param {boolean} mine */
function meta(app, message, mine) {
  const tells = mine && app.offers.includes('ticks');
  return el(
    'span.meta',
    {},
    message.edited && `${t('edited')} `,
    el('time', {}, hour(message.at)),
    tells ? ticks(message.state) : null,
    tells ? el('span.hidden', {}, t(message.state)) : null,
  );
}

/** @param {Message} message @param {Content} content @param {Deeds} deeds */
function below(message, content, deeds) {
  const buttons = (content.buttons ?? []).map((button) => pressable(message, button, deeds));
  if (content.menu) {
    buttons.push(el('button', { onclick: () => deeds.list(message) }, icon('list', 18), content.menu.label));
  }
  return buttons.length > 0 ? el('div.buttons', {}, ...buttons) : null;
}

/** @param {Message} message @param {Button} button @param {Deeds} deeds */
function pressable(message, button, deeds) {
  if (!button.url) return el('button', { onclick: () => deeds.press(message, button) }, button.label);
  const element = link(button.url, button.label, deeds.follow);
  element.prepend(icon('link', 16));
  return element;
}

/** @param {Message} message @param {NonNullable<Content['cards']>} all @param {Deeds} deeds */
function cards(message, all, deeds) {
  const shown = all.map((card) =>
    el(
      'article.card',
      {},
      card.picture ? el('img', { src: card.picture.url, alt: '' }) : null,
      el('div.card-text', {}, card.title ? el('strong', {}, card.title) : null, card.text ? el('p', {}, card.text) : null),
      el('div.buttons', {}, ...card.buttons.map((button) => pressable(message, button, deeds))),
    ),
  );
  return el('div.cards', { tabindex: '0', role: 'group' }, ...shown);
}
