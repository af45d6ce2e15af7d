import { plural } from '@frontdesk/desk/plural';

const count = (n: number, one: string, other: string) => plural('en', n, { one, other });

/** People: agents, groups, roles. */
export const people = {
  roles: {
    agent: 'Agent',
    admin: 'Admin',
  },
  agents: {
    title: 'Agents',
    purpose: 'Who answers, what they may do, and how much they get at a time.',
    intro:
      'Everybody who signs in here. Each agent has a role, belongs to groups, and is offered work up to a limit.',
    search: 'Search by name, email or group',
    add: 'New agent',
    name: 'Name',
    role: 'Role',
    groups: 'Groups',
    capacity: 'At a time',
    state: 'State',
    active: 'Active',
    inactive: 'Deactivated',
    you: 'you',
    noLogin: 'cannot sign in',
    noGroup: 'No group',
    conversations: (n: number) => count(n, '1 conversation', `${n} conversations`),
    emptyTitle: 'Nobody works here yet',
    emptyHint:
      'Make an agent for everybody who will answer customers. They sign in with their email address.',
  },
};

export type PeopleTexts = typeof people;
