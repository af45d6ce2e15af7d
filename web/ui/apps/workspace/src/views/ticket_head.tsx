import { StatusBadge } from '@frontdesk/kit/status_badge';
import type { Ticket } from '@frontdesk/protocol';
import { IconLock } from '@tabler/icons-react';
import type { Room } from '../models/room';
import type { TicketSnapshot } from '../models/ticket';
import styles from './panel.module.css';
import { useWords } from './words';

interface TicketHeadProps {
  room: Room;
  now: TicketSnapshot;
  ticket: Ticket;
}

/** Which ticket it is, since when, and who may change it. */
export function TicketHead({ room, now, ticket }: TicketHeadProps) {
  const { t, f } = useWords();
  const { previous } = ticket;
  return (
    <header className={styles.head}>
      <p className={styles.line}>
        <b>{t.ticket.number(ticket.id)}</b>
        <StatusBadge
          status={ticket.status}
          letter={t.statusLetters[ticket.status]}
          name={t.ticketStatus[ticket.status]}
        />
      </p>
      {ticket.subject && <p className={styles.subject}>{ticket.subject}</p>}
      <p className={styles.dim}>
        {t.ticket.opened}{' '}
        <time dateTime={new Date(ticket.created_at).toISOString()}>{f.moment(ticket.created_at)}</time>
      </p>
      {previous !== null && (
        <button type="button" className={styles.link} onClick={() => void room.customer.openTicket(previous)}>
          {t.ticket.previous(previous)}
        </button>
      )}
      {now.locked && (
        <p className={styles.locked}>
          <IconLock size={13} stroke={1.9} aria-hidden="true" />
          {now.locked.why === 'closed'
            ? t.talk.ticket.lockedClosed
            : t.talk.ticket.lockedByOther(now.locked.name)}
        </p>
      )}
    </header>
  );
}
