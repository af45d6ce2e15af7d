import type { ScopeTexts } from './en';

export const scope: ScopeTexts = {
  whoTitle: 'Ποιος την έχει',
  for: 'Για',
  kinds: {
    global: 'Όλους',
    globalHint: 'Την έχουν όλοι οι εκπρόσωποι.',
    group: 'Μία ομάδα',
    groupHint: 'Την έχουν όσοι είναι στην ομάδα.',
    personal: 'Έναν εκπρόσωπο',
    personalHint: 'Κανένας άλλος δεν την έχει.',
  },
  agent: 'Εκπρόσωπος',
  everybody: 'Όλοι',
  inGroup: (name) => `Ομάδα ${name}`,
  byAgent: (name) => `Μόνο: ${name}`,
  chooseGroup: 'Διαλέξτε μια ομάδα.',
  chooseAgent: 'Διαλέξτε έναν εκπρόσωπο.',
};
