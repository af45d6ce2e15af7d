/** Pieces of code for the pages and servers of whoever installs a widget. In English, as code is. */

export function tag(origin: string, id: string): string {
  return `<script async
  src="${origin}/widget.js"
  data-integration="${id}"></script>`;
}

export function policy(origin: string): string {
  return `script-src ${origin};
frame-src ${origin};
img-src ${origin}`;
}

export function singlePage(origin: string, id: string): string {
  return `// Once, when your program starts. Navigation needs nothing.
window.frontdeskSettings = { integration: '${id}' };
const script = document.createElement('script');
script.src = '${origin}/widget.js';
script.async = true;
document.head.append(script);`;
}

export const calls = `// Calls made before the widget is there are kept.
window.Frontdesk ??= function () { (Frontdesk.q ??= []).push(arguments); };

Frontdesk('open');
Frontdesk('close');
Frontdesk('setLocale', 'fr');
Frontdesk('setFields', [{ id: 1, value: '48213' }]);
Frontdesk('setTags', ['checkout']);
Frontdesk('on', 'unread', (count) => { document.title = \`(\${count}) Shop\`; });
Frontdesk('hideLauncher');
Frontdesk('destroy');`;

export const identify = `// A function, so that a new token can be asked for when the old one has expired.
Frontdesk('identify', async () => (await fetch('/frontdesk-token')).text());
// When they sign out of your site:
Frontdesk('logout');`;

export const token = `// Node, with the "jsonwebtoken" package
jwt.sign(
  { scope: 'user', external_id: user.id, name: user.name, email: user.email, email_verified: true },
  SECRET,
  { algorithm: 'HS256', keyid: KEY_ID, expiresIn: '10m' },
);`;
