import type { ListName } from '@frontdesk/client/desk';
import { Button } from '@frontdesk/kit/button';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel } from '@frontdesk/kit/use_model';
import type { TicketRow } from '@frontdesk/protocol';
import { Fragment } from 'react';
import { failureText } from '../i18n/failures';
import type { ListsSnapshot } from '../models/lists';
import { Blank } from './blank';
import { useInside } from './inside';
import styles from './ticket_list.module.css';
import { useNow } from './use_now';
import { useWords } from './words';

const LISTS: readonly ListName[] = ['unassigned', 'mine', 'open', 'closed'];

/** `alone`: nothing stands beside it. */
export function TicketList({ alone }: { alone: boolean }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { list, counts, dots, rows, mineToDo } = useModel(workspace.lists);
  return (
    <section className={styles.pane} data-alone={alone || undefined} aria-label={t.lists.label}>
      <div className={styles.lists} role="tablist" aria-label={t.lists.label}>
        {LISTS.map((name) => {
          const live = name === 'unassigned' || name === 'mine';
          return (
            <button
              key={name}
              type="button"
              role="tab"
              id={`list-${name}`}
              aria-selected={name === list}
              aria-controls="list-rows"
              className={styles.list}
              onClick={() => workspace.lists.choose(name)}
            >
              {t.lists[name]}
              {live && <span className={styles.count}>{counts[name]}</span>}
              {live && dots[name] && (
                <span className={styles.dot}>
                  <span className="fd-hidden">{t.lists.attention}</span>
                </span>
              )}
            </button>
          );
        })}
      </div>
      <div className={styles.rows} role="tabpanel" id="list-rows" aria-labelledby={`list-${list}`}>
        <Rows list={list} rows={rows} mineToDo={mineToDo} />
      </div>
    </section>
  );
}

type RowsProps = Pick<ListsSnapshot, 'list' | 'rows' | 'mineToDo'>;

function Rows({ list, rows, mineToDo }: RowsProps) {
  const { workspace } = useInside();
  const { t } = useWords();
  const now = useNow();
  switch (rows.is) {
    case 'loading':
      return <Blank busy title={t.connection.loading} />;
    case 'failed':
      return (
        <Blank title={failureText(t, rows.failure)}>
          <Button onClick={workspace.lists.retry}>{t.connection.retry}</Button>
        </Blank>
      );
    case 'ready':
      if (rows.rows.length === 0) return <Blank title={t.lists.empty[list]} hint={t.lists.emptyHint[list]} />;
      return (
        <>
          <ul>
            {rows.rows.map((row, at) => (
              <Fragment key={row.ticket}>
                {at === mineToDo && <li className={styles.heading}>{t.lists.waitsForOthers}</li>}
                <Row row={row} now={now} />
              </Fragment>
            ))}
          </ul>
          {rows.more !== 'none' && (
            <Button
              look="quiet"
              className={styles.more ?? ''}
              disabled={rows.more === 'loading'}
              onClick={workspace.lists.loadMore}
            >
              {rows.more === 'loading' ? t.connection.loading : t.lists.loadMore}
            </Button>
          )}
        </>
      );
  }
}

function Row({ row, now }: { row: TicketRow; now: number }) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const { place } = useModel(workspace.tabs);
  const current = place.at === 'conversation' && place.conversation === row.conversation;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={current || undefined}
        onClick={() => workspace.tabs.open(row.conversation)}
      >
        <StatusBadge
          small
          status={row.status}
          letter={t.statusLetters[row.status]}
          name={t.ticketStatus[row.status]}
        />
        <span className={styles.name} data-unread={row.unread > 0 || undefined}>
          {row.requester}
        </span>
        <span className={styles.channel}>
          <ChannelIcon channel={row.channel} name={t.channels[row.channel]} />
        </span>
        <span className={styles.about}>{row.replied ? t.lists.repliedChat : t.lists.startedChat}</span>
        <span className={styles.meta}>
          {row.unread > 0 && (
            <span className={styles.unread} title={t.lists.unread(row.unread)}>
              <span aria-hidden="true">{row.unread > 99 ? '99+' : row.unread}</span>
              <span className="fd-hidden">{t.lists.unread(row.unread)}</span>
            </span>
          )}
          {row.waiting_since === null ? (
            <time dateTime={new Date(row.updated_at).toISOString()}>{f.short(row.updated_at, now)}</time>
          ) : (
            <span className={styles.waiting}>{t.lists.waiting(f.span(now - row.waiting_since))}</span>
          )}
        </span>
      </button>
    </li>
  );
}
