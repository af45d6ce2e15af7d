import { plural } from '@frontdesk/desk/plural';

const count = (n: number, one: string, other: string) => plural('en', n, { one, other });

/** What every list of the admin centre says. */
export const lists = {
  failed: 'The list could not be loaded',
  pageFailed: 'This page could not be loaded',
  clear: 'Empty the search',
  found: (n: number) => count(n, '1 found', `${n} found`),
  /** `total` is said with what is counted: “60 agents”. */
  some: (shown: number, total: string) => `${shown} of ${total}`,
  nothing: 'Nothing fits this search',
  nothingHint: 'Try fewer letters, or another word.',
};

export type ListTexts = typeof lists;
