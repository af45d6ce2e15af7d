/** Customers who ask for a person by telephone, until somebody at the desk has their conversation. */
import { eventually, phone } from './phone.mjs';

/** What the desk calls whose telephone it is. */
const NAMES = { ana: 'Ana Duarte', emma: 'Emma Clarke', nikos: 'Νίκος Παππάς' };

/** The ticket by this channel that waits for an agent, of `who` where somebody is named; `seat` is of `desk.mjs`. */
export function waiting(seat, channel, who) {
  return eventually(async () => {
    const { rows } = await seat.get('tickets?list=social_unassigned&limit=100');
    return rows.find((row) => row.channel === channel && (!who || row.requester === NAMES[who]));
  }, `a ticket by ${channel}`);
}

/** Somebody asks the demo's bot for a person on that account, and whoever sits at `seat` takes the conversation. */
export async function served(demo, seat, who, account) {
  const person = phone(demo, who);
  await person.write(account, 'agent please');
  const [channel] = account.split('-');
  // By SMS nobody tells a name.
  const { conversation } = await waiting(seat, channel, channel === 'sms' ? undefined : who);
  // The bot's last word is there before anything else is sent.
  await person.until(account, (now) => /colleague/.test(JSON.stringify(now.messages.at(-1).content)));
  await seat.command({ do: 'take', conversation });
  return { person, conversation };
}
