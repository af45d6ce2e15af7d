import { Button } from '@frontdesk/kit/button';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel } from '@frontdesk/kit/use_model';
import type { AgentHead, Customer } from '@frontdesk/protocol';
import { IconCircleCheckFilled, IconMail, IconPencil, IconUsersGroup } from '@tabler/icons-react';
import { Fragment, memo, useRef, useState } from 'react';
import type { Texts } from '../i18n/en';
import { failureText } from '../i18n/failures';
import type { Room } from '../models/room';
import { Blank } from './blank';
import { LocalTime } from './local_time';
import { MergeDialog } from './merge_dialog';
import styles from './panel.module.css';
import { ProfileForm } from './profile_form';
import { UserInfo } from './social_info';
import { useWords } from './words';

const TABS = ['profile', 'history'] as const;

/** Who writes, and everything that was before. */
export const CustomerCard = memo(function CustomerCard({ room }: { room: Room }) {
  const { t } = useWords();
  const now = useModel(room.customer);
  const [tab, setTab] = useState<(typeof TABS)[number]>('profile');
  const list = useRef<HTMLDivElement>(null);
  switch (now.is) {
    case 'loading':
      return <Blank busy title={t.connection.loading} />;
    case 'failed':
      return (
        <Blank title={failureText(t, now.failure)}>
          <Button onClick={room.customer.retry}>{t.connection.retry}</Button>
        </Blank>
      );
    case 'ready': {
      const step = (key: string) => {
        if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
        const next = tab === 'profile' ? 'history' : 'profile';
        setTab(next);
        list.current?.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
      };
      return (
        <div className={styles.card}>
          <div ref={list} className={styles.tabs} role="tablist" aria-label={t.talk.customer.tabs}>
            {TABS.map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                data-tab={one}
                id={`customer-tab-${one}`}
                aria-selected={one === tab}
                aria-controls="customer-panel"
                tabIndex={one === tab ? 0 : -1}
                onClick={() => setTab(one)}
                onKeyDown={(event) => step(event.key)}
              >
                {t.talk.customer[one]}
              </button>
            ))}
          </div>
          <div
            id="customer-panel"
            role="tabpanel"
            aria-labelledby={`customer-tab-${tab}`}
            className={styles.panel}
          >
            {tab === 'profile' ? (
              <>
                {now.editing ? (
                  <ProfileForm model={room.customer} editing={now.editing} />
                ) : (
                  <Person room={room} head={now.head} customer={now.customer} />
                )}
                <UserInfo customer={now.customer} />
                <Captured head={now.head} />
                <Earlier room={room} head={now.head} customer={now.customer} most={5} />
              </>
            ) : (
              <Earlier room={room} head={now.head} customer={now.customer} />
            )}
          </div>
        </div>
      );
    }
  }
});

interface PartProps {
  room: Room;
  head: AgentHead;
  customer: Customer;
}

function Person({ room, head, customer }: PartProps) {
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

/** May break after the at sign and after each dot, so that no word of it is torn while there is room. */
function breakable(email: string) {
  let at = 0;
  return email.split(/(?<=[@.])/).map((part) => {
    at += part.length;
    return (
      <Fragment key={at}>
        {part}
        <wbr />
      </Fragment>
    );
  });
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value.includes('@') ? breakable(value) : value}</dd>
    </div>
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
          <Fact key={answer.label} name={answer.label} value={answer.value} />
        ))}
      </dl>
    </section>
  );
}

/** All tickets of this person, of whatever channel; `most`: only the newest. */
function Earlier({ room, head, customer, most }: PartProps & { most?: number }) {
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
