import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { memo, useRef, useState } from 'react';
import { failureText } from '../i18n/failures';
import type { Room } from '../models/room';
import { Blank } from './blank';
import { Captured } from './customer_facts';
import { Person } from './customer_person';
import { EarlierTickets } from './earlier_tickets';
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
                <EarlierTickets room={room} head={now.head} customer={now.customer} most={5} />
              </>
            ) : (
              <EarlierTickets room={room} head={now.head} customer={now.customer} />
            )}
          </div>
        </div>
      );
    }
  }
});
