import { StatusBadge } from '@frontdesk/kit/status_badge';
import type { AgentHead, Customer } from '@frontdesk/protocol';
import type { Room } from '../models/room';
import styles from './panel.module.css';
import { useWords } from './words';

interface EarlierTicketsProps {
  room: Room;
  head: AgentHead;
  customer: Customer;
  /** Only so many of the newest, and without the one on the screen. */
  most?: number;
}

/** All tickets of this person, of whatever channel. */
export function EarlierTickets({ room, head, customer, most }: EarlierTicketsProps) {
  const { t, f } = useWords();
  const short = most !== undefined;
  const all = short ? customer.tickets.filter((ticket) => ticket.id !== head.ticket?.id) : customer.tickets;
  const shown = short ? all.slice(0, most) : all;
  return (
    <section className={styles.section}>
      <h2>{short ? t.customer.earlier : t.talk.customer.history}</h2>
      {shown.length === 0 && (
        <p className={styles.dim}>{short ? t.customer.noEarlier : t.talk.customer.historyEmpty}</p>
      )}
      <ul className={styles.tickets}>
        {shown.map((ticket) => {
          const here = ticket.id === head.ticket?.id;
          const date = f.date(ticket.created_at);
          return (
            <li key={ticket.id}>
              <button
                type="button"
                className={styles.ticket}
                title={ticket.status === 'closed' ? t.talk.customer.readOnly : undefined}
                onClick={() => void room.customer.openTicket(ticket.id)}
              >
                <StatusBadge
                  small
                  status={ticket.status}
                  letter={t.statusLetters[ticket.status]}
                  name={t.ticketStatus[ticket.status]}
                />
                <span>
                  #{ticket.id} {ticket.subject}
                </span>
                <time dateTime={new Date(ticket.created_at).toISOString()}>
                  {here ? t.talk.customer.thisOne : short ? date : ''}
                </time>
                {!short && <small>{t.talk.customer.channelOf(t.channels[ticket.channel], date)}</small>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
