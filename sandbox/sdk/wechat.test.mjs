import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import WechatApi from 'co-wechat-api';
import WechatCrypto from 'wechat-crypto';
import { flipped, startSandbox, startServer, startWitness } from './programs.mjs';

const DAY = 24 * 60 * 60 * 1000;
const NONCE = '1320562132';

let sandbox;
let witness;
let account;
let crypt;
let client;

before(async () => {
  sandbox = await startSandbox();
  witness = startWitness();
  account = sandbox.account('wechat');
  const { token, encoding_aes_key: key, app_secret: secret } = account.secrets;
  crypt = new WechatCrypto(token, key, account.settings.app_id);
  client = new WechatApi(account.settings.app_id, secret);
  client.prefix = `${account.hosts.api}/cgi-bin/`;
});

after(() => Promise.all([sandbox.stop(), witness.stop()]));

const ask = (call) =>
  witness.ask({ kind: 'wechat', settings: account.settings, secrets: account.secrets, ...call });

const seconds = () => String(Math.floor(Date.now() / 1000));

/** A webhook that the SDK encrypted and signed. */
function sealed(xml, by = crypt, time = seconds()) {
  const encrypt = by.encrypt(xml);
  const signature = by.getSignature(time, NONCE, encrypt);
  return {
    body: `<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
    query: `timestamp=${time}&nonce=${NONCE}&encrypt_type=aes&msg_signature=${signature}`,
  };
}

const message = (text) =>
  `<xml><ToUserName><![CDATA[${account.settings.original_id}]]></ToUserName><FromUserName><![CDATA[oABC]]></FromUserName><CreateTime>${seconds()}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>7001</MsgId></xml>`;

const field = (xml, name) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(xml)?.[1];

/** What the SDK makes of a webhook: the message in it, once the signature was found right. */
function sdkReads({ url, body }) {
  const encrypt = field(body.toString(), 'Encrypt');
  const given = (name) => url.searchParams.get(name);
  const signature = crypt.getSignature(given('timestamp'), given('nonce'), encrypt);
  if (signature !== given('msg_signature')) throw new Error('the signature is wrong');
  const { message: xml, id } = crypt.decrypt(encrypt);
  assert.equal(id, account.settings.app_id);
  return xml;
}

const echo = (call) => call.url.searchParams.get('echostr') ?? 'success';

/** Has Ana do that; what the server is told of it, as the SDK reads it, and as we do. */
async function told(act) {
  const server = await startServer(echo);
  await sandbox.connect(account, server.url);
  await server.next((call) => call.method === 'GET');
  await sandbox.act(account, act);
  const call = await server.next((one) => one.method === 'POST');
  const xml = sdkReads(call);
  const ours = await ask({ query: call.url.search.slice(1), body: call.body.toString() });
  assert.deepEqual([ours.verdict, ours.answer], ['take', 'success']);
  await server.stop();
  return { xml, item: ours.items[0] };
}

const failure = async (promise) => {
  try {
    await promise;
  } catch (error) {
    return error.code;
  }
  return assert.fail('it did not fail');
};

test('what the SDK encrypts and signs we accept, and nothing of it that was changed', async () => {
  const right = sealed(message('你好 ü 👋'));
  const given = await ask(right);
  assert.deepEqual([given.verdict, given.items[0].said], ['take', '你好 ü 👋']);
  const encrypt = field(right.body, 'Encrypt');
  let refused = 0;
  for (const other of flipped(Buffer.from(encrypt))) {
    const changed = await ask({ ...right, body: right.body.replace(encrypt, other.toString()) });
    assert.equal(changed.verdict, 'refuse');
    refused++;
  }
  assert.ok(refused > 100);
  const { encoding_aes_key: key } = account.secrets;
  const forged = sealed(message('x'), new WechatCrypto('another', key, account.settings.app_id));
  assert.deepEqual(await ask(forged), { verdict: 'refuse', why: 'wrong_signature' });
  const old = sealed(message('x'), crypt, String(Number(seconds()) - 3600));
  assert.deepEqual(await ask(old), { verdict: 'refuse', why: 'stale' });
  const { token } = account.secrets;
  const elsewhere = sealed(message('x'), new WechatCrypto(token, key, 'wxother'));
  // Signed with our word, and encrypted for another app.
  assert.deepEqual(await ask(elsewhere), { verdict: 'refuse', why: 'wrong_signature' });
});

test('what our provider sends the SDK believes and reads, and we read the same', async () => {
  const { xml, item } = await told({ act: 'text', text: 'Grüße, 你好 😀' });
  assert.deepEqual([field(xml, 'Content'), item.said], ['Grüße, 你好 😀', 'Grüße, 你好 😀']);
  const place = await told({ act: 'place', latitude: 23.1, longitude: 113.3, name: '广州' });
  assert.equal(field(place.xml, 'Label'), '广州');
  assert.match(place.item.said, /广州\nhttps:\/\/maps\.google\.com\/\?q=23\.1,113\.3/);
  assert.match((await told({ act: 'start' })).item.inbound, /Opened/);

  const server = await startServer(echo);
  await sandbox.connect(account, server.url);
  const shaken = await server.next((call) => call.method === 'GET');
  const handshake = await ask({ method: 'GET', query: shaken.url.search.slice(1) });
  assert.deepEqual(handshake, { verdict: 'answer', answer: shaken.url.searchParams.get('echostr') });
  const parts = ['timestamp', 'nonce'].map((name) => shaken.url.searchParams.get(name));
  const sum = createHash('sha1').update([account.secrets.token, ...parts].sort().join(''));
  assert.equal(shaken.url.searchParams.get('signature'), sum.digest('hex'));
  await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'forged', times: 1 });
  await sandbox.act(account, { act: 'text', text: 'from somebody else' });
  const forged = await server.next((call) => call.method === 'POST');
  assert.throws(() => sdkReads(forged), /signature/);
  const ours = await ask({ query: forged.url.search.slice(1), body: forged.body.toString() });
  assert.equal(ours.verdict, 'refuse');
  await server.stop();
});

test("the SDK's client is answered as by WeChat", async () => {
  const { xml } = await told({ act: 'text', text: 'hi' });
  const openid = field(xml, 'FromUserName');
  assert.equal((await client.sendText(openid, '你好')).errcode, 0);
  const { messages } = await sandbox.chat(account);
  assert.ok(
    messages.some((shown) => shown.content.text === '你好'),
    'it is on the telephone',
  );

  const user = await client.getUser({ openid, lang: 'en' });
  assert.deepEqual([user.subscribe, user.openid, user.nickname], [1, openid, '']);

  const picture = Buffer.from('\x89PNG', 'latin1');
  const uploaded = await client.uploadMedia(picture, 'image', 'a.png', 'image/png');
  assert.equal((await client.sendImage(openid, uploaded.media_id)).errcode, 0);
  assert.deepEqual(await client.getMedia(uploaded.media_id), picture);
  assert.equal(await failure(client.getMedia('none')), 40007);

  // The SDK gets itself another token when one is dead.
  await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'revoked', times: 1 });
  assert.equal((await client.sendText(openid, 'once more')).errcode, 0);

  for (let left = 2; left > 0; left--) await client.sendText(openid, 'and more');
  assert.equal(await failure(client.sendText(openid, 'one too many')), 45047);
  const aged = { account: account.id, person: 'ana', millis: 2 * DAY };
  await sandbox.control('POST', '/chats/age', aged);
  assert.equal(await failure(client.sendText(openid, 'too late')), 45015);
});

test('a code that the SDK makes comes back as a link', async () => {
  const code = 'ABCDEFGHIJKLMNOPQRSTUV2345';
  const { url } = await client.createTmpQRCode(code, 600);
  const server = await startServer(echo);
  await sandbox.connect(account, server.url);
  const opened = await fetch(`${sandbox.base}/phone/api/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: 'emma', url }),
  });
  assert.ok(opened.ok);
  await server.next((call) => call.method === 'GET');
  await sandbox.act(account, { act: 'start', person: 'emma' });
  const call = await server.next((one) => one.method === 'POST');
  assert.equal(field(sdkReads(call), 'EventKey'), `qrscene_${code}`);
  const ours = await ask({ query: call.url.search.slice(1), body: call.body.toString() });
  assert.match(ours.items[0].inbound, new RegExp(code));
  await server.stop();
});
