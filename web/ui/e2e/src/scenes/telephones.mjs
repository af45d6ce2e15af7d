/** What customers of the stand did by telephone: a talk that goes well, one whose answer found no way, a visitor on two ways. */
import { eventually, fault, mend, phone } from '../phone.mjs';
import { served } from '../served.mjs';

/** The account of the sandbox on which all of it happens: the code of a link stands in WhatsApp's own text. */
export const WHATSAPP = 'whatsapp-1';
/** What WhatsApp says of a message that it cannot carry. */
const REFUSED = { fault: 'refused', code: '131051', path: '/messages' };
/** Every kind of account that the sandbox plays. */
export const APPS = ['whatsapp', 'messenger', 'instagram', 'line', 'wechat', 'x', 'telegram', 'sms'];

/** `marie` is the desk as she has it, `zoe` visits the shop. */
export async function byTelephone(demo, marie, zoe) {
  const written = await answered(demo, marie);
  const failed = await undelivered(demo, marie);
  await waits(demo);
  return { written, failed, linked: await goesOn(demo, zoe) };
}

const holds = (text) => (chat) => JSON.stringify(chat.messages).includes(text);

/** Somebody says what it is about, asks for a person, and Marie has the conversation. */
async function began(demo, marie, who, text) {
  const person = phone(demo, who);
  await person.write(WHATSAPP, text);
  await person.until(WHATSAPP, holds('What can we do for you?'));
  return served(demo, marie, who, WHATSAPP);
}

const reply = (marie, conversation, text) => marie.command({ do: 'reply', conversation, text, files: [] });

async function answered(demo, marie) {
  const about = 'Bonjour, ma commande n’est pas arrivée';
  const { person, conversation } = await began(demo, marie, 'ana', about);
  await reply(marie, conversation, 'Bonjour Ana ! Je regarde cela tout de suite.');
  await person.until(WHATSAPP, holds('Je regarde cela'));
  await person.act(WHATSAPP, { act: 'read' });
  await person.write(WHATSAPP, 'Merci, c’est le numéro 48213.');
  return conversation;
}

/** Marie’s answer to Emma is refused by the provider. */
async function undelivered(demo, marie) {
  const { conversation } = await began(demo, marie, 'emma', 'Is my armchair ready?');
  await refusing(demo, async () => {
    await reply(marie, conversation, 'It is, and waits for you in the shop.');
    const told = async () =>
      JSON.stringify(await marie.get(`conversations/${conversation}`)).includes(REFUSED.code);
    await eventually(told, 'the provider refusing a message');
  });
  return conversation;
}

/** What `run` sends by the account is refused; it resolves when that is known. */
export async function refusing(demo, run) {
  await fault(demo, WHATSAPP, REFUSED);
  try {
    await run();
  } finally {
    await mend(demo, WHATSAPP);
  }
}

/** Emma asks for a person on every other app, so that the notifier has something to tell. */
async function waits(demo) {
  const emma = phone(demo, 'emma');
  for (const app of APPS.slice(1)) {
    await emma.write(`${app}-1`, 'Hello');
    await emma.until(`${app}-1`, holds('What can we do for you?'));
    await emma.write(`${app}-1`, 'agent please');
    await emma.until(`${app}-1`, holds('colleague'));
  }
}

/** A visitor goes on by telephone; gives what their browser remembers. */
async function goesOn(demo, zoe) {
  await zoe.say('Does the Dune lamp come in green?');
  await zoe.sees('What can we do for you?');
  await zoe.widget.getByRole('button', { name: 'Continue in another app' }).click();
  await zoe.widget.getByRole('menuitem', { name: 'Continue in WhatsApp' }).first().click();
  const link = zoe.widget.getByRole('link', { name: 'Open WhatsApp on this device' });
  const nikos = await comesWith(demo, await link.getAttribute('href'));
  await nikos.press(WHATSAPP, 'Yes');
  await zoe.sees('Goes on in WhatsApp');
  return zoe.context.storageState();
}

/** Nikos opens the link on his telephone and sends the code that stands in it: the question whether it was he comes. */
export async function comesWith(demo, url) {
  const nikos = phone(demo, 'nikos');
  await nikos.open(url);
  const { draft, messages } = await nikos.chat(WHATSAPP);
  await nikos.write(WHATSAPP, draft);
  await nikos.until(WHATSAPP, (chat) => chat.messages.length > messages.length + 1);
  return nikos;
}
