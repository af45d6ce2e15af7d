// @ts-check
// What the telephone shows: the whole once, then each chat that changed. The line reconnects by itself.

/**
 * @typedef {{id: string, label: string, url?: string}} Button
 * @typedef {{kind: string, url: string, name?: string}} Picture
 * @typedef {{header?: string, text?: string, entities?: import('./text.js').Entity[], footer?: string, media?: Picture[], place?: {latitude: number, longitude: number, name?: string, address?: string}, buttons?: Button[], quick?: Button[], menu?: {label: string, rows: {id: string, title: string, text?: string, section?: string}[]}, cards?: {title: string, text?: string, picture?: Picture, buttons: Button[]}[]}} Content
 * @typedef {{id: string, side: 'person' | 'business' | 'system', at: number, state: string, content: Content, reply_to?: string, reaction?: string, answer?: string, edited: boolean, gone: boolean}} Message
 * @typedef {{account: string, kind: string, title: string, unread: number, started: boolean, blocked: boolean, typing_until: number | null, draft: string | null, now: number, start: string | null, openers: Button[], messages: Message[]}} Chat
 * @typedef {{kind: string, name: string, leave: [string, string] | null, offers: string[]}} App
 * @typedef {{id: string, name: string, phone: string, locale: string}} Person
 * @typedef {{now: number, person: Person, persons: Person[], chats: Chat[], apps: App[]}} Phone
 */

export class Store {
  /** @type {Phone | null} */
  phone = null;
  lost = false;
  /** The providers' clock less this machine's, in milliseconds. */
  #ahead = 0;
  /** @type {EventSource | null} */
  #line = null;
  /** @type {(change: 'all' | Chat) => void} */
  #told;

  /** @param {(change: 'all' | Chat) => void} told */
  constructor(told) {
    this.#told = told;
  }

  /** @param {string} person */
  watch(person) {
    this.#line?.close();
    const line = new EventSource(`api/events?person=${encodeURIComponent(person)}`);
    this.#line = line;
    line.addEventListener('phone', (event) => {
      const phone = JSON.parse(event.data);
      this.phone = phone;
      this.#ahead = phone.now - Date.now();
      this.lost = false;
      this.#told('all');
    });
    line.addEventListener('chat', (event) => {
      /** @type {Chat} */
      const chat = JSON.parse(event.data);
      if (!this.phone) return;
      this.#ahead = chat.now - Date.now();
      this.phone.chats = this.phone.chats.map((other) => (other.account === chat.account ? chat : other));
      this.#told(chat);
    });
    line.addEventListener('error', () => {
      this.lost = true;
      this.#told('all');
    });
  }

  now() {
    return Date.now() + this.#ahead;
  }

  /** @param {string} kind */
  app(kind) {
    return this.phone?.apps.find((app) => app.kind === kind);
  }

  /** @param {string} account */
  chat(account) {
    return this.phone?.chats.find((chat) => chat.account === account);
  }

  /** @param {string} kind */
  chatsOf(kind) {
    return this.phone?.chats.filter((chat) => chat.kind === kind) ?? [];
  }

  /** @param {string} path @param {unknown} body */
  async #post(path, body) {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : null;
    if (!response.ok) throw new Error(answer?.error ?? String(response.status));
    return answer;
  }

  /** @param {Chat} chat @param {Record<string, unknown>} act */
  act(chat, act) {
    return this.#post('api/act', { account: chat.account, person: this.phone?.person.id, ...act });
  }

  /** @param {string} url @returns {Promise<{account: string}>} */
  open(url) {
    return this.#post('api/open', { person: this.phone?.person.id, url });
  }

  /** @param {Chat} chat @param {File} file @param {string} kind */
  async sendFile(chat, file, kind) {
    const response = await fetch(`api/media?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    });
    const { id } = await response.json();
    await this.act(chat, { act: 'media', media: id, kind });
  }
}
