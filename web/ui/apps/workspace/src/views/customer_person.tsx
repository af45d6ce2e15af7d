import { Button } from '@frontdesk/kit/button';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import type { AgentHead, Customer } from '@frontdesk/protocol';
import { IconCircleCheckFilled, IconMail, IconPencil, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { Texts } from '../i18n/en';
import type { Room } from '../models/room';
import { breakable, Fact } from './customer_facts';
import { LocalTime } from './local_time';
import { MergeDialog } from './merge_dialog';
import styles from './panel.module.css';
import { useWords } from './words';

interface PersonProps {
  room: Room;
  head: AgentHead;
  customer: Customer;
}

/** Who writes, and how they can be reached. */
export function Person({ room, head, customer }: PersonProps) {
  const { t, f } = useWords();
  const { email } = head.end_user;
  const locale = head.end_user.locale ?? customer.locale;
  const [merging, setMerging] = useState(false);
  const ways = waysOf(t, head, customer);
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <div className={styles.line}>
          <h2 className={styles.name}>{head.end_user.name}</h2>
          <Button look="quiet" square small aria-label={t.talk.customer.edit} onClick={room.customer.edit}>
            <IconPencil size={15} stroke={1.7} />
          </Button>
        </div>
        <p className={styles.dim}>
          {customer.verified && (
            <IconCircleCheckFilled size={14} className={styles.verified} aria-hidden="true" />
          )}
          {customer.verified ? t.customer.verified : t.customer.unverified}
        </p>
      </div>
      <div className={styles.field}>
        <span>{t.talk.customer.identities}</span>
        <ul className={styles.identities}>
          {ways.map(({ key, channel, text }) => (
            <li key={key}>
              <ChannelIcon channel={channel} name="" size={14} />
              <span>{text}</span>
            </li>
          ))}
          {email && (
            <li>
              <IconMail size={14} stroke={1.7} aria-hidden="true" />
              <a href={`mailto:${encodeURIComponent(email)}`} className={styles.email}>
                {breakable(email)}
              </a>
            </li>
          )}
        </ul>
      </div>
      <dl className={styles.facts}>
        {!email && <Fact name={t.customer.email} value={t.customer.unknown} />}
        <Fact name={t.customer.locale} value={locale ? f.languageName(locale) : t.customer.unknown} />
        <LocalTime zone={customer.time_zone} />
        <div>
          <dt>{t.customer.since}</dt>
          <dd>
            <time dateTime={new Date(customer.created_at).toISOString()}>{f.date(customer.created_at)}</time>
          </dd>
        </div>
      </dl>
      {!customer.verified && (
        <Button small onClick={() => setMerging(true)}>
          <IconUsersGroup size={15} stroke={1.7} aria-hidden="true" />
          {t.social.merge.open}
        </Button>
      )}
      {merging && <MergeDialog from={head.end_user} onClose={() => setMerging(false)} />}
    </section>
  );
}

/** The channels by which they can be reached: where they began, and every social identity (S0-26). */
function waysOf(t: Texts, head: AgentHead, { identities }: Customer) {
  const begun = identities.some(({ integration }) => integration === head.integration)
    ? []
    : [
        {
          key: head.integration,
          channel: head.channel,
          text: `${t.channels[head.channel]} · ${head.integration_name}`,
        },
      ];
  const social = identities.map(({ integration, channel, account, address, phone }) => ({
    key: `${integration}/${address}`,
    channel,
    text: [t.channels[channel], account, phone].filter((part) => part !== null).join(' · '),
  }));
  return [...begun, ...social];
}
