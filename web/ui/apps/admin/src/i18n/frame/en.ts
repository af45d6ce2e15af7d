/** The words around every page of the admin centre. */
export const frame = {
  title: 'Admin centre',
  skip: 'Skip to the page',
  nav: 'Sections',
  openNav: 'Open the sections',
  closeNav: 'Close the sections',
  crumbs: 'Where you are',
  workspace: 'Back to the workspace',
  me: ': language, colours, sign out',
  sections: {
    account: 'Account',
    people: 'People',
    channels: 'Channels',
    objects: 'Objects and rules',
    routing: 'Routing',
    bots: 'Bots',
    security: 'Security',
  },
  home: {
    title: 'Admin centre',
    intro: 'Everything that an admin decides, by subject. What you save here holds at once, for everybody.',
  },
  forbidden: {
    title: 'This is for admins',
    hint: (name: string) =>
      `You are signed in as ${name}, with the role of an agent. Whoever is an admin here can make you one, under People › Agents.`,
    back: 'Go to the workspace',
  },
  pageFailedHint: 'The server does not answer, or was brought up to date meanwhile. Load the page again.',
  notFound: {
    title: 'There is no such page',
    hint: 'The address may be mistyped, or what it led to was removed.',
    back: 'To the admin centre',
  },
  leave: {
    title: 'Leave without saving?',
    text: 'What you changed on this page is not saved yet.',
    leave: 'Leave',
    stay: 'Stay',
  },
  toasts: { label: 'Messages', close: 'Close' },
};

export type FrameTexts = typeof frame;
