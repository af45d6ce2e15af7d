import { useModel } from '@frontdesk/kit/use_model';
import type { Priority, Ticket } from '@frontdesk/protocol';
import { Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Room } from '../models/room';
import type { TicketSnapshot } from '../models/ticket';
import { useInside } from './inside';
import styles from './panel.module.css';
import { TagsEditor } from './tags_editor';
import { useWords } from './words';

const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

interface TicketFactsProps {
  room: Room;
  now: TicketSnapshot;
  ticket: Ticket;
  onTransfer: () => void;
}

/** What every ticket has: its status, whose it is, how urgent it is, and its tags. */
export function TicketFacts({ room, now, ticket, onTransfer }: TicketFactsProps) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { me } = useModel(workspace.status);
  const assignee = ticket.assignee_name ?? t.ticket.nobody;
  const statuses = now.statuses.includes(ticket.status) ? now.statuses : [ticket.status, ...now.statuses];
  return (
    <section className={styles.section}>
      <Select
        label={t.talk.ticket.status}
        data={statuses.map((status) => ({
          value: status,
          label: t.ticketStatus[status],
          disabled: status === 'new',
        }))}
        value={ticket.status}
        allowDeselect={false}
        disabled={!now.editable}
        onChange={(value) => value && room.ticket.setStatus(value)}
      />
      <Hand
        label={t.ticket.assignee}
        value={ticket.assignee === me.id ? t.ticket.you(assignee) : assignee}
        editable={now.canTransfer}
        onChange={onTransfer}
      />
      <Hand
        label={t.ticket.group}
        value={now.group?.name ?? t.ticket.noGroup}
        editable={now.canTransfer}
        onChange={onTransfer}
      />
      <Select
        label={t.ticket.priority}
        data={PRIORITIES.map((priority) => ({ value: priority, label: t.priorities[priority] }))}
        value={ticket.priority}
        allowDeselect={false}
        disabled={!now.editable}
        onChange={(value) => value && room.ticket.setPriority(value)}
      />
      <TagsEditor ticket={room.ticket} tags={ticket.tags} editable={now.editable} />
    </section>
  );
}

interface HandProps {
  label: string;
  value: string;
  editable: boolean;
  onChange: () => void;
}

/** Whose it is; changed by handing it over. */
function Hand({ label, value, editable, onChange }: HandProps) {
  return (
    <div className={styles.field}>
      <span>{label}</span>
      {editable ? (
        <button type="button" className={styles.hand} aria-label={`${label}: ${value}`} onClick={onChange}>
          <span>{value}</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden="true" />
        </button>
      ) : (
        <p>{value}</p>
      )}
    </div>
  );
}
