import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import twilio from 'twilio';
import { flipped, startSandbox, startServer, startWitness } from './programs.mjs';

const HEADER = 'x-twilio-signature';
/** Where the witness's account has its webhook. */
const PATH = '/webhooks/010101010101010101010101';

let sandbox;
let witness;
let account;

before(async () => {
  sandbox = await startSandbox();
  witness = startWitness();
  account = sandbox.account('sms');
});

after(() => Promise.all([sandbox.stop(), witness.stop()]));

const ask = (call) =>
  witness.ask({ kind: 'sms', settings: account.settings, secrets: account.secrets, ...call });

const fields = (body) => Object.fromEntries(new URLSearchParams(body.toString()));

/** A server at an address as ours have it. */
async function desk() {
  const server = await startServer();
  const origin = new URL(server.url).origin;
  await sandbox.connect(account, `${origin}${PATH}`);
  return { ...server, origin };
}

/** Twilio's client, whose requests go to our provider. */
function client() {
  const { api, messaging } = account.hosts;
  const moved = (uri) =>
    uri
      .replace('https://api.twilio.com/2010-04-01', api)
      .replace('https://messaging.twilio.com/v1', messaging);
  const httpClient = {
    async request({ method, uri, username, password, params, data, headers }) {
      const url = new URL(moved(uri));
      for (const [name, value] of Object.entries(params ?? {})) url.searchParams.set(name, value);
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(data ?? {})) {
        for (const one of [value].flat()) body.append(name, one);
      }
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      const answer = await fetch(url, {
        method,
        headers: { ...headers, authorization },
        body: method.toUpperCase() === 'POST' ? body : undefined,
      });
      return { statusCode: answer.status, body: await answer.json(), headers: answer.headers };
    },
  };
  return twilio(account.settings.account_sid, account.secrets.auth_token, { httpClient });
}

test('what the SDK signs we accept, and nothing of it that was changed', async () => {
  const body = new URLSearchParams({
    MessageSid: 'SM00000000000000000000000000000001',
    From: '+15550001111',
    To: account.settings.phone_number,
    Body: 'Où + est ? & 😀',
    NumMedia: '0',
  }).toString();
  const public_url = 'https://desk.example.org';
  for (const port of ['', ':443']) {
    const url = `${public_url}${port}${PATH}`;
    const signature = twilio.getExpectedTwilioSignature(account.secrets.auth_token, url, fields(body));
    const given = await ask({ public_url, body, headers: { [HEADER]: signature } });
    assert.equal(given.verdict, 'take');
    assert.equal(given.answer, '<Response/>');
    assert.deepEqual(
      given.items.map((item) => [item.account, item.said]),
      [[account.settings.phone_number, 'Où + est ? & 😀']],
    );
    for (const other of flipped(Buffer.from(body))) {
      const changed = await ask({ public_url, body: other.toString(), headers: { [HEADER]: signature } });
      assert.deepEqual(changed, { verdict: 'refuse', why: 'wrong_signature' });
    }
    const elsewhere = { public_url: 'https://other.example.org', body, headers: { [HEADER]: signature } };
    assert.equal((await ask(elsewhere)).why, 'wrong_signature');
  }
});

test('what our provider sends the SDK believes and we read', async () => {
  const server = await desk();
  await sandbox.act(account, { act: 'text', text: 'Grüße, Ελλάδα 😀' });
  const right = await server.next();
  const url = `${server.origin}${PATH}`;
  const valid = (call) =>
    twilio.validateRequest(account.secrets.auth_token, call.headers[HEADER], url, fields(call.body));
  assert.equal(valid(right), true);
  const call = { public_url: server.origin, body: right.body.toString(), headers: { [HEADER]: right.headers[HEADER] } };
  assert.deepEqual(
    (await ask(call)).items.map((item) => item.said),
    ['Grüße, Ελλάδα 😀'],
  );
  await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'forged', times: 1 });
  await sandbox.act(account, { act: 'text', text: 'from somebody else' });
  assert.equal(valid(await server.next()), false);
  await server.stop();
});

test("the SDK's client is answered as by Twilio, and its reports are ours to read", async () => {
  const server = await desk();
  const { messages } = client();
  const message = { to: '+15551230001', from: account.settings.phone_number };
  const reference = 'conversation=0000000003e8020202020202&message=0000000003e8030303030303';
  const statusCallback = `${server.origin}${PATH}?${reference}`;
  const sent = await messages.create({ ...message, body: 'Bonjour é', statusCallback });
  assert.match(sent.sid, /^SM[0-9a-f]{32}$/);
  assert.equal(sent.status, 'queued');
  assert.ok(JSON.stringify((await sandbox.chat(account)).messages).includes('Bonjour é'));
  for (const word of ['sent', 'delivered']) {
    const report = await server.next((call) => call.body.includes(`MessageStatus=${word}`));
    const url = `${server.origin}${PATH}${report.url.search}`;
    const signature = report.headers[HEADER];
    assert.equal(twilio.validateRequest(account.secrets.auth_token, signature, url, fields(report.body)), true);
    const query = report.url.search.slice(1);
    const call = { public_url: server.origin, query, body: report.body.toString(), headers: { [HEADER]: signature } };
    const [{ inbound }] = (await ask(call)).items;
    assert.match(inbound, /^Receipt\(.*Ours \{ conversation: 0000000003e8020202020202, message: 0000000003e8030303030303 \}/);
  }
  const long = await messages.create({ ...message, body: 'x'.repeat(1_601) }).catch((error) => error);
  assert.equal(long.code, 21_617);
  await sandbox.act(account, { act: 'text', text: 'STOP' });
  const stopped = await messages.create({ ...message, body: 'still there?' }).catch((error) => error);
  assert.deepEqual([stopped.status, stopped.code], [400, 21_610]);
  await sandbox.act(account, { act: 'text', text: 'START' });
  const owner = await client().api.v2010.accounts(account.settings.account_sid).fetch();
  assert.equal(owner.status, 'active');
  await server.stop();
});
