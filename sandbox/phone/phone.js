// @ts-check
// The telephone: which screen it shows, and what is opened on it.

import { camera } from './camera.js';
import { ChatScreen } from './chat.js';
import { byId } from './dom.js';
import { chatList, home } from './home.js';
import { closeSheet, complain } from './sheet.js';
import { Store } from './store.js';
import { hour, speak, t } from './words.js';

/** @typedef {{name: 'home'} | {name: 'camera'} | {name: 'list', kind: string} | {name: 'chat', account: string}} Screen */

const asked = new URLSearchParams(location.search);
const store = new Store(changed);
/** @type {Screen} */
let screen = { name: 'home' };
/** @type {ChatScreen | null} */
let chatScreen = null;
/** What the address asked for, once. */
let app = asked.get('app');
let link = asked.get('open');

store.watch(asked.get('person') ?? 'ana');
byId('home-bar').addEventListener('click', () => go({ name: 'home' }));
document.addEventListener('visibilitychange', () => chatScreen?.seen());
setInterval(showClock, 10_000);

// A page that shows the telephone in a frame may have a link opened on it.
addEventListener('message', (event) => {
  const open = event.source === window.parent && typeof event.data === 'object' && event.data?.openOnPhone;
  if (typeof open === 'string') openLink(open);
});

// A link that is dragged here from another window is as good as one that was tapped.
byId('device').addEventListener('dragover', (event) => event.preventDefault());
byId('device').addEventListener('drop', (event) => {
  event.preventDefault();
  const dragged = event.dataTransfer?.getData('text/uri-list') || event.dataTransfer?.getData('text/plain');
  if (dragged) openLink(dragged);
});

/** @param {'all' | import('./store.js').Chat} change */
function changed(change) {
  if (change !== 'all') {
    if (chatScreen?.account === change.account) chatScreen.update(change);
    else if (screen.name !== 'camera') draw();
    return;
  }
  byId('device').classList.toggle('lost', store.lost);
  if (store.lost) complain(t('No connection; trying again'));
  if (!store.phone) return;
  speak(store.phone.person.locale);
  document.title = t("{name}'s telephone", { name: store.phone.person.name });
  byId('home-bar').setAttribute('aria-label', t('Home'));
  showClock();
  if (app) openApp(app);
  if (link) openLink(link);
  app = link = null;
  if (screen.name === 'chat' && chatScreen) {
    const chat = store.chat(screen.account);
    if (chat) return chatScreen.update(chat);
  }
  if (!store.lost) draw();
}

function showClock() {
  if (store.phone) byId('clock').textContent = hour(store.now());
}

/** @param {Screen} next */
function go(next) {
  closeSheet();
  screen = next;
  draw();
}

/** @param {string} kind */
function openApp(kind) {
  const chats = store.chatsOf(kind);
  const only = chats.length === 1 ? chats[0] : undefined;
  go(only && only.messages.length === 0 ? { name: 'chat', account: only.account } : { name: 'list', kind });
}

/** @param {string} url */
function openLink(url) {
  store.open(url).then(
    ({ account }) => go({ name: 'chat', account }),
    (problem) => complain(problem instanceof TypeError ? problem : t('No app on this telephone opens that')),
  );
}

/** @param {string} person */
function pickUp(person) {
  screen = { name: 'home' };
  const url = new URL(location.href);
  url.searchParams.set('person', person);
  url.searchParams.delete('app');
  history.replaceState(null, '', url);
  store.watch(person);
}

function draw() {
  const place = byId('screen');
  byId('device').dataset.screen = screen.name;
  const shown = view();
  byId('device').dataset.app = shown.dataset.app ?? '';
  place.replaceChildren(shown);
  if (screen.name === 'chat') chatScreen?.focus();
}

/** @returns {HTMLElement} */
function view() {
  chatScreen = null;
  const back = () => go({ name: 'home' });
  switch (screen.name) {
    case 'camera':
      return camera({ back, open: openLink });
    case 'list':
      return chatList(store, screen.kind, { back, chat: (account) => go({ name: 'chat', account }) });
    case 'chat': {
      const chat = store.chat(screen.account);
      const its = chat && store.app(chat.kind);
      if (!chat || !its) break;
      chatScreen = new ChatScreen(store, chat, its, { back: () => go({ name: 'list', kind: chat.kind }), open: openLink });
      return chatScreen.element;
    }
    default:
  }
  return home(store, { app: openApp, camera: () => go({ name: 'camera' }), person: pickUp });
}
