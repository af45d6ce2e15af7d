// Every kind of content that we send is taken by the simulated provider, which is as strict as the real one.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carry, file, PNG } from './carry.mjs';
import { startSandbox, startServer, startWitness } from './programs.mjs';

const option = (label, at) => ({ id: `o${at}`, label });
const options = (...labels) => ({ type: 'options', text: 'Which one?', options: labels.map(option) });
const link = { type: 'link', label: 'See it', url: 'https://desk.example/a' };
const reply = (id) => ({ type: 'reply', id, label: `Take ${id}` });
const card = (title, ...buttons) => ({ title, description: 'Fine', buttons });
const carousel = (...cards) => ({ type: 'carousel', text: 'Ours', cards });
const files = (caption, ...files) => ({ type: 'files', caption, files });
const numbers = (count) => Array.from({ length: count }, (_, at) => `Number ${at + 1}`);

/** The pictures of cards are got from `image`, and taken off the telephone again where they cannot be had. */
const withPictures = (content, image) =>
  content.cards ? { ...content, cards: content.cards.map((card) => ({ ...card, image })) } : content;

const contents = {
  text: { type: 'text', text: 'Grüße, Ελλάδα 😀' },
  'a long text': { type: 'text', text: 'Καλημέρα σε όλους. '.repeat(200) },
  'a picture': files('look', file('cat.png', 'image/png')),
  'a document': files('read', file('bill.pdf', 'application/pdf')),
  'an archive': files(undefined, file('all.zip', 'application/zip')),
  'several files': files('all', file('a.png', 'image/png'), file('b.png', 'image/png')),
  'two options': options('Yes', 'No'),
  'long options': options('Yes', 'No, because none of these is what I came for'),
  'ten options': options(...numbers(10)),
  'more options than anybody shows': options(...numbers(20)),
  'cards with links': carousel(card('A', link), card('B', link)),
  'cards with answers': carousel(card('A', reply('a')), card('B', reply('b'))),
  'cards with both': carousel(card('A', link, reply('a')), card('B', reply('b'))),
  articles: {
    type: 'articles',
    text: 'These may help:',
    articles: [{ title: 'Returns', url: 'https://desk.example/returns' }],
  },
};

let sandbox;
let witness;

before(async () => {
  sandbox = await startSandbox();
  witness = startWitness();
});

after(() => Promise.all([sandbox.stop(), witness.stop()]));

/** Where somebody is written to who wrote just now. */
async function opened(account, addressIn) {
  const answer = (call) =>
    call.url.pathname === '/webhook' ? (call.url.searchParams.get('hub.challenge') ?? '') : PNG;
  const server = await startServer(answer);
  await sandbox.connect(account, server.url);
  await sandbox.act(account, { act: 'text', text: 'open the window' });
  const webhook = await server.next((call) => call.body.includes('open the window'));
  return { server, to: addressIn(JSON.parse(webhook.body).entry[0]) };
}

const ofThread = (entry) => entry.messaging[0].sender.id;
const kinds = {
  whatsapp: (entry) => entry.changes[0].value.messages[0].from_user_id,
  messenger: ofThread,
  instagram: ofThread,
};

for (const [kind, addressIn] of Object.entries(kinds)) {
  test(`${kind} takes everything that we say`, async (t) => {
    const account = sandbox.account(kind);
    const { server, to } = await opened(account, addressIn);
    const link = new URL('/f/9', server.url).href;
    for (const [name, content] of Object.entries(contents)) {
      await t.test(name, async () => {
        const before = (await sandbox.chat(account)).messages.length;
        const ids = await carry(witness, account, to, withPictures(content, link), link);
        const { messages } = await sandbox.chat(account);
        assert.ok(ids.length > 0);
        assert.equal(messages.length, before + ids.length, 'each part is on the telephone');
      });
    }
    await server.stop();
  });
}
