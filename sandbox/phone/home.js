// @ts-check
// The home screen, and the list of chats of an app.

import { el, initials } from './dom.js';
import { glyph, icon } from './icons.js';
import { closeSheet, openSheet } from './sheet.js';
import { day, hour, longDay, t } from './words.js';

/** @import { Store, Chat, Message } from './store.js' */

/** @param {Store} store @param {{app: (kind: string) => void, camera: () => void, person: (id: string) => void}} go */
export function home(store, go) {
  const phone = store.phone;
  if (!phone) return el('div.home');
  const apps = phone.apps.map((app) => {
    const unread = store.chatsOf(app.kind).reduce((sum, chat) => sum + chat.unread, 0);
    return shortcut(app.kind, app.name, unread, () => go.app(app.kind));
  });
  const whose = t("{name}'s telephone", { name: phone.person.name });
  return el(
    'div.home',
    {},
    el('h1.hidden', {}, whose),
    el(
      'button.whose',
      { onclick: () => choosePerson(store, go.person) },
      el('span.face', { 'aria-hidden': 'true' }, initials(phone.person.name)),
      whose,
      icon('down', 18),
    ),
    el(
      'div.now',
      {},
      el('p.big', {}, hour(store.now())),
      el('p', {}, longDay(store.now())),
    ),
    el('nav.apps', { 'aria-label': t('Home') }, ...apps),
    el('div.dock', {}, shortcut('camera', t('Scan a code'), 0, go.camera)),
  );
}

/** @param {string} kind @param {string} name @param {number} unread @param {() => void} onclick */
function shortcut(kind, name, unread, onclick) {
  const badge = unread > 0 && el('span.badge', {}, unread > 99 ? '99+' : String(unread));
  return el(
    'button.app',
    { onclick, 'aria-label': unread > 0 ? `${name}, ${unread}` : name },
    el('span.tile', { 'data-app': kind }, glyph(kind)),
    badge,
    el('span.label', { 'aria-hidden': 'true' }, name),
  );
}

/** @param {Store} store @param {(id: string) => void} chosen */
function choosePerson(store, chosen) {
  const rows = (store.phone?.persons ?? []).map((person) =>
    el(
      'button.row',
      {
        'aria-pressed': String(person.id === store.phone?.person.id),
        onclick: () => {
          closeSheet();
          chosen(person.id);
        },
      },
      el('span.face', { 'aria-hidden': 'true' }, initials(person.name)),
      el('span.row-text', {}, el('strong', {}, person.name), el('small', {}, person.phone)),
    ),
  );
  openSheet(t('Whose telephone is this?'), el('div.rows', {}, ...rows));
}

/** @param {Store} store @param {string} kind @param {{back: () => void, chat: (account: string) => void}} go */
export function chatList(store, kind, go) {
  const app = store.app(kind);
  const rows = store.chatsOf(kind).map((chat) => {
    const last = chat.messages.at(-1);
    return el(
      'button.row.chat-row',
      { onclick: () => go.chat(chat.account) },
      el('span.face.business', { 'aria-hidden': 'true' }, initials(chat.title)),
      el('span.row-text', {}, el('strong', {}, chat.title), el('small', {}, last ? summary(last) : t('Say hello'))),
      el(
        'span.row-end',
        {},
        last && el('time', {}, day(last.at, store.now()) === t('Today') ? hour(last.at) : day(last.at, store.now())),
        chat.unread > 0 && el('span.count', {}, String(chat.unread)),
      ),
    );
  });
  return el(
    'div.in-app.chat-list',
    { 'data-app': kind },
    el(
      'header.bar',
      {},
      el('button.round', { 'aria-label': t('Home'), onclick: go.back }, icon('back')),
      el('h1', {}, app?.name ?? ''),
    ),
    el('div.rows', {}, ...rows),
  );
}

/** @param {Message} message */
export function summary(message) {
  const { content } = message;
  if (message.gone) return t('This message was deleted');
  const first = content.media?.[0];
  const kinds = /** @type {Record<string, string>} */ ({
    image: 'Photo',
    video: 'Video',
    audio: 'Voice message',
    sticker: 'Sticker',
    file: 'Document',
  });
  if (content.text) return content.text;
  if (first) return t(kinds[first.kind] ?? 'File');
  if (content.place) return t('Location');
  return content.cards?.[0]?.title ?? '';
}
