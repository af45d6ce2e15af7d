import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { channelAccessToken, messagingApi, middleware, validateSignature } from '@line/bot-sdk';
import { atRoot } from './at_root.mjs';
import { flipped, startSandbox, startServer, startWitness } from './programs.mjs';

const KEY = '123e4567-e89b-12d3-a456-426614174000';

let sandbox;
let witness;
let account;
let client;
let api;
let data;

before(async () => {
  sandbox = await startSandbox();
  witness = startWitness();
  account = sandbox.account('line');
  api = await atRoot(account.hosts.api);
  data = await atRoot(account.hosts.data);
  client = new messagingApi.MessagingApiClient({
    baseURL: api.url,
    channelAccessToken: account.secrets.channel_access_token,
  });
});

after(() => Promise.all([api.stop(), data.stop(), sandbox.stop(), witness.stop()]));

const ask = (body, signature) =>
  witness.ask({
    kind: 'line',
    settings: account.settings,
    secrets: account.secrets,
    body: body.toString(),
    headers: { 'X-Line-Signature': signature },
  });

/** The SDK checks signatures and makes none: it is asked of each that is made here. */
const sign = (body, secret = account.secrets.channel_secret) =>
  createHmac('sha256', secret).update(body).digest('base64');

/** What the SDK makes of a webhook: its events, or the error. */
const sdkReads = ({ headers, body }) =>
  new Promise((resolve, reject) => {
    const request = { headers, body };
    middleware({ channelSecret: account.secrets.channel_secret })(request, {}, (error) =>
      error ? reject(error) : resolve(request.body),
    );
  });

/** Has Ana do that; what the server is told of it, as the SDK reads it, and as we do. */
async function told(act) {
  const server = await startServer();
  await sandbox.connect(account, server.url);
  await sandbox.act(account, act);
  const call = await server.next();
  const { destination, events } = await sdkReads(call);
  assert.equal(destination, account.settings.bot_user_id);
  const ours = await ask(call.body, call.headers['x-line-signature']);
  assert.equal(ours.verdict, 'take');
  assert.equal(ours.items.length, events.length);
  await server.stop();
  return { event: events[0], item: ours.items[0] };
}

/** How the SDK's client failed. */
const failure = async (promise) => {
  try {
    await promise;
  } catch (error) {
    return { status: error.status, message: JSON.parse(error.body).message };
  }
  return assert.fail('it did not fail');
};

const hello = [{ type: 'text', text: 'hello 👋' }];

test('what the SDK believes we accept, and neither believes what was changed', async () => {
  const body = JSON.stringify({
    destination: account.settings.bot_user_id,
    events: [
      {
        type: 'message',
        mode: 'active',
        timestamp: 1_767_225_600_000,
        webhookEventId: '01KD',
        deliveryContext: { isRedelivery: false },
        replyToken: 'rt',
        source: { type: 'user', userId: 'U9' },
        message: { type: 'text', id: '1', text: 'hello ü', quoteToken: 'q' },
      },
    ],
  });
  const { channel_secret: secret } = account.secrets;
  const signature = sign(body);
  assert.ok(validateSignature(body, secret, signature));
  const given = await ask(body, signature);
  assert.deepEqual(
    given.items.map((item) => item.said),
    ['hello ü'],
  );
  const ascii = Buffer.from(body.replace('ü', 'u'));
  for (const other of flipped(ascii)) {
    assert.ok(!validateSignature(other, secret, sign(ascii)));
    assert.deepEqual(await ask(other, sign(ascii)), { verdict: 'refuse', why: 'wrong_signature' });
  }
  const forged = sign(body, 'another secret');
  assert.ok(!validateSignature(body, secret, forged));
  assert.equal((await ask(body, forged)).verdict, 'refuse');
});

test('what our provider sends the SDK believes and reads, and we read the same', async () => {
  const { event, item } = await told({ act: 'text', text: 'Grüße, Ελλάδα 😀' });
  assert.deepEqual([event.message.text, item.said], ['Grüße, Ελλάδα 😀', 'Grüße, Ελλάδα 😀']);
  const place = { act: 'place', latitude: 37.9, longitude: 23.7, name: 'Καφενείο' };
  const somewhere = await told(place);
  assert.equal(somewhere.event.message.title, 'Καφενείο');
  assert.match(somewhere.item.said, /Καφενείο\nhttps:\/\/maps\.google\.com\/\?q=37\.9,23\.7/);
  assert.match((await told({ act: 'sticker', name: 'cat' })).item.said, /cat/);
  assert.match((await told({ act: 'start' })).item.inbound, /Opened/);

  const server = await startServer();
  await sandbox.connect(account, server.url);
  await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'forged', times: 1 });
  await sandbox.act(account, { act: 'text', text: 'from somebody else' });
  const forged = await server.next();
  await assert.rejects(sdkReads(forged), { name: 'SignatureValidationFailed' });
  assert.equal((await ask(forged.body, forged.headers['x-line-signature'])).verdict, 'refuse');
  await server.stop();
});

