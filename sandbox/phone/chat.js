// @ts-check
// A chat, as its app shows it.

import { bubble } from './bubble.js';
import { Composer } from './composer.js';
import { el, initials } from './dom.js';
import { icon } from './icons.js';
import { closeSheet, complain, openSheet } from './sheet.js';
import { day, t } from './words.js';

/** @import { Store, Chat, App, Message } from './store.js' */

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export class ChatScreen {
  #store;
  /** @type {Chat} */
  #chat;
  /** @type {App} */
  #app;
  #follow;
  /** @type {Set<string>} */
  #known;
  #subtitle = el('small');
  #log = el('div.log', { role: 'log', 'aria-live': 'polite', tabindex: '0' });
  #composer;
  #quiet = 0;
  element;

  /** @param {Store} store @param {Chat} chat @param {App} app @param {{back: () => void, open: (url: string) => void}} go */
  constructor(store, chat, app, go) {
    this.#store = store;
    this.#chat = chat;
    this.#app = app;
    this.#follow = go.open;
    this.#known = new Set(chat.messages.map((message) => message.id));
    this.#composer = new Composer(store, chat, app);
    const leave = app.leave && el('button.round', { 'aria-label': t('More'), onclick: () => this.#options() }, icon('more'));
    this.element = el(
      'div.in-app.chat',
      { 'data-app': chat.kind },
      el(
        'header.bar',
        {},
        el('button.round', { 'aria-label': t('Back'), onclick: go.back }, icon('back')),
        el('span.face.business', { 'aria-hidden': 'true' }, initials(chat.title)),
        el('div.who', {}, el('h1', {}, chat.title), this.#subtitle),
        leave,
      ),
      this.#log,
      this.#composer.element,
    );
    this.update(chat);
    queueMicrotask(() => this.#toEnd());
  }

  get account() {
    return this.#chat.account;
  }

  focus() {
    this.#composer.focus();
  }

  /** @param {Chat} chat */
  update(chat) {
    this.#chat = chat;
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 80;
    this.#log.replaceChildren(...this.#rows());
    this.#typing();
    this.#composer.update(chat);
    const grew = chat.messages.some((message) => !this.#known.has(message.id));
    for (const message of chat.messages) this.#known.add(message.id);
    if (atEnd || grew) this.#toEnd();
    this.seen();
  }

  /** Says that the person saw it, if they do. */
  seen() {
    if (this.#chat.unread > 0 && document.visibilityState === 'visible') {
      this.#store.act(this.#chat, { act: 'read' }).catch(complain);
    }
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** @returns {HTMLElement[]} */
  #rows() {
    let last = '';
    return this.#chat.messages.flatMap((message) => {
      const date = day(message.at, this.#store.now());
      const fresh = !this.#known.has(message.id);
      const row = bubble(this.#chat, this.#app, message, fresh, {
        press: (of, button) => this.#do({ act: 'press', message: of.id, button: button.id }),
        menu: (of) => this.#menu(of),
        list: (of) => this.#list(of),
        follow: this.#follow,
      });
      const rows = date === last ? [row] : [el('p.day', {}, date), row];
      last = date;
      return rows;
    });
  }

  #typing() {
    clearTimeout(this.#quiet);
    const left = (this.#chat.typing_until ?? 0) - this.#store.now();
    this.#subtitle.textContent = t(left > 0 ? 'typing…' : 'Business account');
    this.#subtitle.classList.toggle('typing', left > 0);
    if (left <= 0) return;
    const name = el('span.hidden', {}, t('typing…'));
    this.#log.append(el('div.message.theirs', {}, el('div.bubble.dots', {}, el('i'), el('i'), el('i'), name)));
    this.#quiet = window.setTimeout(() => this.update(this.#chat), left);
  }

  /** @param {Record<string, unknown>} act */
  #do(act) {
    this.#store.act(this.#chat, act).catch(complain);
  }

  #options() {
    const [leave, back] = this.#app.leave ?? ['', ''];
    const word = this.#chat.blocked ? back : leave;
    openSheet(
      this.#chat.title,
      el('div.rows', {}, this.#action('block', word, () => this.#do({ act: this.#chat.blocked ? 'return' : 'leave' }))),
    );
  }

  /** @param {Parameters<typeof icon>[0]} picture @param {string} label @param {() => void} does */
  #action(picture, label, does) {
    const onclick = () => {
      closeSheet();
      does();
    };
    return el('button.row', { onclick }, icon(picture, 20), t(label));
  }

  /** @param {Message} message */
  #menu(message) {
    const offers = this.#app.offers;
    const mine = message.side === 'person';
    const emoji = EMOJI.map((one) =>
      el(
        'button.emoji',
        {
          'aria-pressed': String(message.reaction === one),
          onclick: () => {
            closeSheet();
            this.#do({ act: 'react', message: message.id, emoji: message.reaction === one ? null : one });
          },
        },
        one,
      ),
    );
    openSheet(
      t('Message menu'),
      offers.includes('react') && !mine ? el('div.emojis', {}, ...emoji) : null,
      el(
        'div.rows',
        {},
        offers.includes('reply') && this.#action('reply', 'Reply', () => this.#composer.reply(message)),
        mine && offers.includes('edit') && this.#action('edit', 'Edit', () => this.#composer.edit(message)),
        mine && offers.includes('unsend') && this.#action('trash', 'Unsend', () => this.#do({ act: 'unsend', message: message.id })),
      ),
    );
  }

  /** @param {Message} message */
  #list(message) {
    const menu = message.content.menu;
    if (!menu) return;
    let section = '';
    const rows = menu.rows.flatMap((row) => {
      const onclick = () => {
        closeSheet();
        this.#do({ act: 'press', message: message.id, button: row.id });
      };
      const text = el('span.row-text', {}, el('strong', {}, row.title), row.text ? el('small', {}, row.text) : null);
      const button = el('button.row', { onclick }, text);
      const title = row.section && row.section !== section ? [el('h3', {}, row.section)] : [];
      section = row.section ?? '';
      return [...title, button];
    });
    openSheet(menu.label, el('div.rows', {}, ...rows));
  }
}
