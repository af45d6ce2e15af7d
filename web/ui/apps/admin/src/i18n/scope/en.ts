/** For whom something is that agents use: everybody, one group or one agent. */
export const scope = {
  whoTitle: 'Who has it',
  for: 'For',
  kinds: {
    global: 'Everybody',
    globalHint: 'All agents have it.',
    group: 'One group',
    groupHint: 'Whoever is in the group has it.',
    personal: 'One agent',
    personalHint: 'Nobody else has it.',
  },
  agent: 'Agent',
  everybody: 'Everybody',
  inGroup: (name: string) => `Group ${name}`,
  byAgent: (name: string) => `Only ${name}`,
  chooseGroup: 'Choose a group.',
  chooseAgent: 'Choose an agent.',
};

export type ScopeTexts = typeof scope;
