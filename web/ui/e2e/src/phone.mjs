/**
 * The telephone of a customer in all of their apps, and the providers behind them: what the sandbox plays, by its JSON
 * interface (sandbox/README.md). An account is named by its id, such as `whatsapp-1`.
 */

/** Milliseconds that anything may take that crosses the whole server. */
const PATIENCE = 30_000;

/** The telephone of `person`, whom the sandbox knows: `ana`, `emma`, `nikos`. */
export function phone(demo, person) {
  const at = (path) => `${origin(demo)}/phone/api/${path}`;
  const state = () => ask(at(`state?person=${person}`));
  const chat = async (account) => (await state()).chats.find((one) => one.account === account);
  const act = (account, deed) => ask(at('act'), { account, person, ...deed });
  const write = (account, text) => act(account, { act: 'text', text });

  const whole = async () => words((await state()).chats);

  /** Looks again with each change that the phone tells of, until `look` finds something. */
  async function until(look, what) {
    const events = await fetch(at(`events?person=${person}`), { signal: AbortSignal.timeout(PATIENCE) });
    const reader = events.body.getReader();
    try {
      for (;;) {
        const found = await look();
        if (found) return found;
        const { done } = await reader.read();
        if (done) throw new Error(`${person}'s phone went off before ${what}`);
      }
    } catch (error) {
      if (error.name !== 'TimeoutError') throw error;
      throw new Error(
        `${person}'s phone never showed ${what}; it ends with ${(await whole()).slice(-1_000)}`,
      );
    } finally {
      await reader.cancel().catch(() => {});
    }
  }
  const reads = (text) => until(async () => (await whole()).includes(text), `“${text}”`);

  return {
    person,
    act,
    /** A chat as it is now: what stands in its box, whether it was begun. */
    chat,
    write,
    start: (account) => act(account, { act: 'start' }),
    /** Taps a link or scans a code; answers with the account whose chat that opened. */
    open: async (url) => (await ask(at('open'), { person, url })).account,
    /** What the business wrote there, in order. */
    read: async (account) => {
      const { messages } = await chat(account);
      return messages.filter((message) => message.side === 'business').map(({ content }) => content);
    },
    /** Everything that stands in the chat, the oldest first. */
    everything: async (account) =>
      (await chat(account)).messages.map((message) => JSON.stringify(message.content)),
    /** Puts a file on the phone and sends it. */
    async send(account, kind, name, bytes, caption = '') {
      const response = await fetch(at(`media?name=${encodeURIComponent(name)}`), {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
      });
      const { id } = await answered(response);
      return act(account, { act: 'media', media: id, kind, caption });
    },
    /** Presses the button or row with this label in the newest message that has it. */
    async press(account, label) {
      const found = await until(async () => {
        for (const message of (await chat(account)).messages.toReversed()) {
          const button = pressables(message.content).find((one) => (one.label ?? one.title) === label);
          if (button) return { message: message.id, button: button.id };
        }
        return undefined;
      }, `a button ${label}`);
      return act(account, { act: 'press', ...found });
    },
    /** Resolves with the chat once `check` of it is true. */
    until: (account, check) =>
      until(async () => {
        const now = await chat(account);
        return check(now) ? now : undefined;
      }, `what was waited for on ${account}`),
    /** Until the business said this there. */
    sees: (account, text) =>
      until(
        async () =>
          (await chat(account)).messages.find(
            (one) => one.side === 'business' && words(one.content).includes(text),
          ),
        `“${text}” on ${account}`,
      ),
    /** Until these words stand anywhere on this phone. */
    reads,
    /** What the demo's bot wants to know before it calls somebody. */
    async asksForHuman(account, name) {
      await write(account, 'Talk to a human');
      await reads('Your name');
      await write(account, name);
      await reads('Your e-mail');
      await write(account, 'somebody@mail.example');
    },
  };
}

/** The simulated accounts with everything that connects them. */
export const accounts = (demo) => ask(`${origin(demo)}/control/accounts`);

/** The first account of a kind. */
export const account = async (demo, kind) => (await accounts(demo)).find((one) => one.kind === kind);

/** What an account's provider does wrong from now on; see `sandbox/src/fault.rs`. */
export const fault = (demo, id, switched) => ask(`${origin(demo)}/control/accounts/${id}/faults`, switched);

/** What is switched on and has not struck as often as it was to. */
export const faults = (demo, id) => ask(`${origin(demo)}/control/accounts/${id}/faults`);

/** Gives the account other secrets at its provider: those of before are dead from now on. */
export async function reissue(demo, id, secrets) {
  const json = { 'content-type': 'application/json' };
  const path = `${origin(demo)}/control/accounts/${id}/secrets`;
  await answered(await fetch(path, { method: 'PUT', headers: json, body: JSON.stringify(secrets) }));
}

/** Nothing goes wrong with it any more, and what was held back goes out. */
export async function mend(demo, id) {
  await answered(await fetch(`${origin(demo)}/control/accounts/${id}/faults`, { method: 'DELETE' }));
}

/** Makes one chat older at its provider, so that its window closes there. */
export const age = (demo, id, person, millis) =>
  ask(`${origin(demo)}/control/chats/age`, { account: id, person, millis });

/** Moves the providers' clock forward. */
export const advance = (demo, millis) => ask(`${origin(demo)}/control/clock/advance`, { millis });

/** Asks again until the answer is something; what is asked has no effect. */
export async function eventually(look, what) {
  const until = Date.now() + PATIENCE;
  let last;
  do {
    last = await look();
    if (last !== undefined && last !== false) return last;
  } while (Date.now() < until);
  throw new Error(`${what}: it never came to that`);
}

/** Buttons, quick replies and rows, wherever they stand in a content. */
function pressables(content) {
  if (content === null || typeof content !== 'object') return [];
  const named = typeof content.label === 'string' || typeof content.title === 'string';
  const here = typeof content.id === 'string' && named ? [content] : [];
  return [...here, ...Object.values(content).flatMap(pressables)];
}

const words = (content) => JSON.stringify(content);
const origin = (demo) => new URL(demo.urls.phone).origin;

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
