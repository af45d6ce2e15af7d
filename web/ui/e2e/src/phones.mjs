/** People's telephones and their providers, by the sandbox's own interface. */

/** `demo.urls.phone` is where the sandbox is. */
export async function phones(demo) {
  const base = new URL(demo.urls.phone).origin;
  const ask = async (method, path, body) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  const accounts = await ask('GET', '/control/accounts');
  return {
    accounts,
    /** The first account of a kind. */
    account: (kind) => (accounts.accounts ?? accounts).find((one) => one.kind === kind),
    act: (account, person, deed) => ask('POST', '/phone/api/act', { account: account.id, person, ...deed }),
    text: (account, person, text) =>
      ask('POST', '/phone/api/act', { account: account.id, person, act: 'text', text }),
    state: (person) => ask('GET', `/phone/api/state?person=${person}`),
    fault: (account, fault) => ask('POST', `/control/accounts/${account.id}/faults`, fault),
    mend: (account) => ask('DELETE', `/control/accounts/${account.id}/faults`),
    age: (account, person, millis) =>
      ask('POST', '/control/chats/age', { account: account.id, person, millis }),
    /** Until what is written on this telephone holds these words. */
    async reads(person, words, withinMs = 30_000) {
      const until = Date.now() + withinMs;
      const answer = await fetch(`${base}/phone/api/events?person=${person}`, {
        signal: AbortSignal.timeout(withinMs),
      });
      let seen = '';
      for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
        seen += chunk;
        if (seen.includes(words)) return;
        if (Date.now() > until) break;
      }
      throw new Error(`${person} never read “${words}”`);
    },
  };
}
