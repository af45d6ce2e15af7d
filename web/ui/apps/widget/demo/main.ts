import './demo.css';
import type { DemoInfo } from '@frontdesk/protocol';
import type {} from '../src/loader/main.ts';
import { fetchInfo } from './info.ts';
import { loginCards } from './logins.ts';
import { showPhone } from './phone.ts';

/** The very tag that a shop owner copies from the admin centre. */
function embed(info: DemoInfo): void {
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.async = true;
  script.dataset['integration'] = info.integration;
  script.dataset['color'] = '#9c4a2f';
  document.head.append(script);
}

async function start(): Promise<void> {
  const list = document.getElementById('logins');
  try {
    const info = await fetchInfo();
    embed(info);
    list?.replaceChildren(...loginCards(info));
    showPhone(info);
  } catch {
    const note = document.createElement('li');
    note.className = 'login-note';
    note.textContent =
      'The demo could not be reached. Start the server with “frontdesk demo” and load this page again.';
    list?.replaceChildren(note);
  }
}

for (const button of document.querySelectorAll('[data-open-messaging]')) {
  button.addEventListener('click', () => window.Frontdesk?.('open'));
}
void start();
