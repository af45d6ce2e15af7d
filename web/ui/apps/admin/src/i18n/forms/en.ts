import { plural } from '@frontdesk/desk/plural';

const count = (n: number, one: string, other: string) => plural('en', n, { one, other });

/** What every form of the admin centre says. */
export const forms = {
  optional: 'optional',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  saveNew: 'Create',
  discard: 'Discard',
  changed: (fields: string) => `Not saved yet: ${fields}`,
  /** “Priority: High”. */
  pair: (label: string, value: string) => `${label}: ${value}`,
  unsaved: 'Not saved',
  newEntry: 'Nothing is stored until you create it.',
  saved: (fields: string) => `Saved: ${fields}`,
  failed: (reason: string) => `Not saved. ${reason}`,
  on: 'on',
  off: 'off',
  nothing: 'nothing',
  problems: {
    required: 'This is needed.',
    tooLong: (most: number) => count(most, 'At most 1 character.', `At most ${most} characters.`),
    email: 'An email address looks like name@example.com.',
    passwordShort: (least: number) => `At least ${least} characters: a short sentence is easy to remember.`,
    passwordLong: 'This password is too long.',
    range: (least: number, most: number) => `A whole number from ${least} to ${most}.`,
    lasting: (least: string, most: string) => `From ${least} to ${most}.`,
    colour: 'A colour looks like #0b666d.',
    emptyOption: 'An empty choice cannot be chosen: fill it or remove it.',
    twice: (text: string) => `“${text}” stands here twice.`,
    refused: 'The server does not take this value.',
  },
  spans: {
    seconds: (n: number) => count(n, '1 second', `${n} seconds`),
    minutes: (n: number) => count(n, '1 minute', `${n} minutes`),
    hours: (n: number) => count(n, '1 hour', `${n} hours`),
    days: (n: number) => count(n, '1 day', `${n} days`),
  },
  /** Behind a figure that stands in a box of its own. */
  units: {
    second: (n: number) => count(n, 'second', 'seconds'),
    minute: (n: number) => count(n, 'minute', 'minutes'),
    hour: (n: number) => count(n, 'hour', 'hours'),
    day: (n: number) => count(n, 'day', 'days'),
  },
  unit: 'unit',
  password: { show: 'Show the password', hide: 'Hide the password' },
  colour: {
    pick: 'choose',
    white: (ratio: string) => `White text on it can be read well (${ratio}\u00a0:\u00a01).`,
    black: (ratio: string) => `The colour is light: black text is put on it (${ratio}\u00a0:\u00a01).`,
  },
  change: {
    changed: (name: string, when: string) => `Last changed by ${name} on ${when}`,
    byServer: (when: string) => `Set up by the server on ${when}`,
    never: 'Not changed since it was set up',
  },
  conflict: {
    title: 'Somebody else changed this while you were editing',
    who: (name: string, when: string) => `${name} saved their version on ${when}.`,
    whoServer: 'Another version is stored now.',
    explain:
      'Nothing is lost. For each field that you both changed, choose which version stays; then save again.',
    taken: 'Changed by them alone, and in the form already:',
    nothingContested:
      'You both changed different fields, so both fit together. Save again to store yours as well.',
    field: 'Field',
    was: 'Before',
    theirs: 'Theirs',
    mine: 'Yours',
    keepTheirs: 'Keep theirs',
    useMine: 'Put mine on top',
    undecided: (n: number) =>
      count(n, 'Choose a version of 1 field above', `Choose a version of ${n} fields above`),
    empty: 'empty',
  },
};

export type FormTexts = typeof forms;
