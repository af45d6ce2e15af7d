import { plural } from '@frontdesk/desk/plural';

const count = (n: number, one: string, other: string) => plural('en', n, { one, other });

/** Objects and rules: shortcuts, the canned replies of agents. */
export const shortcuts = {
  title: 'Shortcuts',
  purpose: 'Replies that agents insert by typing / and a name.',
  intro:
    'Agents insert these while they write, with / and the name. Everybody has the global ones, those of their groups, and their own.',
  search: 'Search by name or text',
  add: 'New shortcut',
  addIntro: 'Whoever may use it finds it as soon as you create it.',
  made: 'The shortcut was created.',
  whatTitle: 'The shortcut',
  name: 'Name',
  nameHint: 'What agents type after the /: one word of at most 40 characters, without / \\ and $.',
  badName: 'One word, without white space, / \\ and $.',
  taken: 'There is a shortcut of this name for the same people already.',
  text: 'Text',
  textHint: 'Agents can change it before they send it.',
  parts: { all: 'All', global: 'Everybody', group: 'Groups', personal: 'Own' },
  group: 'Group',
  use: 'Use',
  usable: 'Can be inserted',
  unusable: 'Cannot be inserted',
  why: {
    options: 'It has texts to choose from, which messages do not support.',
    dynamic_content: 'Its text has dynamic content, which messages do not support.',
  },
  options: 'Texts to choose from',
  optionsHint: 'A shortcut with these cannot be inserted. Remove them all to make it usable.',
  optionWords: {
    add: 'Add a text',
    option: (place: number) => `Text ${place}`,
    up: (text: string) => `Move “${text}” up`,
    down: (text: string) => `Move “${text}” down`,
    remove: (text: string) => `Remove “${text}”`,
    moved: (text: string, place: number, of: number) => `“${text}” is now ${place} of ${of}`,
  },
  tooManyOptions: (most: number) => `At most ${most} texts.`,
  remove: 'Remove the shortcut',
  removeTitle: 'Remove',
  removeHint: 'Messages that were written with it stay as they are.',
  removeSure: (name: string) => `Remove the shortcut ${name}?`,
  removeFollows: 'Nobody can insert it any more. This cannot be undone.',
  removeNow: 'Remove',
  removed: (name: string) => `The shortcut ${name} was removed.`,
  total: (n: number) => count(n, '1 shortcut', `${n} shortcuts`),
  emptyTitle: 'No shortcuts yet',
  emptyHint:
    'A shortcut is a reply that is written once and inserted often, such as a greeting or your opening hours.',
};

export type ShortcutTexts = typeof shortcuts;
