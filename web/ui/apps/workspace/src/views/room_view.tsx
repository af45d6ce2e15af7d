import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { useState } from 'react';
import { failureText } from '../i18n/failures';
import type { Room } from '../models/room';
import { Blank } from './blank';
import { ConversationPane } from './conversation_pane';
import { CustomerCard } from './customer_card';
import styles from './room_view.module.css';
import { TicketPanel } from './ticket_panel';
import type { Layout } from './use_layout';
import { useWords } from './words';

export function RoomView({ room, layout }: { room: Room; layout: Layout }) {
  const { t } = useWords();
  const now = useModel(room.conversation);
  const [pane, setPane] = useState<'conversation' | 'details'>('conversation');
  switch (now.is) {
    case 'loading':
      return <Blank busy title={t.connection.loading} />;
    case 'failed':
      return (
        <>
          {/* Nobody is known whose name could stand above it, and a page needs a heading. */}
          <h1 className="fd-hidden">{t.conversation.region}</h1>
          <Blank title={failureText(t, now.failure)}>
            <Button onClick={room.conversation.retry}>{t.connection.retry}</Button>
          </Blank>
        </>
      );
    case 'ready':
      return (
        <div className={styles.room} data-layout={layout} data-pane={pane}>
          {layout === 'wide' && (
            <aside className={styles.ticket} aria-label={t.ticket.panel}>
              <TicketPanel room={room} />
            </aside>
          )}
          <div className={styles.conversation}>
            <ConversationPane
              room={room}
              state={now}
              layout={layout}
              onDetails={() => setPane(pane === 'details' ? 'conversation' : 'details')}
            />
          </div>
          <aside
            className={styles.details}
            aria-label={layout === 'wide' ? t.customer.panel : t.panes.details}
          >
            {layout === 'narrow' && (
              <>
                {/* That of the conversation is not shown meanwhile, and a page needs one. */}
                {pane === 'details' && <h1 className="fd-hidden">{now.head.end_user.name}</h1>}
                <Button look="quiet" onClick={() => setPane('conversation')}>
                  ← {t.panes.conversation}
                </Button>
              </>
            )}
            {layout !== 'wide' && <TicketPanel room={room} />}
            <CustomerCard room={room} />
          </aside>
        </div>
      );
  }
}
