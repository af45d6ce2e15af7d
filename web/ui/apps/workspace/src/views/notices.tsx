import { Button } from '@frontdesk/kit/button';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { EmptyState, LoadingState } from '@frontdesk/kit/states';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel } from '@frontdesk/kit/use_model';
import type { TicketRow } from '@frontdesk/protocol';
import { IconBrandWechat } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { isNewChat } from '../models/list_rows';
import { useInside } from './inside';
import styles from './notifier.module.css';
import { useNow } from './use_now';
import { useWords } from './words';

/** The rows of the chosen tab; arrow keys go from one to the next. */
export function Notices() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { tab, rows, more } = useModel(workspace.notifier);
  const list = useRef<HTMLUListElement>(null);
  if (!rows) return <LoadingState label={t.connection.loading} rows={4} />;
  if (rows.length === 0)
    return (
      <EmptyState icon={IconBrandWechat} title={t.frame.notifier.empty[tab]} hint={t.frame.notifier.hint} />
    );
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...(list.current?.parentElement?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    if (by === undefined || at < 0) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go on from the row that has the focus
    <div onKeyDown={onKeyDown}>
      <ul ref={list}>
        {rows.map((row) => (
          <Notice key={row.ticket} row={row} />
        ))}
      </ul>
      {more && (
        <Button className={styles.more ?? ''} look="quiet" onClick={workspace.notifier.loadMore}>
          {t.frame.notifier.loadMore}
        </Button>
      )}
    </div>
  );
}

/** S1-6 to S1-11: the status left, the channel right, the name, one of two texts, the time. */
function Notice({ row }: { row: TicketRow }) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const clock = useNow();
  return (
    <li>
      <button
        type="button"
        className={styles.notice}
        onClick={() => workspace.notifier.openTicket(row.conversation)}
      >
        <StatusBadge
          small
          status={row.status}
          letter={t.statusLetters[row.status]}
          name={t.ticketStatus[row.status]}
        />
        <span className={styles.name}>{row.requester}</span>
        <time dateTime={new Date(row.updated_at).toISOString()}>{f.short(row.updated_at, clock)}</time>
        <span className={styles.text}>{isNewChat(row) ? t.lists.startedChat : t.lists.repliedChat}</span>
        <span className={styles.channel}>
          <ChannelIcon channel={row.channel} name={t.channels[row.channel]} size={17} />
        </span>
      </button>
    </li>
  );
}
