/** Social channels from the telephone to the desk and back, through the real program and simulated providers. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { PNG } from '../src/files.mjs';
import { accounts, advance, age, eventually, fault, faults, mend, phone, reissue } from '../src/phone.mjs';
import { served as servedBy, waiting } from '../src/served.mjs';

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

let demo;
let marie;
let alex;

before(async () => {
  demo = await startDemo();
  await clearQueue(demo);
  marie = await desk(demo, 'marie@example.com');
  alex = await desk(demo, 'alex@example.com');
});
after(async () => {
  await demo?.stop();
});

const messages = async (conversation) => {
  const { items } = await marie.get(`conversations/${conversation}`);
  return items.filter((item) => item.kind === 'message');
};
const said = (contents) => contents.map((content) => content.text);
const texts = async (conversation, who) => {
  const all = await messages(conversation);
  return all.filter((message) => message.author.kind === who).map((message) => message.content.text);
};

const served = (who, account = 'whatsapp-1') => servedBy(demo, marie, who, account);
const reply = (conversation, text, more = {}) =>
  marie.command({ do: 'reply', conversation, text, files: [], ...more });

test('S1_1_S1_19_S1_24_S1_25_first_contact_on_each_channel_is_a_ticket_with_its_tags', async () => {
  const emma = phone(demo, 'emma');
  for (const kind of Object.keys(CHANNELS)) await emma.write(`${kind}-1`, 'agent please');
  for (const [kind, tag] of Object.entries(CHANNELS)) {
    const row = await waiting(marie, kind);
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
  await person.send('whatsapp-1', 'image', 'door.png', PNG, 'Η πόρτα');
  const message = await eventually(
    async () => (await messages(conversation)).find((one) => one.content.type === 'files'),
    'the picture',
  );
  assert.equal(message.content.caption, 'Η πόρτα');
  const [file] = message.content.files;
  assert.equal(file.media_type, 'image/png');
  assert.equal(file.size, PNG.length);
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

/** The account of WhatsApp as the admin centre has it: where it is, and how it does. */
async function connected() {
  const { accounts: all } = await alex.get('admin/channels');
  return all.find((one) => one.kind === 'whatsapp');
}
const become = (conversation, text, wanted) =>
  eventually(async () => {
    const found = (await messages(conversation)).find((one) => one.content.text === text);
    return found && wanted(found.delivery) ? found : undefined;
  }, `what became of “${text}”`);

test('a_provider_that_holds_the_line_and_answers_nothing_doubles_nothing', async () => {
  const { person, conversation } = await served('nikos');
  const path = '/messages';
  // Held until its clock is moved, then cut: nobody knows whether it was taken.
  await fault(demo, 'whatsapp-1', { fault: 'slow', millis: 20_000, times: 1, path });
  await fault(demo, 'whatsapp-1', { fault: 'silent', times: 1, path });
  await reply(conversation, 'Is anybody there?');
  await eventually(
    async () => (await faults(demo, 'whatsapp-1')).length === 0,
    'the provider holds the line',
  );
  const [held] = (await messages(conversation)).filter((one) => one.content.text === 'Is anybody there?');
  assert.equal(held.delivery.state, 'queued', 'for as long as it may still be taken');
  // The wait begins before or after the clock is moved: either way it ends.
  const lost = await eventually(async () => {
    await advance(demo, 20_000);
    const [now] = (await messages(conversation)).filter((one) => one.content.text === 'Is anybody there?');
    return now.delivery.state === 'queued' ? undefined : now;
  }, 'the line is cut');
  assert.equal(lost.delivery.state, 'failed', 'it is shown, and not sent again by itself');
  assert.equal(lost.delivery.retryable, true);
  assert.ok(!said(await person.read('whatsapp-1')).includes('Is anybody there?'));
  await marie.command({ do: 'retry', conversation, message: lost.id });
  await person.sees('whatsapp-1', 'Is anybody there?');
  await become(conversation, 'Is anybody there?', ({ state }) => state === 'delivered');
  const arrived = said(await person.read('whatsapp-1')).filter((text) => text === 'Is anybody there?');
  assert.equal(arrived.length, 1, 'it arrived once');
  await marie.command({ do: 'submit', conversation, status: 'closed' });
});

