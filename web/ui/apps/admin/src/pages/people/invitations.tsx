import type { MadeInvitation } from '@frontdesk/protocol';
import { useState } from 'react';
import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { InvitationList } from './invitation_list';
import { NewInvitationPage } from './new_invitation';

/** Holds the link of the last invitation: it is told this once, and has to outlive the form that made it. */
export default function InvitationsPage({ rest }: PageProps) {
  const [made, setMade] = useState<MadeInvitation | null>(null);
  if (rest.length === 0) return <InvitationList made={made} onMade={setMade} />;
  return rest.length === 1 && rest[0] === 'new' ? <NewInvitationPage onMade={setMade} /> : <NotFound />;
}
