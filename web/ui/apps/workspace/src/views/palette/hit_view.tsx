import { Avatar } from '@frontdesk/kit/avatar';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { IconBolt, IconHistory } from '@tabler/icons-react';
import { contactOf } from '../../i18n/contact';
import type { Hit } from '../../models/palette';
import { useWords } from '../words';
import styles from './palette.module.css';

export function HitView({ hit }: { hit: Hit }) {
  const { t } = useWords();
  switch (hit.is) {
    case 'recent':
      return (
        <>
          <IconHistory size={17} stroke={1.7} aria-hidden="true" />
          <span className={styles.main}>{hit.tab.title ?? t.tabs.untitled}</span>
          <span className={styles.more}>{hit.tab.ticket !== null && `#${hit.tab.ticket}`}</span>
        </>
      );
    case 'ticket':
      return (
        <>
          <StatusBadge
            small
            status={hit.row.status}
            letter={t.statusLetters[hit.row.status]}
            name={t.ticketStatus[hit.row.status]}
          />
          <span className={styles.main}>{hit.row.requester}</span>
          <span className={styles.about}>{hit.row.subject}</span>
          <span className={styles.more}>#{hit.row.ticket}</span>
          <ChannelIcon channel={hit.row.channel} name={t.channels[hit.row.channel]} />
        </>
      );
    case 'person':
      return (
        <>
          <Avatar name={hit.person.name} size="s" />
          <span className={styles.main}>{hit.person.name}</span>
          <span className={styles.about}>{contactOf(hit.person).join(' · ')}</span>
          <span className={styles.more}>{t.frame.palette.endUser(hit.person.id)}</span>
        </>
      );
    case 'command':
      return (
        <>
          <IconBolt size={17} stroke={1.7} aria-hidden="true" />
          <span className={styles.main}>{hit.command.title(t)}</span>
          <span className={styles.keys}>
            {hit.command.keys?.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        </>
      );
  }
}
