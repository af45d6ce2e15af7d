// X's own libraries: the XDK calls the interface, Autohook (of the years when it was Twitter) checks webhooks.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { Client, OAuth2 } from '@xdevplatform/xdk';
import { flipped, startSandbox, startServer, startWitness } from './programs.mjs';

const { validateSignature, validateWebhook } = createRequire(import.meta.url)('twitter-autohook');

const HEADER = 'x-twitter-webhooks-signature';
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';

let sandbox;
let witness;
let account;
let auth;
let refresh;

before(async () => {
  sandbox = await startSandbox();
  witness = startWitness();
  account = sandbox.account('x');
  auth = { consumer_secret: account.secrets.consumer_secret };
  refresh = account.secrets.refresh_token;
});

after(() => Promise.all([sandbox.stop(), witness.stop()]));

const ask = (call) => witness.ask({ kind: 'x', settings: account.settings, secrets: account.secrets, ...call });

/** A server that answers the challenge as the SDK does. */
async function desk() {
  const answer = ({ method, url }) =>
    method === 'GET' ? JSON.stringify(validateWebhook(url.searchParams.get('crc_token'), auth)) : '';
  const server = await startServer(answer);
  await sandbox.connect(account, server.url);
  await server.next((call) => call.method === 'GET');
  return server;
}

/** A token, got by the SDK; its address is fixed, so the request is led to our provider. */
async function token() {
  const real = globalThis.fetch;
  globalThis.fetch = (url, init) => real(String(url).replace('https://api.x.com/2', account.hosts.api), init);
  try {
    const oauth = new OAuth2({
      clientId: account.settings.client_id,
      clientSecret: account.secrets.client_secret,
      redirectUri: 'https://desk.example.org/',
    });
    const given = await oauth.refreshToken(refresh);
    refresh = given.refresh_token;
    return given.access_token;
  } finally {
    globalThis.fetch = real;
  }
}

const client = async () =>
  new Client({ accessToken: await token(), baseUrl: account.hosts.api.replace(/\/2$/, ''), retry: false });

test('what the SDK signs we accept, and nothing of it that was changed', async () => {
  const event = {
    type: 'message_create',
    id: '900',
    created_timestamp: '1767225600000',
    message_create: {
      sender_id: '15550001111',
      target: { recipient_id: account.settings.user_id },
      message_data: { text: 'hello ü' },
    },
  };
  const body = JSON.stringify({ for_user_id: account.settings.user_id, direct_message_events: [event] });
  // Autohook answers challenges by the same sum that signs bodies.
  const signature = validateWebhook(body, auth).response_token;
  const given = await ask({ body, headers: { [HEADER]: signature } });
  assert.equal(given.verdict, 'take');
  assert.deepEqual(
    given.items.map((item) => item.said),
    ['hello ü'],
  );
  for (const other of flipped(Buffer.from(body.replace('ü', 'u')))) {
    const changed = await ask({ body: other.toString(), headers: { [HEADER]: signature } });
    assert.deepEqual(changed, { verdict: 'refuse', why: 'wrong_signature' });
  }
  const answered = await ask({ method: 'GET', query: 'crc_token=a%2Bb&nonce=1' });
  assert.deepEqual(JSON.parse(answered.answer), validateWebhook('a+b', auth));
});

test('what our provider sends the SDK believes and we read', async () => {
  const server = await desk();
  await sandbox.act(account, { act: 'text', text: 'Grüße, Ελλάδα 😀' });
  const right = await server.next((call) => call.method === 'POST');
  assert.equal(validateSignature(right.headers, auth, right.body), true);
  const read = await ask({ body: right.body.toString(), headers: { [HEADER]: right.headers[HEADER] } });
  assert.deepEqual(
    read.items.map((item) => [item.account, item.said]),
    [[account.settings.user_id, 'Grüße, Ελλάδα 😀']],
  );
  await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'forged', times: 1 });
  await sandbox.act(account, { act: 'text', text: 'from somebody else' });
  const forged = await server.next((call) => call.method === 'POST');
  assert.equal(validateSignature(forged.headers, auth, forged.body), false);
  await server.stop();
});

test("the SDK's client is answered as by X", async () => {
  const server = await desk();
  await sandbox.act(account, { act: 'text', text: 'hello' });
  const hook = JSON.parse((await server.next((call) => call.body.includes('hello'))).body);
  const user = hook.data.payload.direct_message_events[0].message_create.sender_id;
  const used = refresh;
  const x = await client();
  assert.equal((await x.users.getMe()).data.id, account.settings.user_id);
  assert.equal((await x.users.getById(user)).data.name, 'Ana Duarte');

  const sent = await x.directMessages.createByParticipantId(user, { text: 'Bonjour é' });
  assert.ok((sent.data.dm_event_id ?? sent.data.dmEventId).length > 0);
  const picture = await x.media.upload({ media: PNG, media_category: 'dm_image' });
  const attachments = [{ media_id: picture.data.id }];
  await x.directMessages.createByParticipantId(user, { text: 'Look', attachments });
  const shown = JSON.stringify((await sandbox.chat(account)).messages);
  assert.ok(shown.includes('Bonjour é') && shown.includes('"image"'));

  let refused;
  for (let count = 0; count < 20 && refused === undefined; count++) {
    await x.directMessages.createByParticipantId(user, { text: `${count}` }).catch((error) => {
      refused = { count, status: error.status, reset: error.headers.get('x-rate-limit-reset') };
    });
  }
  assert.deepEqual([refused.count, refused.status], [13, 429], 'fifteen in fifteen minutes');
  assert.ok(Number(refused.reset) * 1_000 > Date.now());
  const spent = refresh;
  refresh = used;
  await assert.rejects(token(), /Value passed for the token was invalid/);
  refresh = spent;
  await server.stop();
});
