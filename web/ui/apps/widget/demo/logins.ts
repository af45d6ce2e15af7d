import { type Info, type Login, workspaceUrl } from './info.ts';

/** A card for each sample agent: what to sign in with, and where. */
export function loginCards(info: Info): HTMLElement[] {
  const url = workspaceUrl(info);
  return info.logins.map((login) => {
    const card = element('li', 'login');
    const link = element('a', 'login-open', `Open the workspace as ${login.name}`);
    link.setAttribute('href', url);
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener');
    card.append(head(login), row('E-mail', login.email), row('Password', login.password), link);
    return card;
  });
}

function head(login: Login): HTMLElement {
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
