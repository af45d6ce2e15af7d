import { plural } from '@frontdesk/desk/plural';

const count = (n: number, one: string, other: string) => plural('en', n, { one, other });

/** Objects and rules: ticket fields. */
export const objects = {
  fields: {
    title: 'Ticket fields',
    purpose: 'What is noted on every ticket, such as a topic or an order number.',
    intro:
      'Fields hold what you want to know of every ticket: agents fill them, bots and your own pages can too. They do not decide yet who gets a ticket.',
    search: 'Search by name or choice',
    add: 'New field',
    addIntro: 'It appears on every ticket as soon as you create it, old ones included.',
    made: 'The field was created.',
    whatTitle: 'The field',
    label: 'Name',
    labelHint: 'What stands beside it on the ticket, such as “Topic” or “Order number”.',
    kind: 'Kind',
    kinds: {
      choice: 'One of a list',
      choiceHint: 'Agents choose, so the same thing is always called the same.',
      text: 'Free text',
      textHint: 'Agents type, such as an order number.',
    },
    text: 'Free text',
    choices: (n: number) => count(n, '1 choice', `${n} choices`),
    options: 'Choices',
    optionsHint: 'In the order in which agents see them. Enter adds one, Alt with ↑ or ↓ moves it.',
    optionWords: {
      add: 'Add a choice',
      option: (place: number) => `Choice ${place}`,
      up: (text: string) => `Move “${text}” up`,
      down: (text: string) => `Move “${text}” down`,
      remove: (text: string) => `Remove “${text}”`,
      moved: (text: string, place: number, of: number) => `“${text}” is now ${place} of ${of}`,
    },
    needsOptions: 'A list needs at least one choice.',
    tooManyOptions: (most: number) => `At most ${most} choices.`,
    who: 'Who may fill it',
    everybody: 'Agents and customers',
    agentsOnly: 'Agents',
    endUsers: 'Customers may fill it too',
    endUsersHint: 'In forms of the bot, and by the page that your widget stands on. Agents always may.',
    id: 'Number',
    total: (n: number) => count(n, '1 field', `${n} fields`),
    emptyTitle: 'No fields yet',
    emptyHint:
      'A field such as “Topic” tells what people write about. Begin with one or two: every field is work for those who fill it.',
  },
};

export type ObjectTexts = typeof objects;
