import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import type { TicketRow } from '@frontdesk/protocol';
import { memo } from 'react';
import { isNewChat } from '../../models/list_rows';
import { useInside } from '../inside';
import { useWords } from '../words';
import styles from './list_pane.module.css';

interface CompactRowProps {
  row: TicketRow;
  clock: number;
  gone?: boolean;
  current?: boolean;
  reachable?: boolean;
  onFocus?: (ticket: number) => void;
}

/** A ticket on two lines: who and by which channel, what about and since when. */
export const CompactRow = memo(function CompactRow(props: CompactRowProps) {
  const { row, clock, gone, current, reachable, onFocus } = props;
  const { workspace } = useInside();
  const { t, f } = useWords();
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={current || undefined}
      data-gone={gone || undefined}
      tabIndex={reachable ? 0 : -1}
      onFocus={() => onFocus?.(row.ticket)}
      onClick={() => workspace.tabs.open(row.conversation)}
    >
      <StatusBadge
        small
        status={row.status}
        letter={t.statusLetters[row.status]}
        name={t.ticketStatus[row.status]}
      />
      <span className={styles.name} data-unread={row.unread > 0 || undefined}>
        {row.requester}
      </span>
      <span className={styles.channel}>
        <ChannelIcon channel={row.channel} name={t.channels[row.channel]} />
      </span>
      <span className={styles.about}>
        {row.subject || (isNewChat(row) ? t.lists.startedChat : t.lists.repliedChat)}
      </span>
      <span className={styles.meta}>
        {row.unread > 0 && (
          <span className={styles.unread} title={t.lists.unread(row.unread)}>
            <span aria-hidden="true">{row.unread > 99 ? '99+' : row.unread}</span>
            <span className="fd-hidden">{t.lists.unread(row.unread)}</span>
          </span>
        )}
        {row.waiting_since === null ? (
          <time dateTime={new Date(row.updated_at).toISOString()}>{f.short(row.updated_at, clock)}</time>
        ) : (
          <span className={styles.waiting}>{t.lists.waiting(f.span(clock - row.waiting_since))}</span>
        )}
      </span>
    </button>
  );
});
