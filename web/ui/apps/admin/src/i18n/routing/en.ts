/** Routing: who is offered what, and when a talk is over. */
export const routing = {
  title: 'Routing',
  purpose: 'How conversations find an agent, and when they are over.',
  intro:
    'When the bot hands over, routing finds who takes it: an agent who is online, belongs to the right group and has room.',
  offers: {
    title: 'Finding an agent',
    intro: 'What happens when a conversation waits for a person.',
  },
  away: {
    title: 'When somebody is gone',
    intro: 'Lines break and phones sleep. These spans decide when silence means that somebody has left.',
  },
  end: {
    title: 'When a ticket is over',
    intro: 'A closed ticket cannot be opened again: the bot meets the next message.',
  },
  bot: { title: 'The bot' },
  modes: {
    offer: {
      label: 'Ask one agent at a time',
      hint: 'They see Accept and Decline with a countdown. If they do not answer, the next one is asked.',
    },
    broadcast: {
      label: 'Ask everybody at once',
      hint: 'Whoever accepts first has it. Quick, but it interrupts everybody.',
    },
    auto_accept: {
      label: 'Assign without asking',
      hint: 'It lies on the desk of the agent whose turn it is. For teams that take everything.',
    },
  },
  strategies: {
    longest_idle: { label: 'Who has waited longest', hint: 'Turns are fair, whoever is quick.' },
    most_spare: {
      label: 'Who has the most room',
      hint: 'Counted in conversations: who may have 6 comes before who may have 3.',
    },
    most_spare_percent: {
      label: 'Who is the least busy',
      hint: 'Counted as a share of what each may have: 1 of 4 comes before 2 of 6.',
    },
  },
  fields: {
    routing: 'How agents are asked',
    strategy: 'Who comes first',
    offer_timeout_ms: 'Time to answer an offer',
    count_inactive: 'Quiet conversations count',
    presence_grace_ms: 'An agent’s line may be gone for',
    chat_grace_ms: 'A visitor of a live chat may be gone for',
    inactive_after_ms: 'A conversation is quiet after',
    close_after_ms: 'A solved ticket is closed after',
    agents_may_close: 'Agents may close tickets themselves',
    bot_name: 'Name of the bot',
  },
  hints: {
    offer_timeout_ms:
      'After that the offer counts as missed and goes to somebody else. 30 seconds suit most teams.',
    count_inactive:
      'On: a customer who has gone quiet still takes up room. Off: the agent gets another one meanwhile.',
    presence_grace_ms: 'After that their conversations are offered to others. A reload takes a few seconds.',
    chat_grace_ms:
      'After that the live chat ends. Other channels have no such end: people come back hours later.',
    inactive_after_ms: 'Without a word from the customer. The agent sees it as inactive.',
    close_after_ms: 'Until then a word from the customer opens it again. At most 28 days.',
    agents_may_close: 'Off: agents solve, and the server closes after the time above.',
    bot_name: 'What customers read above its messages, where its flow has no name of its own.',
  },
};

export type RoutingTexts = typeof routing;
