import { Button } from '@frontdesk/kit/button';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel } from '@frontdesk/kit/use_model';
import type { AgentHead, Customer } from '@frontdesk/protocol';
import { IconCircleCheck } from '@tabler/icons-react';
import { failureText } from '../i18n/failures';
import type { Room } from '../models/room';
import { Blank } from './blank';
import { useInside } from './inside';
import styles from './panel.module.css';
import { useWords } from './words';

export function CustomerCard({ room }: { room: Room }) {
  const { t } = useWords();
  const now = useModel(room.customer);
  switch (now.is) {
    case 'loading':
      return <Blank busy title={t.connection.loading} />;
    case 'failed':
      return (
        <Blank title={failureText(t, now.failure)}>
          <Button onClick={room.customer.retry}>{t.connection.retry}</Button>
        </Blank>
      );
    case 'ready':
      return (
        <div className={styles.panel}>
          <Person head={now.head} customer={now.customer} />
          <Captured head={now.head} />
          <Earlier head={now.head} customer={now.customer} />
        </div>
      );
  }
}

function Person({ head, customer }: { head: AgentHead; customer: Customer }) {
  const { t, f } = useWords();
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2 className={styles.name}>{customer.name}</h2>
        <p className={styles.dim}>
          {customer.verified && (
            <IconCircleCheck size={14} stroke={1.8} className={styles.verified} aria-hidden="true" />
          )}
          {customer.verified ? t.customer.verified : t.customer.unverified}
        </p>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{t.customer.email}</dt>
          <dd>
            {customer.email ? (
              <a href={`mailto:${encodeURIComponent(customer.email)}`}>{customer.email}</a>
            ) : (
              t.customer.unknown
            )}
          </dd>
        </div>
        <div>
          <dt>{t.customer.locale}</dt>
          <dd>{customer.locale ? f.languageName(customer.locale) : t.customer.unknown}</dd>
        </div>
        <div>
          <dt>{t.customer.channel}</dt>
          <dd>{t.channels[head.channel]}</dd>
        </div>
        <div>
          <dt>{t.customer.account}</dt>
          <dd>{head.integration_name}</dd>
        </div>
        <div>
          <dt>{t.customer.since}</dt>
          <dd>
            <time dateTime={new Date(customer.created_at).toISOString()}>{f.date(customer.created_at)}</time>
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** Found by the bot before an agent stepped in (S3-18). */
function Captured({ head }: { head: AgentHead }) {
  const { t } = useWords();
  if (head.captured.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t.customer.captured}</h2>
      <dl className={styles.facts}>
        {head.captured.map((answer) => (
          <div key={answer.label}>
            <dt>{answer.label}</dt>
            <dd>{answer.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Earlier({ head, customer }: { head: AgentHead; customer: Customer }) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const earlier = customer.tickets.filter((ticket) => ticket.id !== head.ticket?.id);
  return (
    <section className={styles.section}>
      <h2>{t.customer.earlier}</h2>
      {earlier.length === 0 && <p className={styles.dim}>{t.customer.noEarlier}</p>}
      <ul className={styles.tickets}>
        {earlier.map((ticket) => (
          <li key={ticket.id}>
            <button
              type="button"
              className={styles.ticket}
              onClick={() => workspace.tabs.open(ticket.conversation)}
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
              <time dateTime={new Date(ticket.created_at).toISOString()}>{f.date(ticket.created_at)}</time>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
