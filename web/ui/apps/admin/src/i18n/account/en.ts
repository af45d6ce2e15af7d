/** The account: name and clock, appearance, languages. */
export const account = {
  general: {
    title: 'General',
    purpose: 'What the account is called.',
    intro: 'What holds for everybody who works here.',
    section: 'The account',
    name: 'Name',
    nameHint: 'Your organisation. Invitations say it, and the sign-in page.',
  },
  appearance: {
    title: 'Appearance',
    purpose: 'Your colour, and light or dark to begin with.',
    intro:
      'How the workspace and this admin centre look for everybody who has not chosen otherwise. Widgets have a style of their own.',
    colourTitle: 'Colour',
    colourIntro: 'Used for buttons, links and what is chosen. Whatever you choose, text stays readable.',
    own: 'Use a colour of our own',
    ownHint: 'Off: the colour of Frontdesk.',
    accent: 'Your colour',
    preview: 'How it will look',
    adjusted: (schemes: string) =>
      `Where it would be hard to read it is shown a little darker or lighter: ${schemes}.`,
    sampleButton: 'Accept',
    sampleLink: 'Ticket #1042',
    sampleChosen: 'Chosen',
    schemeTitle: 'Light or dark',
    schemeIntro: 'To begin with: each person can choose otherwise in their own menu.',
    scheme: 'Begin with',
    schemes: {
      auto: 'Each device as it is set.',
      light: 'Dark text on white.',
      dark: 'Light text on dark, easy on the eyes at night.',
      contrast: 'The strongest colours, for those who see less well.',
    },
  },
  languages: {
    title: 'Languages',
    purpose: 'Which languages agents may work in.',
    intro:
      'The languages of the workspace and this admin centre. What customers read is set with each widget and bot.',
    section: 'Languages of your team',
    offered: 'Offered',
    offeredHint: 'Each person chooses one of these, in their own menu.',
    usual: 'To begin with',
    usualHint: 'For those whose browser asks for none of them.',
    needsOne: 'At least one is needed.',
    notOffered: 'This language is not among those offered above.',
  },
};

export type AccountTexts = typeof account;
