// @ts-check
// Where the person writes, and what else can be sent.

import { el } from './dom.js';
import { icon } from './icons.js';
import { closeSheet, complain, openSheet } from './sheet.js';
import { summary } from './home.js';
import { t } from './words.js';

/** @import { Store, Chat, App, Message } from './store.js' */

const STICKERS = ['heart', 'sun', 'cat', 'hooray'];
const FILES = /** @type {const} */ ([
  ['image', 'Photo', 'photo', 'image/*'],
  ['video', 'Video', 'video', 'video/*'],
  ['audio', 'Voice message', 'sound', 'audio/*'],
  ['file', 'Document', 'file', ''],
]);
/** Where the person is: the same place always, so that tests know it. */
const HERE = { latitude: 48.8584, longitude: 2.2945, name: 'Tour Eiffel', address: '5 Avenue Anatole France, Paris' };

export class Composer {
  #store;
  /** @type {Chat} */
  #chat;
  #app;
  /** @type {Message | null} */
  #replying = null;
  /** @type {Message | null} */
  #editing = null;
  /** Which draft of a link stands in the field. @type {string | null} */
  #draft = null;
  #typed = 0;
  element = el('div.composer');
  #above = el('div.above');
  #quick = el('div.quick');
  #field = /** @type {HTMLTextAreaElement} */ (el('textarea', { rows: '1' }));
  #form;

  /** @param {Store} store @param {Chat} chat @param {App} app */
  constructor(store, chat, app) {
    this.#store = store;
    this.#chat = chat;
    this.#app = app;
    this.#form = this.#makeForm();
    this.update(chat);
  }

  /** @param {Chat} chat */
  update(chat) {
    this.#chat = chat;
    if (chat.draft && chat.draft !== this.#draft) {
      this.#draft = chat.draft;
      this.#field.value = chat.draft;
    }
    const last = chat.messages.at(-1);
    const quick = last?.side === 'business' ? (last.content.quick ?? []) : chat.openers;
    const of = last?.id ?? 'opener';
    this.#quick.replaceChildren(
      ...quick.map((button) => el('button', { onclick: () => this.#do({ act: 'press', message: of, button: button.id }) }, button.label)),
    );
    const kept = this.#kept();
    if (kept !== this.element.firstChild) this.element.replaceChildren(...(kept === this.#quick ? [this.#quick, this.#above, this.#form] : [kept]));
    this.#grow();
  }

  /** What stands there: the way to write, or the one button without which nothing can be written. */
  #kept() {
    const leave = this.#app.leave;
    const start = this.#chat.start;
    if (this.#chat.blocked) {
      const [word, back] = leave ?? ['', ''];
      const why = t(word === 'Unfollow' ? 'You left this business' : 'You blocked this business');
      return el('div.gate', {}, el('p', {}, why), el('button.primary', { onclick: () => this.#do({ act: 'return' }) }, t(back)));
    }
    if (start) {
      return el('div.gate', {}, el('button.primary', { onclick: () => this.#do({ act: 'start' }) }, t(start)));
    }
    return this.#quick;
  }

  focus() {
    this.#field.focus();
  }

  /** @param {Message} message */
  reply(message) {
    this.#editing = null;
    this.#replying = message;
    this.#showAbove(message);
  }

  /** @param {Message} message */
  edit(message) {
    this.#replying = null;
    this.#editing = message;
    this.#field.value = message.content.text ?? '';
    this.#showAbove(message);
  }

  /** @param {Message | null} message */
  #showAbove(message) {
    const cancel = () => {
      this.#replying = this.#editing = null;
      this.#showAbove(null);
    };
    this.#above.replaceChildren(
      ...(message
        ? [
            el('div.quote', {}, el('strong', {}, t(this.#editing ? 'Edit' : 'Reply')), summary(message)),
            el('button.round', { 'aria-label': t('Close'), onclick: cancel }, icon('close', 18)),
          ]
        : []),
    );
    this.#grow();
    this.focus();
  }

  #makeForm() {
    const offers = this.#app.offers;
    const attaches = FILES.some(([kind]) => offers.includes(kind)) || offers.includes('place');
    this.#field.placeholder = t('Message');
    this.#field.setAttribute('aria-label', t('Message'));
    this.#field.addEventListener('input', () => this.#wrote());
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
    this.#field.addEventListener('paste', (event) => {
      const file = event.clipboardData?.files[0];
      if (file) this.#sendFile(file, file.type.startsWith('image/') ? 'image' : 'file');
    });
    const send = el('button.round.send', { 'aria-label': t('Send') }, icon('send', 20));
    send.setAttribute('type', 'submit');
    return el(
      'form',
      {
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#send();
        },
      },
      attaches && el('button.round', { 'aria-label': t('Attach'), onclick: () => this.#attach() }, icon('plus')),
      this.#field,
      offers.includes('sticker') && el('button.round', { 'aria-label': t('Stickers'), onclick: () => this.#stickers() }, icon('smile')),
      send,
    );
  }

  #wrote() {
    this.#grow();
    const now = Date.now();
    if (this.#app.offers.includes('typing') && now - this.#typed > 3_000) {
      this.#typed = now;
      this.#do({ act: 'typing' });
    }
  }

  #grow() {
    this.#field.style.height = 'auto';
    // Zero for as long as it is not on the page.
    const wanted = this.#field.scrollHeight;
    if (wanted > 0) this.#field.style.height = `${Math.min(wanted, 120)}px`;
    this.#form.classList.toggle('filled', this.#field.value.trim() !== '');
  }

  #send() {
    const text = this.#field.value.trim();
    if (!text) return;
    if (this.#editing) this.#do({ act: 'edit', message: this.#editing.id, text });
    else this.#do({ act: 'text', text, reply_to: this.#replying?.id });
    this.#field.value = '';
    this.#draft = null;
    this.#replying = this.#editing = null;
    this.#showAbove(null);
  }

  /** @param {Record<string, unknown>} act */
  #do(act) {
    this.#store.act(this.#chat, act).catch(complain);
  }

  /** @param {File} file @param {string} kind */
  #sendFile(file, kind) {
    this.#store.sendFile(this.#chat, file, kind).catch(complain);
  }

  #attach() {
    const offers = this.#app.offers;
    const choices = FILES.filter(([kind]) => offers.includes(kind)).map(([kind, label, picture, accept]) => {
      const input = /** @type {HTMLInputElement} */ (
        el('input.hidden', { type: 'file', accept, tabindex: '-1', 'aria-hidden': 'true', 'data-kind': kind })
      );
      input.addEventListener('change', () => {
        const file = input.files?.[0];
        closeSheet();
        if (file) this.#sendFile(file, kind);
      });
      return el('div', {}, input, el('button.choice', { onclick: () => input.click() }, el('span.disc', {}, icon(picture)), t(label)));
    });
    const here = () => {
      closeSheet();
      this.#do({ act: 'place', ...HERE });
    };
    const place = offers.includes('place') && el('div', {}, el('button.choice', { onclick: here }, el('span.disc', {}, icon('place')), t('Location')));
    openSheet(t('Attach'), el('div.choices', {}, ...choices, place));
  }

  #stickers() {
    const all = STICKERS.map((name) =>
      el(
        'button.sticker',
        {
          'aria-label': name,
          onclick: () => {
            closeSheet();
            this.#do({ act: 'sticker', name });
          },
        },
        el('img', { src: `stickers/${name}.webp`, alt: '' }),
      ),
    );
    openSheet(t('Stickers'), el('div.stickers', {}, ...all));
  }
}
