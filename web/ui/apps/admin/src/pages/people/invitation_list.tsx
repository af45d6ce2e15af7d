import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { Confirm } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { Pill } from '@frontdesk/kit/pill';
import { scarce } from '@frontdesk/kit/table';
import { useModel } from '@frontdesk/kit/use_model';
import type { Invitation, MadeInvitation, Revised } from '@frontdesk/protocol';
import { IconMailPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { ActionModel } from '../../forms/action_model';
import { ListModel } from '../../lists/list_model';
import { ListPage } from '../../lists/list_page';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { MadeLink } from './made_link';
import styles from './people.module.css';

interface InvitationListProps {
  /** The invitation that was just made or renewed, with its link. */
  made: MadeInvitation | null;
  onMade: (made: MadeInvitation | null) => void;
}

export function InvitationList({ made, onMade }: InvitationListProps) {
  const { rest, toasts, timers } = useDesk();
  const { t } = useWords();
  const p = t.people.invitations;
  const model = useOwned(
    () =>
      new ListModel<Invitation>({
        load: () => rest.list('invitations'),
        words: (invitation) => [invitation.name, invitation.email, invitation.by.name],
        sorts: {
          name: (invitation) => invitation.name,
          role: (invitation) => invitation.role,
          until: (invitation) => invitation.expires_at,
        },
        sort: { by: 'until', down: false },
      }),
  );
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const [revoked, setRevoked] = useState<Invitation | null>(null);

  const renew = async ({ id }: Invitation) => {
    await action.run(async () =>
      onMade((await rest.post<Revised<MadeInvitation>>(`invitations/${id}/renew`)).entry),
    );
    await model.load();
  };
  const revoke = async () => {
    if (!revoked) return;
    const { id, email } = revoked;
    const done = await action.run(() => rest.remove(`invitations/${id}`));
    setRevoked(null);
    if (done) toasts.good((words) => words.people.invitations.revoked(email));
    if (made?.invitation.id === id) onMade(null);
    await model.load();
  };
  const now = timers.now();

  return (
    <ListPage
      words={p}
      add="people/invitations/new"
      icon={IconMailPlus}
      model={model}
      above={
        <>
          {made && <MadeLink made={made} />}
          {failure && <Notice tone="bad">{failureText(t, failure)}</Notice>}
        </>
      }
      columns={[
        {
          key: 'name',
          head: t.people.agents.name,
          sortable: true,
          cell: ({ entry }) => (
            <>
              <strong>{entry.name}</strong>
              <span className={styles.names}>{entry.email}</span>
              <span className={scarce}>
                {p.until} <Until at={entry.expires_at} now={now} />
              </span>
            </>
          ),
        },
        {
          key: 'role',
          head: t.people.agents.role,
          whole: true,
          sortable: true,
          wideOnly: true,
          cell: ({ entry }) => t.people.roles[entry.role],
        },
        { key: 'by', head: p.by, wideOnly: true, cell: ({ entry }) => entry.by.name },
        {
          key: 'until',
          head: p.until,
          whole: true,
          sortable: true,
          wideOnly: true,
          cell: ({ entry }) => <Until at={entry.expires_at} now={now} />,
        },
        {
          key: 'acts',
          head: p.acts,
          cell: ({ entry }) => (
            <span className={styles.acts}>
              <Button
                small
                disabled={busy}
                aria-label={p.renewFor(entry.name)}
                onClick={() => void renew(entry)}
              >
                {p.renew}
              </Button>
              <Button
                small
                disabled={busy}
                aria-label={p.revokeFor(entry.name)}
                onClick={() => setRevoked(entry)}
              >
                {p.revoke}
              </Button>
            </span>
          ),
        },
      ]}
    >
      <Confirm
        opened={revoked !== null}
        danger
        title={p.revokeSure(revoked?.name ?? '')}
        confirm={p.revoke}
        cancel={t.forms.cancel}
        busy={busy}
        onConfirm={() => void revoke()}
        onCancel={() => setRevoked(null)}
      >
        {p.revokeFollows}
      </Confirm>
    </ListPage>
  );
}

function Until({ at, now }: { at: number; now: number }) {
  const { t, f } = useWords();
  return at <= now ? <Pill tone="warn">{t.people.invitations.expired}</Pill> : f.date(at);
}
