// Everything that people can do in an app our adapter reads as what it is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carry, PNG } from './carry.mjs';
import { startSandbox, startServer, startWitness } from './programs.mjs';

const CODE = 'ABCDEFGHIJKLMNOPQRSTUV2345';
const START = { get_started: { payload: 'frontdesk:start' } };

let sandbox;
let witness;

before(async () => {
  sandbox = await startSandbox();
  witness = startWitness();
});

after(() => Promise.all([sandbox.stop(), witness.stop()]));

/** What a webhook of the account is read as: each of its items, with what was said. */
async function read(account, call) {
  const { kind, settings, secrets } = account;
  const headers = { 'x-hub-signature-256': call.headers['x-hub-signature-256'] };
  const answer = await witness.ask({ kind, settings, secrets, headers, body: call.body.toString() });
  assert.equal(answer.verdict, 'take');
  return answer.items;
}

async function connected(kind) {
  const account = sandbox.account(kind);
  const challenge = (call) => call.url.searchParams.get('hub.challenge') ?? '';
  const server = await startServer((call) => (call.url.pathname === '/webhook' ? challenge(call) : PNG));
  await sandbox.connect(account, server.url);
  await server.next((call) => call.method === 'GET');
  /** The items of the next webhook that has one of that form. */
  const reads = async (form) => {
    for (;;) {
      const items = await read(account, await server.next((call) => call.method === 'POST'));
      for (const item of items) {
        assert.doesNotMatch(item.inbound, /kind: "(malformed|nobody|unknown|empty|object)"/);
        if (form.test(item.inbound)) return item;
      }
    }
  };
  return { account, server, reads, acts: (act) => sandbox.act(account, act) };
}

/** What all three can do; `to` finds in an entry whom to answer. */
async function common({ account, server, reads, acts }, to) {
  await acts({ act: 'text', text: 'Grüße, Ελλάδα 😀' });
  const call = await server.next((call) => call.method === 'POST');
  const [said] = await read(account, call);
  assert.equal(said.said, 'Grüße, Ελλάδα 😀');
  const recipient = to(JSON.parse(call.body).entry[0]);
  const options = {
    type: 'options',
    text: 'Right?',
    options: [
      { id: 'yes', label: 'Yes' },
      { id: 'no', label: 'No' },
    ],
  };
  const [shown] = await carry(witness, account, recipient, options, '');
  await acts({ act: 'press', message: shown, button: '030303030303030303030303:yes' });
  const pressed = await reads(/Chosen/);
  assert.match(pressed.inbound, /option: "yes"/);
  assert.equal(pressed.said, 'Yes');
  const answer = await fetch(`${sandbox.base}/phone/api/media?name=cat.png`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: PNG,
  });
  const { id: media } = await answer.json();
  await acts({ act: 'media', media, kind: 'image' });
  assert.match((await reads(/Media/)).inbound, /kind: Image/);
  await acts({ act: 'react', message: shown, emoji: '👍' });
  assert.match((await reads(/Reacted/)).inbound, new RegExp(`of: "${shown}", emoji: Some\\("👍"\\)`));
  await acts({ act: 'other', kind: 'poll' });
  await reads(/Unsupported/);
  await carry(witness, account, recipient, { type: 'text', text: 'seen?' }, '');
  await acts({ act: 'read' });
  await reads(/Receipt.*delivery: Read/);
  return recipient;
}

const place = { act: 'place', latitude: 37.97, longitude: 23.72, name: 'Acropolis' };

test('what people do on WhatsApp is read as what it is', async () => {
  const bench = await connected('whatsapp');
  const { reads, acts, server } = bench;
  await common(bench, (entry) => entry.changes[0].value.messages[0].from_user_id);
  await acts(place);
  assert.equal((await reads(/Said/)).said, '📍 Acropolis\nhttps://maps.google.com/?q=37.97,23.72');
  await acts({ act: 'sticker', name: 'cat' });
  await reads(/kind: Sticker/);
  await acts({ act: 'text', text: `Hi [ref:${CODE}]` });
  assert.match((await reads(/Said/)).inbound, new RegExp(CODE));
  await acts({ act: 'number', phone: '+15551239999' });
  await reads(/Moved/);
  await server.stop();
});

const ofThread = (entry) => entry.messaging[0].sender.id;

test('what people do on Messenger is read as what it is', async () => {
  const bench = await connected('messenger');
  const { account, reads, acts, server } = bench;
  const { secrets, settings, hosts } = account;
  await fetch(`${hosts.graph}/${settings.page_id}/messenger_profile`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secrets.access_token}` },
    body: JSON.stringify(START),
  });
  await open(`https://m.me/${settings.page_username}?ref=${CODE}`);
  await acts({ act: 'start' });
  assert.match((await reads(/Opened/)).inbound, new RegExp(CODE), 'a new talk brings it with the button');
  await open(`https://m.me/${settings.page_username}?ref=${CODE}`);
  assert.match((await reads(/Opened/)).inbound, new RegExp(CODE), 'an old one at once');
  const recipient = await common(bench, ofThread);
  await acts(place);
  assert.equal((await reads(/Said/)).said, '📍 Acropolis\nhttps://maps.google.com/?q=37.97,23.72');
  await acts({ act: 'sticker', name: 'cat' });
  await reads(/kind: Sticker/);
  const [sent] = await carry(witness, account, recipient, { type: 'text', text: 'once more' }, '');
  await reads(new RegExp(`Receipt.*${sent}.*delivery: Delivered`));
  const written = await wrote(bench, 'wrnog');
  await acts({ act: 'edit', message: written, text: 'wrong' });
  assert.match((await reads(/Edited/)).inbound, new RegExp(`of: "${written}"`));
  await server.stop();
});

test('what people do on Instagram is read as what it is', async () => {
  const bench = await connected('instagram');
  const { account, reads, acts, server } = bench;
  await common(bench, ofThread);
  await open(`https://ig.me/m/${account.settings.username}?ref=${CODE}`);
  assert.match((await reads(/Opened/)).inbound, new RegExp(CODE));
  await acts({ act: 'text', text: CODE.toLowerCase() });
  assert.match((await reads(/Opened/)).inbound, new RegExp(CODE), 'typed by hand');
  const written = await wrote(bench, 'better not');
  await acts({ act: 'unsend', message: written });
  assert.match((await reads(/Unsent/)).inbound, new RegExp(`of: "${written}"`));
  const nobody = carry(witness, account, '404', { type: 'text', text: 'hello' }, '');
  await assert.rejects(nobody, /recipient_gone/);
  await server.stop();
});

/** The provider's id of what the person writes. */
async function wrote({ reads, acts }, text) {
  await acts({ act: 'text', text });
  const { inbound } = await reads(/Said.*Text/);
  return inbound.match(/ id: Some\("([^"]+)"\)/)[1];
}

/** The person taps a link. */
async function open(url) {
  const body = JSON.stringify({ person: 'ana', url });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${sandbox.base}/phone/api/open`, { method: 'POST', headers, body });
  assert.ok(answer.ok, await answer.text());
}
