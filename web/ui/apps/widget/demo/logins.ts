import type { DemoInfo, DemoLogin } from '@frontdesk/protocol';
import { workspaceUrl } from './info.ts';

/** A card for each sample agent: what to sign in with, and where. */
export function loginCards(info: DemoInfo): HTMLElement[] {
  const url = workspaceUrl(info);
  // Agents first: they are whom the three steps speak of.
  const logins = [...info.logins].sort((a, b) => Number(a.role === 'admin') - Number(b.role === 'admin'));
  return logins.map((login) => {
    const card = element('li', 'login');
    const link = element('a', 'login-open', `Open as ${login.name}`);
    link.setAttribute('href', url);
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener');
    card.append(head(login), row('E-mail', login.email), row('Password', login.password), link);
    return card;
  });
}

function head(login: DemoLogin): HTMLElement {
  const line = element('p', 'login-name', login.name);
  line.append(element('span', 'login-role', login.role));
  return line;
}

function row(label: string, value: string): HTMLElement {
  const line = element('p', 'login-row');
  const copy = element('button', 'login-copy', 'Copy');
  copy.setAttribute('type', 'button');
  copy.setAttribute('aria-label', `Copy ${label.toLowerCase()} ${value}`);
  copy.addEventListener('click', () => {
    void navigator.clipboard?.writeText(value).then(() => {
      copy.textContent = 'Copied';
    });
  });
  line.append(element('span', 'login-label', label), element('code', 'login-value', value), copy);
  return line;
}

function element(name: string, className: string, text?: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
