import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import type { AgentHead, Customer, CustomerIdentity } from '@frontdesk/protocol';
import { isSocialChannel } from '../models/channels';
import { Fact } from './customer_facts';
import styles from './panel.module.css';
import { useWords } from './words';

/** Everything known of the account that replies go out by (S1-13, S1-16, S1-26). */
export function ChannelInfo({ head }: { head: AgentHead }) {
  const { t } = useWords();
  const to = head.reply_to;
  if (!to || !isSocialChannel(to.channel)) return null;
  const w = t.social.channelInfo;
  const names: Readonly<Record<string, string | undefined>> = w.settings;
  const settings = Object.entries(to.info).filter(([, value]) => value !== to.number);
  return (
    <section className={styles.section} aria-labelledby="channel-info">
      <h2 id="channel-info">{w.title}</h2>
      <dl className={styles.facts}>
        <Fact name={w.kind} value={t.channels[to.channel]} />
        <Fact name={w.name} value={to.name} />
        {to.number !== null && <Fact name={w.number} value={to.number} />}
        {settings.map(([name, value]) => (
          <Fact key={name} name={names[name] ?? name} value={value} />
        ))}
        <Fact name={w.id} value={to.integration} />
      </dl>
    </section>
  );
}

/** All that social channels told of a person, channel by channel (S1-15, S1-22, S1-23). */
export function UserInfo({ customer }: { customer: Customer }) {
  const { t } = useWords();
  if (customer.identities.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="user-info">
      <h2 id="user-info">{t.social.userInfo.title}</h2>
      {customer.identities.map((identity) => (
        <OneIdentity key={`${identity.integration}/${identity.address}`} identity={identity} />
      ))}
    </section>
  );
}

function OneIdentity({ identity }: { identity: CustomerIdentity }) {
  const { t, f } = useWords();
  const w = t.social.userInfo;
  const names: Readonly<Record<string, string | undefined>> = w.facts;
  const { channel, account, address, phone, stopped, since } = identity;
  return (
    <div className={styles.identity}>
      <p className={styles.which}>
        <ChannelIcon channel={channel} name="" size={14} />
        <span>
          {t.channels[channel]} · {account} · {w.since(f.date(since))}
        </span>
        {stopped && <b>{w.stopped}</b>}
      </p>
      <dl className={styles.facts}>
        {phone !== null && <Fact name={w.phone} value={phone} />}
        {address !== phone && <Fact name={w.address} value={address} />}
        {news(identity).map(([name, value]) => (
          <Fact key={name} name={names[name] ?? name} value={value} />
        ))}
      </dl>
    </div>
  );
}

/** What was told of somebody besides what stands above it already, in whatever form of writing. */
function news({ address, phone, facts }: CustomerIdentity): readonly (readonly [string, string])[] {
  const bare = (text: string) => text.replace(/^\+/, '');
  const told = [address, ...(phone === null ? [] : [phone])].map(bare);
  return Object.entries(facts).filter(([, value]) => !told.includes(bare(value)));
}
