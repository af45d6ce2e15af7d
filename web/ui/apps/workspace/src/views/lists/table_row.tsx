import { Avatar } from '@frontdesk/kit/avatar';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel } from '@frontdesk/kit/use_model';
import type { TicketRow } from '@frontdesk/protocol';
import { IconChevronDown, IconChevronsUp, IconChevronUp } from '@tabler/icons-react';
import { memo } from 'react';
import { useInside } from '../inside';
import { useWords } from '../words';
import styles from './ticket_table.module.css';

export interface TableRowProps {
  /** Null while it is on its way. */
  row: TicketRow | null;
  index: number;
  /** Pixels from the beginning of the rows. */
  top: number;
  /** The server's clock. */
  clock: number;
  gone: boolean;
  reachable: boolean;
  onFocus: (ticket: number) => void;
}

/* biome-ignore-start lint/a11y/useSemanticElements: part of a table whose rows are not all in the page */
/* biome-ignore-start lint/a11y/useFocusableInteractive: what can be pressed in a row is its button */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, index, top, gone } = props;
  const { t } = useWords();
  const place = { role: 'row', 'aria-rowindex': index + 2, style: { transform: `translateY(${top}px)` } };
  if (!row)
    return (
      <div {...place} className={styles.row} data-waiting>
        <div role="cell" className={styles.ghost}>
          <span className="fd-hidden">{t.frame.lists.loadingRow}</span>
        </div>
      </div>
    );
  return (
    <div {...place} className={styles.row} data-ticket={row.ticket} data-gone={gone || undefined}>
      <Cells {...props} row={row} />
    </div>
  );
});

function Cells({ row, clock, gone, reachable, onFocus }: TableRowProps & { row: TicketRow }) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const { group, assignee } = useNames(row);
  return (
    <>
      <div role="cell" data-column="status">
        <StatusBadge
          small
          status={row.status}
          letter={t.statusLetters[row.status]}
          name={t.ticketStatus[row.status]}
        />
      </div>
      <div role="cell" data-column="requester">
        <button
          type="button"
          className={styles.open}
          tabIndex={reachable ? 0 : -1}
          onFocus={() => onFocus(row.ticket)}
          onClick={() => workspace.tabs.open(row.conversation)}
        >
          <span className={styles.name} data-unread={row.unread > 0 || undefined}>
            {row.requester}
          </span>
          {row.unread > 0 && (
            <span className={styles.unread} title={t.lists.unread(row.unread)}>
              <span aria-hidden="true">{row.unread > 99 ? '99+' : row.unread}</span>
              <span className="fd-hidden">{t.lists.unread(row.unread)}</span>
            </span>
          )}
          {gone && <span className="fd-hidden">{t.frame.lists.left}</span>}
        </button>
      </div>
      <div role="cell" data-column="subject">
        <span className={styles.number}>#{row.ticket}</span>
        <span className={styles.subject}>{row.subject || t.frame.people.noSubject}</span>
      </div>
      <div role="cell" data-column="channel">
        <ChannelIcon channel={row.channel} name="" />
        <span>{t.channels[row.channel]}</span>
      </div>
      <div role="cell" data-column="group">
        {group}
      </div>
      <div role="cell" data-column="assignee">
        {assignee && <Avatar name={assignee} size="s" />}
        <span className={styles.cut}>{assignee ?? t.frame.lists.nobody}</span>
      </div>
      <div role="cell" data-column="priority" data-priority={row.priority}>
        <PriorityIcon row={row} />
        {t.priorities[row.priority]}
      </div>
      <div role="cell" data-column="waiting" data-waits={row.waiting_since !== null || undefined}>
        {row.waiting_since !== null && f.span(clock - row.waiting_since)}
      </div>
      <div role="cell" data-column="updated">
        <time dateTime={new Date(row.updated_at).toISOString()}>{f.short(row.updated_at, clock)}</time>
      </div>
    </>
  );
}
/* biome-ignore-end lint/a11y/useFocusableInteractive: as above */
/* biome-ignore-end lint/a11y/useSemanticElements: as above */

function PriorityIcon({ row }: { row: TicketRow }) {
  if (row.priority === 'urgent') return <IconChevronsUp size={15} stroke={2} aria-hidden="true" />;
  if (row.priority === 'high') return <IconChevronUp size={15} stroke={2} aria-hidden="true" />;
  if (row.priority === 'low') return <IconChevronDown size={15} stroke={2} aria-hidden="true" />;
  return null;
}

function useNames(row: TicketRow): { group: string; assignee: string | null } {
  const { workspace } = useInside();
  const { agents, groups } = useModel(workspace.names);
  return {
    group: row.group === null ? '' : (groups.get(row.group) ?? ''),
    assignee: row.assignee === null ? null : (agents.get(row.assignee) ?? `#${row.assignee}`),
  };
}
