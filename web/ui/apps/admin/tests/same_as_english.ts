/** The words that are the same as in English, each looked at once. */
export const SAME: Record<'fr' | 'el', readonly string[]> = {
  fr: [
    '.forms.spans.minutes',
    '.forms.units.minute',
    '.frame.sections.bots',
    '.frame.toasts.label',
    '.people.agents.capacityUnit',
    '.people.agents.title',
    '.people.groups.count',
    '.people.invitations.acts',
    '.people.invitations.title',
    '.people.roles.agent',
    '.security.actions',
    '.security.audit.fields.version',
    '.security.audit.kinds.agent',
    '.security.audit.kinds.invitation',
    '.security.audit.values.admin',
    '.security.audit.values.agent',
    '.security.keys.secret',
  ],
  el: [],
};
