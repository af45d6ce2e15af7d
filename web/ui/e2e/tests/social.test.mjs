/** Social channels from the telephone to the desk and back, through the real program and simulated providers. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { accounts, age, eventually, fault, mend, phone } from '../src/phone.mjs';

/** Kind of channel, and the tag that its tickets get. */
const CHANNELS = {
  whatsapp: 'whatsapp',
  messenger: 'facebook',
  instagram: 'instagram',
  line: 'line',
  wechat: 'wechat',
  x: 'twitter',
  telegram: 'telegram',
  sms: 'sms',
};
/** What the desk calls whose telephone it is. */
const NAMES = { ana: 'Ana Duarte', emma: 'Emma Clarke', nikos: 'Νίκος Παππάς' };
/** The smallest PNG there is. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let demo;
let marie;

before(async () => {
  demo = await startDemo();
  await clearQueue(demo);
  marie = await desk(demo, 'marie@example.com');
});
after(async () => {
  await demo?.stop();
});

const unassigned = async () => (await marie.get('tickets?list=social_unassigned&limit=100')).rows;
const ticketOf = (channel, name) =>
  eventually(
    async () =>
      (await unassigned()).find((row) => row.channel === channel && (!name || row.requester === name)),
    `a ticket by ${channel}`,
  );
const messages = async (conversation) => {
  const { items } = await marie.get(`conversations/${conversation}`);
  return items.filter((item) => item.kind === 'message');
};
const said = (contents) => contents.map((content) => content.text);
const texts = async (conversation, who) => {
  const all = await messages(conversation);
  return all.filter((message) => message.author.kind === who).map((message) => message.content.text);
};

/** Somebody asks for a person on WhatsApp, and Marie has the conversation. */
async function served(who, account = 'whatsapp-1') {
  const person = phone(demo, who);
  await person.write(account, 'agent please');
  const [kind] = account.split('-');
  const { conversation } = await ticketOf(kind, NAMES[who]);
  // The bot's last word is there before anything else is sent.
  await person.until(account, (now) => /colleague/.test(JSON.stringify(now.messages.at(-1).content)));
  await marie.command({ do: 'take', conversation });
  return { person, conversation };
}
const reply = (conversation, text, more = {}) =>
  marie.command({ do: 'reply', conversation, text, files: [], ...more });

test('S1_1_S1_19_S1_24_S1_25_first_contact_on_each_channel_is_a_ticket_with_its_tags', async () => {
  const emma = phone(demo, 'emma');
  for (const kind of Object.keys(CHANNELS)) await emma.write(`${kind}-1`, 'agent please');
  for (const [kind, tag] of Object.entries(CHANNELS)) {
    const row = await ticketOf(kind);
    assert.ok(row.tags.includes('messaging_support') && row.tags.includes(tag), `${kind}: ${row.tags}`);
    const { head } = await marie.get(`conversations/${row.conversation}`);
    assert.equal(head.reply_to.channel, kind);
    assert.ok(head.reply_to.name.length > 0, 'the account is named from which the reply goes');
    const chat = await emma.until(`${kind}-1`, (now) => now.messages.length >= 3);
    assert.match(chat.messages.at(-1).content.text, /colleague/, 'and the bot has answered there');
    await marie.command({ do: 'take', conversation: row.conversation });
    await reply(row.conversation, `Hello by ${kind}`);
    await emma.until(`${kind}-1`, (now) => now.messages.at(-1).content.text === `Hello by ${kind}`);
    await marie.command({ do: 'submit', conversation: row.conversation, status: 'closed' });
  }
});

test('S1_48_pictures_go_both_ways_and_are_kept_here', async () => {
  const { person, conversation } = await served('nikos');
  await person.send('whatsapp-1', 'image', 'door.png', PICTURE, 'Η πόρτα');
  const message = await eventually(
    async () => (await messages(conversation)).find((one) => one.content.type === 'files'),
    'the picture',
  );
  assert.equal(message.content.caption, 'Η πόρτα');
  const [file] = message.content.files;
  assert.equal(file.media_type, 'image/png');
  assert.equal(file.size, PICTURE.length);
  await marie.command({ do: 'submit', conversation, status: 'closed' });
});

test('S1_53_S1_57_a_late_reply_fails_with_its_reason_and_the_status_holds', async () => {
  const { conversation } = await served('ana');
  await age(demo, 'whatsapp-1', 'ana', 25 * 3_600_000);
  await reply(conversation, 'Too late?', { submit_as: 'pending' });
  const failed = await eventually(async () => {
    const all = await messages(conversation);
    return all.find((one) => one.delivery.state === 'failed');
  }, 'the failure');
  assert.equal(failed.delivery.code, '131047');
  assert.equal(failed.delivery.retryable, false);
  const { head } = await marie.get(`conversations/${conversation}`);
  assert.equal(head.ticket.status, 'pending');
  await marie.command({ do: 'submit', conversation, status: 'closed' });
});

