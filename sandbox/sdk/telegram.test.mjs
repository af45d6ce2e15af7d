// Telegram has no SDK of its own; grammY is what most bots are written with.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Bot, GrammyError, InlineKeyboard, InputFile, webhookCallback } from 'grammy';
import { startSandbox, startServer, startWitness } from './programs.mjs';

const HEADER = 'x-telegram-bot-api-secret-token';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=', 'base64');

let sandbox;
let witness;
let account;

before(async () => {
  sandbox = await startSandbox();
  witness = startWitness();
  account = sandbox.account('telegram');
});

after(() => Promise.all([sandbox.stop(), witness.stop()]));

const ask = (call, secret) =>
  witness.ask({
    kind: 'telegram',
    settings: account.settings,
    secrets: { ...account.secrets, secret_token: secret },
    ...call,
  });

const makeBot = () => new Bot(account.secrets.bot_token, { client: { apiRoot: account.hosts.api } });

/** A server of grammY's that believes whoever knows the secret. */
async function serve(bot, secretToken) {
  const handle = webhookCallback(bot, 'http', { secretToken });
  const statuses = [];
  const server = createServer(async (request, response) => {
    response.on('finish', () => statuses.push(response.statusCode));
    await handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/bot`;
  return { url, statuses, stop: () => new Promise((done) => server.close(done).closeAllConnections()) };
}

test('what our provider sends grammY believes and reads, and a forged one it refuses', async () => {
  const bot = makeBot();
  const taken = [];
  let tell = () => {};
  bot.on('message', (context) => {
    taken.push(context.message);
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
  const server = await serve(bot, 'Chosen_1');
  await bot.api.setWebhook(server.url, { secret_token: 'Chosen_1' });
  assert.equal((await bot.api.getWebhookInfo()).url, server.url);

  await sandbox.act(account, { act: 'start' });
  assert.equal((await next()).text, '/start');
  await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'forged', times: 1 });
  await sandbox.act(account, { act: 'text', text: 'from somebody else' });
  await sandbox.act(account, { act: 'text', text: 'Grüße, Ελλάδα 😀' });
  const message = await next();
  assert.equal(message.text, 'Grüße, Ελλάδα 😀');
  assert.equal(message.chat.type, 'private');
  assert.equal(message.from.first_name, 'Ana');
  assert.ok(server.statuses.includes(401), 'the forged one was told apart');
  await server.stop();
});

test('what our provider sends we take, and nothing whose secret was changed', async () => {
  const bot = makeBot();
  const server = await startServer();
  await bot.api.setWebhook(server.url, { secret_token: 'Chosen_1' });
  await sandbox.act(account, { act: 'text', text: 'Grüße, Ελλάδα 😀' });
  const hook = await server.next((call) => call.body.includes('Gr'));
  const call = { body: hook.body.toString(), headers: { [HEADER]: hook.headers[HEADER] } };
  const read = await ask(call, 'Chosen_1');
  assert.equal(read.verdict, 'take');
  assert.deepEqual(
    read.items.map((item) => item.said),
    ['Grüße, Ελλάδα 😀'],
  );
  for (let at = 0; at < 'Chosen_1'.length; at++) {
    const other = Buffer.from('Chosen_1');
    other[at] ^= 1;
    const refused = await ask({ ...call, headers: { [HEADER]: other.toString() } }, 'Chosen_1');
    assert.deepEqual(refused, { verdict: 'refuse', why: 'wrong_signature' });
  }
  assert.equal((await ask({ ...call, headers: {} }, 'Chosen_1')).why, 'unsigned');
  await server.stop();
});

test("grammY's client is answered as by Telegram", async () => {
  const bot = makeBot();
  const server = await startServer();
  await bot.api.setWebhook(server.url, { secret_token: 'Chosen_1', allowed_updates: ['message', 'callback_query'] });
  assert.equal((await bot.api.getMe()).username, account.settings.bot_username);
  await sandbox.act(account, { act: 'text', text: 'hello' });
  const { message } = JSON.parse((await server.next((call) => call.body.includes('hello'))).body);
  const chat = message.chat.id;

  const keyboard = new InlineKeyboard().text('Oui ✓', 'b:1');
  const sent = await bot.api.sendMessage(chat, 'Is it you?', { reply_markup: keyboard });
  assert.equal(sent.text, 'Is it you?');
  await sandbox.act(account, { act: 'press', message: String(sent.message_id), button: 'b:1' });
  const { callback_query: query } = JSON.parse((await server.next((call) => call.body.includes('callback_query'))).body);
  assert.equal(query.data, 'b:1');
  assert.equal(await bot.api.answerCallbackQuery(query.id), true);
  assert.equal(await bot.api.sendChatAction(chat, 'typing'), true);

  const photo = await bot.api.sendPhoto(chat, new InputFile(PNG, 'a.png'), { caption: 'Look' }).catch((error) => error);
  // grammY names no media type, and Telegram looks at the bytes.
  assert.equal(photo.caption, 'Look');
  const file = await bot.api.getFile(photo.photo.at(-1).file_id);
  const loaded = await fetch(`${account.hosts.api}/file/bot${account.secrets.bot_token}/${file.file_path}`);
  assert.deepEqual(Buffer.from(await loaded.arrayBuffer()), PNG);

  const refused = async (code) => {
    const error = await bot.api.sendMessage(chat, 'x').catch((found) => found);
    assert.ok(error instanceof GrammyError);
    assert.equal(error.error_code, code);
    return error;
  };
  await sandbox.control('POST', `/accounts/${account.id}/faults`, { fault: 'throttled', retry_after: 5, times: 1 });
  assert.equal((await refused(429)).parameters.retry_after, 5);
  await sandbox.act(account, { act: 'leave' });
  assert.equal((await refused(403)).description, 'Forbidden: bot was blocked by the user');
  await sandbox.act(account, { act: 'return' });
  await server.stop();
});
