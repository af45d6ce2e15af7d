/** The words that are the same as in English, each looked at once. */
export const SAME: Record<'fr' | 'el', readonly string[]> = {
  fr: [
    '.frame.sections.bots',
    '.frame.toasts.label',
    '.people.roles.agent',
    '.people.agents.title',
    '.people.agents.conversations',
  ],
  el: [],
};
