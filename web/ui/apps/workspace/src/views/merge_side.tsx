import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import type { Customer } from '@frontdesk/protocol';
import { IconMail } from '@tabler/icons-react';
import { wayText } from '../i18n/social';
import { breakable } from './customer_facts';
import styles from './dialogs.module.css';
import { useWords } from './words';

/** One of the two: by which channels they wrote, under which address, and since when. */
export function MergeSide({ customer }: { customer: Customer }) {
  const { t, f } = useWords();
  const { id, name, email, identities, tickets, created_at } = customer;
  const [ticket] = identities.length === 0 ? tickets : [];
  return (
    <section className={styles.side} aria-label={`${name} #${id}`}>
      <p>
        <b>{name}</b> <span className={styles.dim}>#{id}</span>
      </p>
      <ul>
        {identities.map((identity) => (
          <li key={`${identity.integration}/${identity.address}`}>
            <ChannelIcon channel={identity.channel} name="" size={14} />
            <span>{wayText(t, identity)}</span>
          </li>
        ))}
        {ticket && (
          <li>
            <ChannelIcon channel={ticket.channel} name="" size={14} />
            <span>{t.channels[ticket.channel]}</span>
          </li>
        )}
        {email !== null && (
          <li>
            <IconMail size={14} stroke={1.7} aria-hidden="true" />
            <span>{breakable(email)}</span>
          </li>
        )}
      </ul>
      <p className={styles.dim}>
        {t.customer.since} {f.date(created_at)}
      </p>
    </section>
  );
}
