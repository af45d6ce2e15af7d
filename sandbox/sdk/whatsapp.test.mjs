import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { flipped, startSandbox, startServer, startWitness } from './programs.mjs';
import { loadSdk, sdkSignature, withJoinedTexts } from './whatsapp_sdk.mjs';

const DAY = 24 * 60 * 60 * 1000;

let sandbox;
let witness;
let account;
let sdk;

before(async () => {
  sandbox = await startSandbox();
  witness = startWitness();
  account = sandbox.account('whatsapp');
  sdk = loadSdk(account, 'webhook');
});

after(() => Promise.all([sandbox.stop(), witness.stop()]));

const ask = (call) =>
  witness.ask({ kind: 'whatsapp', settings: account.settings, secrets: account.secrets, ...call });

test('what the SDK signs we accept, and nothing of it that was changed', async () => {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: account.settings.waba_id,
        changes: [
          {
            field: 'messages',
            value: {
              metadata: { phone_number_id: account.settings.phone_number_id },
              messages: [
                {
                  from: '15551234567',
                  id: 'wamid.1',
                  timestamp: '1767225600',
                  type: 'text',
                  text: { body: 'hello ü' },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  const signature = sdkSignature(body, account.secrets.app_secret);
  const given = await ask({ body, headers: { 'X-Hub-Signature-256': signature } });
  assert.equal(given.verdict, 'take');
  assert.deepEqual(
    given.items.map((item) => item.said),
    ['hello ü'],
  );
  let refused = 0;
  for (const other of flipped(Buffer.from(body.replace('ü', 'u')))) {
    const changed = await ask({ body: other.toString(), headers: { 'X-Hub-Signature-256': signature } });
    assert.deepEqual(changed, { verdict: 'refuse', why: 'wrong_signature' });
    refused++;
  }
  assert.ok(refused > 100);
  const forged = sdkSignature(body, 'another secret');
  assert.equal((await ask({ body, headers: { 'X-Hub-Signature-256': forged } })).verdict, 'refuse');
});

test('what our provider sends the SDK believes and reads, and we read the same', async () => {
  await withJoinedTexts(async () => {
    const taken = [];
    let tell = () => {};
    sdk.webhooks.start((status, headers, body, response) => {
      response?.end();
      taken.push({ status, headers, body });
      tell();
    });
    const next = async () => {
      while (taken.length === 0) {
        await new Promise((resolve) => {
          tell = resolve;
        });
      }
      return taken.shift();
    };
    const { server } = sdk.webhooks.server;
    if (!server.listening) await once(server, 'listening');
    // Connecting shakes hands first: the SDK answers for the word that it was given.
    await sandbox.connect(account, `http://127.0.0.1:${server.address().port}/webhook`);
    await sandbox.act(account, { act: 'text', text: 'Grüße, Ελλάδα 😀' });
    const { status, body } = await next();
    assert.equal(status, 200, 'the signature is right');
    const { value } = body.entry[0].changes[0];
    assert.equal(value.metadata.phone_number_id, account.settings.phone_number_id);
    assert.equal(value.messages[0].text.body, 'Grüße, Ελλάδα 😀');

    await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'forged', times: 1 });
    await sandbox.act(account, { act: 'text', text: 'from somebody else' });
    assert.equal((await next()).status, 401, 'a forged one is told apart');
    sdk.webhooks.stop(() => {});
  });
  const server = await startServer((call) => call.url.searchParams.get('hub.challenge') ?? '');
  await sandbox.connect(account, server.url);
  const shaken = await server.next((call) => call.method === 'GET');
  const handshake = await ask({ method: 'GET', query: shaken.url.search.slice(1) });
  assert.deepEqual(handshake, { verdict: 'answer', answer: shaken.url.searchParams.get('hub.challenge') });
  await sandbox.act(account, { act: 'text', text: 'Grüße, Ελλάδα 😀' });
  const { headers, body } = await server.next(
    (call) => call.body.includes('wamid') && call.body.includes('Gr'),
  );
  const signature = headers['x-hub-signature-256'];
  assert.equal(signature, sdkSignature(body.toString(), account.secrets.app_secret));
  const read = await ask({ body: body.toString(), headers: { 'x-hub-signature-256': signature } });
  assert.deepEqual(
    read.items.map((item) => item.said),
    ['Grüße, Ελλάδα 😀'],
  );
  await server.stop();
});

test("the SDK's client is answered as by Meta", async () => {
  const server = await startServer((call) => call.url.searchParams.get('hub.challenge') ?? '');
  await sandbox.connect(account, server.url);
  await sandbox.act(account, { act: 'text', text: 'open the window' });
  const webhook = await server.next((call) => call.body.includes('open the window'));
  const { from } = JSON.parse(webhook.body).entry[0].changes[0].value.messages[0];
  const send = async (text) => {
    const response = await sdk.messages.text({ body: text }, from);
    return { status: response.statusCode(), body: await response.responseBodyToJSON() };
  };

  const sent = await send('answered');
  assert.equal(sent.status, 200);
  const [{ id }] = sent.body.messages;
  assert.match(id, /^wamid\./);
  const { messages } = await sandbox.chat(account);
  assert.ok(JSON.stringify(messages).includes('answered'), 'it is on the telephone');
  const statuses = async (word) => {
    const call = await server.next((call) => call.body.includes(id) && call.body.includes(`"${word}"`));
    const signature = call.headers['x-hub-signature-256'];
    return ask({ body: call.body.toString(), headers: { 'x-hub-signature-256': signature } });
  };
  assert.match((await statuses('sent')).items[0].inbound, /^Receipt/);

  await sandbox.control('POST', '/chats/age', { account: account.id, person: 'ana', millis: DAY });
  const late = await send('too late');
  assert.equal(late.status, 200, 'it is accepted, and fails later');
  const failed = await server.next((call) => call.body.includes('131047'));
  assert.ok(failed.body.includes(late.body.messages[0].id));

  sdk.requester.accessToken = 'dead';
  const refused = await send('nobody knows who says so');
  assert.deepEqual([refused.status, refused.body.error.code], [401, 190]);
  sdk.requester.accessToken = account.secrets.access_token;
  await server.stop();
});
