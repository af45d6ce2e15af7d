import { plural } from '@frontdesk/desk/plural';

const count = (n: number, one: string, other: string) => plural('en', n, { one, other });

/** Macros: replies and changes of the ticket that are prepared together. */
export const macros = {
  open: 'Apply a macro',
  title: 'Macros',
  search: 'Find a macro',
  keys: '↑ ↓ choose · Enter applies · Esc closes',
  found: (n: number) => count(n, '1 macro', `${n} macros`),
  none: 'No macro of that name.',
  noneYet: 'There are no macros yet. An admin makes them in the admin centre, under Objects and rules.',
  loading: 'Loading macros…',
  preview: 'What it does',
  writes: 'Writes a reply',
  notes: 'Writes an internal note',
  /** What is filled in when it is applied. */
  places: {
    name: 'customer’s name',
    first_name: 'customer’s first name',
    email: 'customer’s e-mail',
    ticket: 'ticket number',
    agent: 'your name',
    agent_first_name: 'your first name',
  },
  apply: 'Apply',
  applying: 'Applying…',
  cancel: 'Cancel',
  nothingSent: 'Nothing is sent or changed before you submit.',
  prepared: 'Prepared by a macro',
  by: (names: string) => `Macro ${names}`,
  onSubmit: 'Happens when you submit',
  discard: 'Discard what the macro prepared',
  status: (status: string) => `Submit as ${status}`,
  priority: (priority: string) => `Priority: ${priority}`,
  toMe: 'Taken by you',
  toGroup: (name: string) => `To the group ${name}`,
  addTag: (tag: string) => `+ ${tag}`,
  removeTag: (tag: string) => `− ${tag}`,
  field: (label: string, value: string) => `${label}: ${value}`,
  fieldCleared: (label: string) => `${label}: emptied`,
  unknownField: 'a former field',
  unknownGroup: 'a former group',
  leftOut: {
    status: 'Left out: agents may not close tickets.',
    group: 'Left out: the group is gone.',
    live_chat: 'Left out: a macro does not pass on a live chat.',
    tags: 'Left out: the ticket has no room for more tags.',
    field: (label: string) => `Left out: “${label}” does not take this value any more.`,
  },
  windowClosed: (channel: string) =>
    `Its reply cannot be sent: ${channel} takes no replies any more. It is kept as a draft; submitting does the rest.`,
};

export type MacroTexts = typeof macros;
