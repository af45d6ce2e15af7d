import { Avatar } from '@frontdesk/kit/avatar';
import { Button } from '@frontdesk/kit/button';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { EmptyState, FailedState, LoadingState } from '@frontdesk/kit/states';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel } from '@frontdesk/kit/use_model';
import type { Customer } from '@frontdesk/protocol';
import { IconArrowLeft, IconInbox, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { failureText } from '../../i18n/failures';
import { wayText } from '../../i18n/social';
import { PersonModel } from '../../models/people';
import { useInside } from '../inside';
import { useWords } from '../words';
import styles from './people.module.css';

/** One end user, with all their tickets over all channels. */
export function PersonPage({ id }: { id: number }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const [model] = useState(() => new PersonModel(id, workspace.client));
  useEffect(() => () => model.dispose(), [model]);
  return (
    <div className={styles.page}>
      <Button look="quiet" className={styles.back ?? ''} onClick={workspace.tabs.people}>
        <IconArrowLeft size={16} stroke={1.8} aria-hidden="true" />
        {t.frame.people.back}
      </Button>
      <Known model={model} />
    </div>
  );
}

function Known({ model }: { model: PersonModel }) {
  const { t } = useWords();
  const now = useModel(model);
  switch (now.is) {
    case 'loading':
      return <LoadingState label={t.connection.loading} />;
    case 'failed':
      return (
        <FailedState
          title={t.frame.people.failed}
          reason={failureText(t, now.failure)}
          retry={t.connection.retry}
          onRetry={model.retry}
        />
      );
    case 'ready':
      return <Facts customer={now.customer} />;
  }
}

function Facts({ customer }: { customer: Customer }) {
  const { t, f } = useWords();
  return (
    <>
      <div className={styles.title}>
        <Avatar name={customer.name} size="l" />
        <h1>{customer.name}</h1>
        {customer.verified && (
          <span className={styles.verified}>
            <IconRosetteDiscountCheck size={16} stroke={1.8} aria-hidden="true" />
            {t.frame.people.verified}
          </span>
        )}
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{t.customer.email}</dt>
          <dd>{customer.email ?? t.customer.unknown}</dd>
        </div>
        {customer.identities.length > 0 && (
          <div>
            <dt>{t.talk.customer.identities}</dt>
            {customer.identities.map((identity) => (
              <dd key={`${identity.integration}/${identity.address}`} className={styles.way}>
                <ChannelIcon channel={identity.channel} name="" size={14} />
                <span>{wayText(t, identity)}</span>
              </dd>
            ))}
          </div>
        )}
        <div>
          <dt>{t.frame.people.language}</dt>
          <dd>{customer.locale ? f.languageName(customer.locale) : t.customer.unknown}</dd>
        </div>
        <div>
          <dt>{t.frame.people.since}</dt>
          <dd>{f.date(customer.created_at)}</dd>
        </div>
        <div>
          <dt>{t.frame.people.id}</dt>
          <dd>{customer.id}</dd>
        </div>
      </dl>
      <h2 className={styles.subtitle}>{t.frame.people.tickets}</h2>
      <TicketsOf customer={customer} />
    </>
  );
}

function TicketsOf({ customer }: { customer: Customer }) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  if (customer.tickets.length === 0) return <EmptyState icon={IconInbox} title={t.frame.people.noTickets} />;
  return (
    <ul className={styles.people}>
      {customer.tickets.map((ticket) => (
        <li key={ticket.id}>
          <button
            type="button"
            className={styles.ticket}
            onClick={() => workspace.tabs.open(ticket.conversation)}
          >
            <StatusBadge
              status={ticket.status}
              letter={t.statusLetters[ticket.status]}
              name={t.ticketStatus[ticket.status]}
            />
            <span className={styles.number}>{t.frame.people.number(ticket.id)}</span>
            <ChannelIcon channel={ticket.channel} name={t.channels[ticket.channel]} />
            <span className={styles.subject}>{ticket.subject || t.frame.people.noSubject}</span>
            <time dateTime={new Date(ticket.created_at).toISOString()}>{f.date(ticket.created_at)}</time>
          </button>
        </li>
      ))}
    </ul>
  );
}