test('a_provider_that_throttles_fails_or_is_cut_off_loses_nothing_and_doubles_nothing', async () => {
  const { person, conversation } = await served('emma');
  const before = (await person.read('whatsapp-1')).length;
  const path = '/messages';
  await fault(demo, 'whatsapp-1', { fault: 'throttled', times: 1, path });
  await reply(conversation, 'one');
  await fault(demo, 'whatsapp-1', { fault: 'server_error', times: 2, path });
  await reply(conversation, 'two');
  await reply(conversation, 'three');
  const chat = await person.until('whatsapp-1', (now) => now.messages.at(-1).content.text === 'three');
  const got = chat.messages.filter((one) => one.side === 'business').slice(before);
  assert.deepEqual(said(got.map((one) => one.content)), ['one', 'two', 'three']);
  // An answer that never came: nobody knows, so it is shown and not sent again by itself.
  await fault(demo, 'whatsapp-1', { fault: 'half', times: 1, path });
  await reply(conversation, 'four');
  const unknown = await eventually(async () => {
    const all = await messages(conversation);
    const four = all.find((one) => one.content.text === 'four');
    return four.delivery.state === 'queued' ? undefined : four;
  }, 'what became of the fourth');
  await mend(demo, 'whatsapp-1');
  const arrived = said(await person.read('whatsapp-1')).filter((text) => text === 'four');
  assert.equal(arrived.length, 1, 'it arrived once');
  assert.ok(['failed', 'delivered', 'sent'].includes(unknown.delivery.state), unknown.delivery.state);
  await marie.command({ do: 'submit', conversation, status: 'closed' });
});

test('a_hundred_events_with_a_bad_one_come_in_once_however_often_they_are_delivered', async () => {
  const { person, conversation } = await served('ana');
  await fault(demo, 'whatsapp-1', { fault: 'duplicated', copies: 4 });
  await fault(demo, 'whatsapp-1', { fault: 'batched', size: 99, bad: true });
  for (let number = 0; number < 99; number += 1) await person.write('whatsapp-1', `line ${number}`);
  await mend(demo, 'whatsapp-1');
  const lines = await eventually(async () => {
    const all = (await texts(conversation, 'end_user')).filter((text) => text?.startsWith('line '));
    return all.length >= 99 - 50 && all.includes('line 98') ? all : undefined;
  }, 'the last line');
  assert.equal(new Set(lines).size, lines.length, 'nothing twice');
  await marie.command({ do: 'submit', conversation, status: 'closed' });
});

test('receipts_out_of_order_never_take_anything_back', async () => {
  const { person, conversation } = await served('nikos');
  await fault(demo, 'whatsapp-1', { fault: 'reordered' });
  await reply(conversation, 'Have you seen this?');
  await person.until('whatsapp-1', (now) => now.messages.at(-1).content.text === 'Have you seen this?');
  await person.act('whatsapp-1', { act: 'read' });
  await mend(demo, 'whatsapp-1');
  const seen = await eventually(async () => {
    const mine = (await messages(conversation)).find((one) => one.content.text === 'Have you seen this?');
    return mine.delivery.state === 'read' ? mine : undefined;
  }, 'the message is read');
  assert.equal(seen.delivery.state, 'read');
  await marie.command({ do: 'submit', conversation, status: 'closed' });
});

test('what_is_forged_torn_or_too_large_is_refused_and_what_is_signed_is_taken', async () => {
  const [whatsapp] = (await accounts(demo)).filter((account) => account.id === 'whatsapp-1');
  const { url } = whatsapp.webhook;
  const post = (body, signature) => {
    const headers = { 'content-type': 'application/json' };
    if (signature) headers['x-hub-signature-256'] = `sha256=${signature}`;
    return fetch(url, { method: 'POST', headers, body }).then((response) => response.status);
  };
  const sign = (body) => createHmac('sha256', whatsapp.secrets.app_secret).update(body).digest('hex');
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
  assert.equal(await post(body, sign(body)), 200);
  assert.equal(await post(body, sign(`${body} `)), 403);
  assert.equal(await post(body.replace('entry', 'Entry'), sign(body)), 403);
  assert.equal(await post(body), 401);
  const large = 'x'.repeat(4 * 1024 * 1024);
  assert.equal(await post(large, sign(large)), 200, 'signed nonsense is kept, and read as nothing');
  const larger = `${large}x`;
  assert.equal(await post(larger, sign(larger)), 413);
});
