/** The telephone of one end user of the demo, with all their apps, and the providers behind them. */

/** How long something may take that crosses the whole server, in milliseconds. */
const PATIENCE_MS = 30_000;

/** The telephone of `person` (`ana`, `emma`, `nikos`). */
export function phone(demo, person) {
  const base = demo.urls.phone.replace(/\/phone\/$/, '');
  const state = () => ask(`${base}/phone/api/state?person=${person}`);
  const act = (account, deed) => ask(`${base}/phone/api/act`, { account, person, ...deed });
  const chat = async (account) => (await state()).chats.find((one) => one.account === account);
  return {
    base,
    person,
    act,
    chat,
    write: (account, text) => act(account, { act: 'text', text }),
    open: (url) => ask(`${base}/phone/api/open`, { person, url }),
    /** Everything that the business wrote there, in order. */
    read: async (account) => {
      const { messages } = await chat(account);
      return messages.filter((message) => message.side === 'business').map(({ content }) => content);
    },
    /** Puts a file on the phone and sends it. */
    async send(account, kind, name, bytes, caption = '') {
      const response = await fetch(`${base}/phone/api/media?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
      });
      const { id } = await answered(response);
      return act(account, { act: 'media', media: id, kind, caption });
    },
    /** Presses the button or row with that label in the newest message that has it. */
    async press(account, label) {
      const { messages } = await chat(account);
      for (const message of messages.toReversed()) {
        const found = pressables(message.content).find((one) => one.title === label);
        if (found) return act(account, { act: 'press', message: message.id, button: found.id });
      }
      throw new Error(`nothing on ${account} is called ${label}: ${JSON.stringify(messages)}`);
    },
    /** Resolves with the chat once `check` of it is true. */
    until: (account, check) =>
      eventually(async () => {
        const now = await chat(account);
        return check(now) ? now : undefined;
      }, `${person}'s chat with ${account}`),
  };
}

function pressables(content) {
  const rows = content.menu?.rows ?? [];
  const cards = (content.cards ?? []).flatMap((card) => card.buttons ?? []);
  return [...(content.buttons ?? []), ...(content.quick ?? []), ...rows, ...cards];
}

/** What an account's provider does wrong from now on; see `sandbox/src/fault.rs`. */
export const fault = (demo, account, switched) =>
  ask(`${origin(demo)}/control/accounts/${account}/faults`, switched);

export async function mend(demo, account) {
  await fetch(`${origin(demo)}/control/accounts/${account}/faults`, { method: 'DELETE' });
}

/** The providers' webhooks: `{pending, lost, hooks}`. */
export const hooks = (demo) => ask(`${origin(demo)}/control/hooks`);

/** Makes one chat older at its provider, so that its window closes there. */
export const age = (demo, account, person, millis) =>
  ask(`${origin(demo)}/control/chats/age`, { account, person, millis });

/** The simulated accounts with everything that connects them. */
export const accounts = (demo) => ask(`${origin(demo)}/control/accounts`);

const origin = (demo) => new URL(demo.urls.phone).origin;

/** Asks again until the answer is something; what is asked has no effect. */
export async function eventually(look, what) {
  const until = Date.now() + PATIENCE_MS;
  let last;
  do {
    last = await look();
    if (last !== undefined && last !== false) return last;
  } while (Date.now() < until);
  throw new Error(`${what}: it never came to that`);
}

async function ask(url, body) {
  const json = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return answered(await fetch(url, body === undefined ? {} : json));
}

async function answered(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
