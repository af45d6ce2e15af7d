import { CopyField } from '@frontdesk/kit/copy_field';
import type { MadeInvitation } from '@frontdesk/protocol';
import { useWords } from '../../words';
import styles from './people.module.css';

/** The link of an invitation that was just made or renewed. */
export function MadeLink({ made: { invitation, link } }: { made: MadeInvitation }) {
  const { t, f } = useWords();
  const p = t.people.invitations;
  return (
    <div className={styles.made}>
      <CopyField
        secret
        label={p.linkFor(invitation.name)}
        hint={p.linkHint(f.moment(invitation.expires_at))}
        value={link}
        copy={p.copy}
        copied={p.copied}
      />
    </div>
  );
}
