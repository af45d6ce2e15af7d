/** The desk's REST interface as one of its people uses it: for what a test needs and no page shows yet. */
import { randomBytes } from 'node:crypto';

/** Signs somebody in; what they ask is answered by `{status, body}`. */
export async function desk(demo, email) {
  const { password } = demo.logins.find((one) => one.email === email);
  const headers = { origin: demo.listen, 'content-type': 'application/json' };
  const answer = await fetch(`${demo.listen}/desk/v1/sign-in`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email} was not signed in: ${answer.status} ${await answer.text()}`);
  headers.cookie = answer.headers.get('set-cookie').split(';')[0];
  const me = await answer.json();
  headers['x-frontdesk-csrf'] = me.csrf;
  const ask = async (method, path, body, more = {}) => {
    const options = { method, headers: { ...headers, ...more } };
    if (body !== undefined) options.body = JSON.stringify(body);
    const response = await fetch(`${demo.listen}/desk/v1/${path}`, options);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const must = async (...request) => {
    const { status, body } = await ask(...request);
    if (status >= 300) throw new Error(`${request[0]} ${request[1]}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    me: me.agent,
    /** What a browser would have after signing in. */
    cookie() {
      const at = headers.cookie.indexOf('=');
      return { name: headers.cookie.slice(0, at), value: headers.cookie.slice(at + 1), url: demo.listen };
    },
    ask,
    get: (path) => must('GET', path),
    post: (path, body) => must('POST', path, body),
    /** Changes what an admin configures: `change` gets the entry as it is and gives the body to put. */
    async configure(kind, find, change) {
      const { entries } = await must('GET', `admin/${kind}`);
      const { revision, entry } = entries.find((one) => find(one.entry));
      return must('PUT', `admin/${kind}/${entry.id}`, change(entry), { 'if-match': `"${revision}"` });
    },
    /** One more place to write from, made like the first one but for what is told; gives its id. */
    async addIntegration(over) {
      const { entries } = await must('GET', 'admin/integrations');
      const { name, flow, group, widget } = entries[0].entry;
      const made = { name, flow, group, ...over, widget: { ...widget, ...over.widget } };
      return (await must('POST', 'admin/integrations', made)).entry.id;
    },
    command: (command) => must('POST', 'commands', { id: commandId(), command }),
  };
}

/** The demo begins with people who wait; a test that is not about them has them answered first. */
export async function clearQueue(demo) {
  const alex = await desk(demo, 'alex@example.com');
  const { rows } = await alex.get('tickets?list=unassigned&limit=100');
  for (const { conversation } of rows) {
    await alex.command({ do: 'take', conversation });
    await alex.command({ do: 'submit', conversation, status: 'closed' });
  }
}

/** As a client draws one: what is sent again with the same id is done once. */
export function commandId() {
  return Date.now().toString(16).padStart(12, '0') + randomBytes(6).toString('hex');
}