test("the SDK's client is answered as by LINE", async () => {
  const { event } = await told({ act: 'text', text: 'hi' });
  const { replyToken, source, message } = event;
  const reply = await client.replyMessage({ replyToken, messages: hello });
  assert.match(reply.sentMessages[0].id, /^\d+$/);
  const spent = await failure(client.replyMessage({ replyToken, messages: hello }));
  assert.deepEqual(spent, { status: 400, message: 'Invalid reply token' });

  const push = () => client.pushMessageWithHttpInfo({ to: source.userId, messages: hello }, KEY);
  assert.equal((await push()).httpResponse.status, 200);
  assert.equal((await failure(push())).status, 409, 'taken once under its key');
  assert.equal((await client.getMessageQuotaConsumption()).totalUsage, 1);
  assert.equal((await client.getMessageQuota()).type, 'limited');

  assert.equal((await client.getProfile(source.userId)).displayName, 'Ana Duarte');
  assert.equal((await client.getBotInfo()).basicId, account.settings.basic_id);
  await client.showLoadingAnimation({ chatId: source.userId, loadingSeconds: 20 });
  await client.markMessagesAsReadByToken({ markAsReadToken: message.markAsReadToken });
  const { messages } = await sandbox.chat(account);
  assert.ok(
    messages.some((shown) => shown.content.text === 'hello 👋'),
    'it is on the telephone',
  );
  assert.ok(messages.some((shown) => shown.content.text === 'hi' && shown.state === 'read'));

  const dead = new messagingApi.MessagingApiClient({
    baseURL: api.url,
    channelAccessToken: 'dead',
  });
  assert.equal((await failure(dead.getBotInfo())).status, 401);
});

test('what the SDK composes our provider shows', async () => {
  const { event } = await told({ act: 'text', text: 'hi' });
  const postback = { type: 'postback', label: 'Yes', data: 'b1', displayText: 'Yes' };
  await client.pushMessage({
    to: event.source.userId,
    messages: [
      {
        type: 'template',
        altText: 'a',
        template: { type: 'buttons', text: 'Shall we?', actions: [postback] },
      },
      {
        type: 'flex',
        altText: 'a',
        contents: {
          type: 'bubble',
          body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'Socks' }] },
        },
      },
    ],
  });
  const { messages } = await sandbox.chat(account);
  const shown = messages.find((one) => one.content.text === 'Shall we?');
  const pressed = await told({ act: 'press', message: shown.id, button: 'b1' });
  assert.equal(pressed.event.postback.data, 'b1');
  assert.ok(messages.some((one) => one.content.cards?.[0].title === 'Socks'));
});

test("the SDK's other clients fetch files and get tokens", async () => {
  const upload = await fetch(`${sandbox.base}/phone/api/media?name=a.png`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: Buffer.from('\x89PNG', 'latin1'),
  });
  const { id } = await upload.json();
  const { event } = await told({ act: 'media', media: id, kind: 'image' });
  const blobs = new messagingApi.MessagingApiBlobClient({
    baseURL: data.url,
    channelAccessToken: account.secrets.channel_access_token,
  });
  const chunks = [];
  for await (const chunk of await blobs.getMessageContent(event.message.id)) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).toString('latin1'), '\x89PNG');
  const ready = await blobs.getMessageContentTranscodingByMessageId(event.message.id);
  assert.equal(ready.status, 'succeeded');

  const tokens = new channelAccessToken.ChannelAccessTokenClient({ baseURL: api.url });
  const { channel_id: channelId } = account.settings;
  const { channel_secret: secret } = account.secrets;
  const given = await tokens.issueStatelessChannelTokenByClientSecret(channelId, secret);
  const passing = new messagingApi.MessagingApiClient({
    baseURL: api.url,
    channelAccessToken: given.access_token,
  });
  assert.equal((await passing.getBotInfo()).userId, account.settings.bot_user_id);
});
