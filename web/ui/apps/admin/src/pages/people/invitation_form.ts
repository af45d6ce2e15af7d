import type { MadeInvitation, NewInvitation, Role } from '@frontdesk/protocol';
import * as check from '../../forms/checks';
import { FormModel } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';
import { MOST_CAPACITY, USUAL_CAPACITY } from './agent_form';

export interface InvitationValues {
  email: string;
  name: string;
  role: Role;
  groups: number[];
  capacity: number | null;
}

export function invitationForm(
  { rest }: AdminDesk,
  onMade: (made: MadeInvitation) => void,
): FormModel<InvitationValues> {
  let made: MadeInvitation | null = null;
  return new FormModel<InvitationValues>({
    stored: {
      values: { email: '', name: '', role: 'agent', groups: [], capacity: USUAL_CAPACITY },
      revision: null,
    },
    check: ({ email, name, capacity }) =>
      check.problems<InvitationValues>({
        email: check.email(email),
        name: check.name(name),
        capacity: check.whole(capacity, 0, MOST_CAPACITY),
      }),
    refusals: {
      email_taken: { field: 'email', say: (t) => t.errors.email_taken },
      already_invited: { field: 'email', say: (t) => t.errors.already_invited },
    },
    async save(values) {
      const body: NewInvitation = { ...values, email: values.email.trim(), capacity: values.capacity ?? 0 };
      const answer = await rest.create<MadeInvitation>('invitations', body);
      made = answer.entry;
      return { values, revision: answer.revision };
    },
    onSaved: () => made && onMade(made),
  });
}
