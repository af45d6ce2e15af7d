/** The telephone of a customer, in all of its apps: what the sandbox plays, by its JSON interface. */

/** Milliseconds that anything may take before a test gives up. */
const PATIENCE = 30_000;

/** `person` is one whom the sandbox knows, such as `ana`. */
export function telephone(demo, person) {
  const base = new URL('/phone/api/', demo.urls.phone);
  const post = async (path, body) => {
    const answer = await fetch(new URL(path, base), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 200 ? answer.json() : null;
  };
  const phone = async () => (await fetch(new URL(`state?person=${person}`, base))).json();
  const chat = async (account) => (await phone()).chats.find((one) => one.account === account);
  const words = (message) => JSON.stringify(message.content);

  /** Looks again with each change that the phone tells of, until it is as wanted. */
  async function until(what, look) {
    const ended = AbortSignal.timeout(PATIENCE);
    const events = await fetch(new URL(`events?person=${person}`, base), { signal: ended });
    const reader = events.body.getReader();
    try {
      for (;;) {
        const found = await look();
        if (found) return found;
        const { done } = await reader.read();
        if (done) throw new Error(`the phone went off before ${what}`);
      }
    } finally {
      await reader.cancel().catch(() => {});
    }
  }

  return {
    /** Taps a link or scans a code; answers with the account whose chat that opened. */
    open: async (url) => (await post('open', { person, url })).account,
    /** A chat as it is now: what stands in its box, whether it was begun. */
    chat,
    say: (account, text) => post('act', { account, person, act: 'text', text }),
    start: (account) => post('act', { account, person, act: 'start' }),
    /** Presses the button of the newest message that has one with this label. */
    async press(account, label) {
      const found = await until(`a button ${label}`, async () => {
        for (const message of (await chat(account)).messages.toReversed()) {
          const button = buttonsOf(message.content).find((one) => one.label === label);
          if (button) return { message: message.id, button: button.id };
        }
        return null;
      });
      await post('act', { account, person, act: 'press', ...found });
    },
    /** Until the business said this. */
    sees: (account, text) =>
      until(`"${text}"`, async () =>
        (await chat(account)).messages.find((one) => one.side === 'business' && words(one).includes(text)),
      ),
    /** Everything that stands in the chat, the oldest first. */
    everything: async (account) => (await chat(account)).messages.map(words),
  };
}

/** Buttons and quick replies, wherever they stand in a content. */
function buttonsOf(content) {
  if (content === null || typeof content !== 'object') return [];
  const here = typeof content.id === 'string' && typeof content.label === 'string' ? [content] : [];
  return [...here, ...Object.values(content).flatMap(buttonsOf)];
}
