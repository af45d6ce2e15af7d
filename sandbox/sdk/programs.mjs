// What the tests of all SDKs start: our simulated providers, our adapters, and a server that takes webhooks.
//
// Both programs are built before: `cargo build -p frontdesk-sandbox` and
// `cargo build -p frontdesk-channels --example witness`; `SANDBOX` and `WITNESS` name others.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const built = (name) => fileURLToPath(new URL(`../../target/debug/${name}`, import.meta.url));

function start(command) {
  const child = spawn(command, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  const line = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command} ended`);
    return JSON.parse(value);
  };
  const stop = async () => {
    child.kill();
    await ended;
  };
  return { child, line, stop };
}

/** The simulated providers: `account(kind)`, `act(…)` as the person Ana, `control(…)`, `chat(…)`. */
export async function startSandbox() {
  const program = start(process.env.SANDBOX ?? built('frontdesk-sandbox'));
  const { base, accounts } = await program.line();
  const call = async (method, path, body) => {
    const request = { method, headers: { 'content-type': 'application/json' } };
    if (body !== undefined) request.body = JSON.stringify(body);
    const answer = await fetch(`${base}${path}`, request);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    base,
    account: (kind) => accounts.find((account) => account.kind === kind),
    act: (account, act) => call('POST', '/phone/api/act', { account: account.id, person: 'ana', ...act }),
    connect: (account, url) => call('PUT', `/control/accounts/${account.id}/webhook`, { url }),
    control: (method, path, body) => call(method, `/control${path}`, body),
    chat: async (account) => {
      const phone = await call('GET', '/phone/api/state?person=ana');
      return phone.chats.find((chat) => chat.account === account.id);
    },
    stop: program.stop,
  };
}

/** Our adapters: what they make of a call, one at a time. */
export function startWitness() {
  const program = start(process.env.WITNESS ?? built('examples/witness'));
  return {
    ask: async (call) => {
      program.child.stdin.write(`${JSON.stringify({ now: Date.now(), method: 'POST', ...call })}\n`);
      return program.line();
    },
    stop: program.stop,
  };
}

/** A server of ours, as a provider sees it; `next()` is the next webhook that satisfies `wanted`. */
export async function startServer(answer = () => '') {
  const arrived = [];
  let tell = () => {};
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url, 'http://localhost');
    const call = { method: request.method, url, headers: request.headers, body: Buffer.concat(chunks) };
    response.end(answer(call));
    arrived.push(call);
    tell();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const next = async (wanted = () => true) => {
    for (;;) {
      const at = arrived.findIndex(wanted);
      if (at >= 0) return arrived.splice(at, 1)[0];
      await new Promise((resolve) => {
        tell = resolve;
      });
    }
  };
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url: `http://127.0.0.1:${server.address().port}/webhook`, next, stop };
}

/** The bytes with one of them changed, for each of them. */
export function* flipped(body) {
  for (let at = 0; at < body.length; at++) {
    const other = Buffer.from(body);
    // The lowest bit of ASCII keeps it ASCII, so that it stays a text.
    other[at] ^= 1;
    yield other;
  }
}
