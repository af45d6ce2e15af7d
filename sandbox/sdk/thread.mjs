// The tests that Messenger and Instagram share.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageOf, refusalOf } from './graph_sdk.mjs';
import { flipped, startSandbox, startServer, startWitness } from './programs.mjs';
import { sdkSignature } from './whatsapp_sdk.mjs';

const DAY = 24 * 60 * 60 * 1000;
const challenge = (call) => call.url.searchParams.get('hub.challenge') ?? '';

/** `id` names the setting that webhooks call the account by, `closed` what a message outside the window is told. */
export function threadTests({ kind, object, id, closed }) {
  let sandbox;
  let witness;
  let account;

  before(async () => {
    sandbox = await startSandbox();
    witness = startWitness();
    account = sandbox.account(kind);
  });

  after(() => Promise.all([sandbox.stop(), witness.stop()]));

  const ask = (body, signature) =>
    witness.ask({
      kind,
      settings: account.settings,
      secrets: account.secrets,
      body,
      headers: { 'X-Hub-Signature-256': signature },
    });

  test('what the SDK signs we accept, and nothing of it that was changed', async () => {
    const body = JSON.stringify({
      object,
      entry: [
        {
          id: account.settings[id],
          time: 1767225600123,
          messaging: [
            {
              sender: { id: '1' },
              recipient: { id: account.settings[id] },
              timestamp: 1767225600100,
              message: { mid: 'm_1', text: 'hello' },
            },
          ],
        },
      ],
    });
    const signature = sdkSignature(body, account.secrets.app_secret);
    const given = await ask(body, signature);
    assert.deepEqual([given.verdict, given.items.map((item) => item.said)], ['take', ['hello']]);
    for (const other of flipped(Buffer.from(body))) {
      assert.deepEqual(await ask(other.toString(), signature), { verdict: 'refuse', why: 'wrong_signature' });
    }
  });

  test('what our provider sends is signed as the SDK signs it, and we read it', async () => {
    const server = await startServer(challenge);
    await sandbox.connect(account, server.url);
    await sandbox.act(account, { act: 'text', text: 'Grüße, Ελλάδα 😀' });
    const { headers, body } = await server.next((call) => call.body.includes('"text"'));
    const signature = headers['x-hub-signature-256'];
    assert.equal(signature, sdkSignature(body.toString(), account.secrets.app_secret));
    const read = await ask(body.toString(), signature);
    assert.deepEqual(
      read.items.map((item) => [item.account, item.said]),
      [[account.settings[id], 'Grüße, Ελλάδα 😀']],
    );
    await server.stop();
  });

  test("the SDK's client is answered as by Meta", async () => {
    const server = await startServer(challenge);
    await sandbox.connect(account, server.url);
    await sandbox.act(account, { act: 'text', text: 'open the window' });
    const webhook = await server.next((call) => call.body.includes('open the window'));
    const recipient = { id: JSON.parse(webhook.body).entry[0].messaging[0].sender.id };
    const page = pageOf(account, account.settings[id]);
    const send = (text) =>
      page.createMessage([], { recipient, messaging_type: 'RESPONSE', message: { text } });

    const answer = await send('answered');
    assert.equal(answer.recipient_id, recipient.id);
    assert.ok(answer.message_id);
    const { messages } = await sandbox.chat(account);
    assert.ok(JSON.stringify(messages).includes('answered'), 'it is on the telephone');

    const nobody = page.createMessage([], { recipient: { id: '404' }, message: { text: 'hello' } });
    assert.equal((await refusalOf(nobody)).code, 100);
    await sandbox.control('POST', '/chats/age', { account: account.id, person: 'ana', millis: DAY });
    const late = await refusalOf(send('too late'));
    assert.deepEqual([late.code, late.subcode], closed);
    await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'revoked', times: 1 });
    assert.equal((await refusalOf(send('with a dead token'))).code, 190);
    await server.stop();
  });
}