test('what_twilio_signs_in_any_of_its_ways_is_taken', async () => {
  const { person, conversation } = await served('emma', 'sms-1');
  const wrote = () => texts(conversation, 'end_user');
  // What goes wrong goes wrong with the next call, so each has to have come before the next is prepared.
  const comes = (text) => eventually(async () => (await wrote()).includes(text), text);
  await fault(demo, 'sms-1', { fault: 'other_address', times: 1 });
  await person.write('sms-1', 'over the address without its port');
  await comes('over the address without its port');
  await fault(demo, 'sms-1', { fault: 'newer_signature', times: 1 });
  await person.write('sms-1', 'with a key of its own');
  await comes('with a key of its own');
  await fault(demo, 'sms-1', { fault: 'forged', times: 1 });
  await person.write('sms-1', 'by a stranger');
  await person.write('sms-1', 'as ever');
  await comes('as ever');
  assert.ok(!(await wrote()).includes('by a stranger'));
  await marie.command({ do: 'submit', conversation, status: 'closed' });
});

test('an_expired_token_pauses_the_account_until_a_new_one_is_filled_in_and_nothing_is_lost', async () => {
  const { person, conversation } = await served('ana');
  await reissue(demo, 'whatsapp-1', { access_token: 'a token of tomorrow' });
  await reply(conversation, 'first');
  const paused = await eventually(async () => {
    const { standing } = await connected();
    return standing.is === 'paused' ? standing : undefined;
  }, 'the account pauses');
  assert.match(paused.code, /^190/);
  const { id } = await connected();
  const { lines } = await alex.get(`admin/channels/${id}/doctor`);
  const line = (name) => lines.find((one) => one.name === name);
  assert.equal(line('standing').verdict, 'wrong');
  assert.ok(
    lines.some((one) => one.asked && one.verdict === 'wrong'),
    'the provider itself was asked',
  );
  await reply(conversation, 'second');
  await person.write('whatsapp-1', 'I am still here');
  await eventually(
    async () => (await texts(conversation, 'end_user')).includes('I am still here'),
    'what they write comes in all the while',
  );
  for (const text of ['first', 'second']) await become(conversation, text, ({ state }) => state === 'queued');
  const { revision, entry } = await alex.get(`admin/channels/${id}/connection`);
  const filled = { settings: entry.settings, secrets: { access_token: 'a token of tomorrow' } };
  const { status } = await alex.ask('PUT', `admin/channels/${id}/connection`, filled, {
    'if-match': `"${revision}"`,
  });
  assert.equal(status, 200);
  await person.sees('whatsapp-1', 'second');
  const got = said(await person.read('whatsapp-1')).filter((text) => ['first', 'second'].includes(text));
  assert.deepEqual(got, ['first', 'second'], 'in order, each once');
  assert.equal((await connected()).standing.is, 'working');
  await marie.command({ do: 'submit', conversation, status: 'closed' });
});

test('a_file_that_has_expired_leaves_its_place_with_the_reason_and_is_fetched_when_it_can_be_had', async () => {
  const { person, conversation } = await served('emma');
  await fault(demo, 'whatsapp-1', { fault: 'media_gone' });
  await person.send('whatsapp-1', 'image', 'door.png', PNG, 'The door');
  const place = await eventually(
    async () => (await messages(conversation)).find((one) => one.content.type === 'unsupported'),
    'a place for the picture',
  );
  assert.equal(place.content.kind, 'image');
  assert.match(place.content.lost, /does not exist/, 'the agent reads why');
  assert.ok((await texts(conversation, 'end_user')).includes('The door'), 'its caption is here');
  const { id } = await connected();
  const letters = async () => (await alex.get(`admin/channels/${id}/dead-letters`)).letters;
  const [letter] = (await letters()).filter(({ what }) => what.type === 'incoming');
  assert.equal(letter.what.lost_files, 1);
  assert.equal(letter.what.why, place.content.lost);
  const again = () => alex.post(`admin/channels/${id}/dead-letters/${letter.id}/retry`);
  assert.ok((await again()).still.length > 0, 'it cannot be had now either, and the letter stays');
  await mend(demo, 'whatsapp-1');
  assert.equal((await again()).still, null);
  const files = (await messages(conversation)).filter((one) => one.content.type === 'files');
  assert.equal(files.length, 1, 'once');
  assert.equal(files[0].content.files[0].size, PNG.length);
  assert.deepEqual(
    (await letters()).filter(({ what }) => what.type === 'incoming'),
    [],
  );
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
