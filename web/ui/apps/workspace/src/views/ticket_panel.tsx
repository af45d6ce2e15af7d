import { Button } from '@frontdesk/kit/button';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel, useModelPart } from '@frontdesk/kit/use_model';
import type { Priority, Ticket } from '@frontdesk/protocol';
import { Select } from '@mantine/core';
import { IconArrowsExchange, IconChevronDown, IconLock } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Room } from '../models/room';
import type { TicketSnapshot } from '../models/ticket';
import { Blank } from './blank';
import { FieldEditor } from './field_editor';
import { useInside } from './inside';
import styles from './panel.module.css';
import { ChannelInfo } from './social_info';
import { TagsEditor } from './tags_editor';
import { TransferDialog } from './transfer_dialog';
import { useWords } from './words';

const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

/** Beside a conversation in which much is said, and not drawn anew with each word of it. */
export const TicketPanel = memo(function TicketPanel({ room }: { room: Room }) {
  const { t } = useWords();
  const now = useModel(room.ticket);
  const head = useModelPart(room.conversation, (now) => (now.is === 'ready' ? now.head : null));
  const [transferring, setTransferring] = useState(false);
  if (!now.ticket) return <Blank title={t.ticket.none} hint={t.ticket.noneHint} />;
  const transfer = () => setTransferring(true);
  return (
    <div className={styles.panel}>
      <Head room={room} now={now} ticket={now.ticket} />
      <Actions room={room} now={now} onTransfer={transfer} />
      <Facts room={room} now={now} ticket={now.ticket} onTransfer={transfer} />
      {now.fields.length > 0 && (
        <section className={styles.section}>
          <h2>{t.ticket.fields}</h2>
          {now.fields.map(({ definition, value }) => (
            <FieldEditor
              key={definition.id}
              definition={definition}
              value={value}
              editable={now.editable}
              onSet={(next) => room.ticket.setField(definition.id, next)}
            />
          ))}
        </section>
      )}
      {head && <ChannelInfo head={head} />}
      {transferring && <TransferDialog conversation={room.id} onClose={() => setTransferring(false)} />}
    </div>
  );
});

interface PartProps {
  room: Room;
  now: TicketSnapshot;
  ticket: Ticket;
}

function Head({ room, now, ticket }: PartProps) {
  const { t, f } = useWords();
  const { previous } = ticket;
  return (
    <header className={styles.head}>
      <p className={styles.line}>
        <b>{t.ticket.number(ticket.id)}</b>
        <StatusBadge
          status={ticket.status}
          letter={t.statusLetters[ticket.status]}
          name={t.ticketStatus[ticket.status]}
        />
      </p>
      {ticket.subject && <p className={styles.subject}>{ticket.subject}</p>}
      <p className={styles.dim}>
        {t.ticket.opened}{' '}
        <time dateTime={new Date(ticket.created_at).toISOString()}>{f.moment(ticket.created_at)}</time>
      </p>
      {previous !== null && (
        <button type="button" className={styles.link} onClick={() => void room.customer.openTicket(previous)}>
          {t.ticket.previous(previous)}
        </button>
      )}
      {now.locked && (
        <p className={styles.locked}>
          <IconLock size={13} stroke={1.9} aria-hidden="true" />
          {now.locked.why === 'closed'
            ? t.talk.ticket.lockedClosed
            : t.talk.ticket.lockedByOther(now.locked.name)}
        </p>
      )}
    </header>
  );
}

function Actions({ room, now, onTransfer }: Omit<PartProps, 'ticket'> & { onTransfer: () => void }) {
  const { t } = useWords();
  if (!now.canTake && !now.canTransfer) return null;
  return (
    <div className={styles.actions}>
      {now.canTake && (
        <Button look="strong" disabled={now.taking} onClick={() => void room.ticket.take()}>
          {t.ticket.take}
        </Button>
      )}
      {now.canTransfer && (
        <Button onClick={onTransfer}>
          <IconArrowsExchange size={16} stroke={1.7} aria-hidden="true" />
          {t.ticket.transfer}
        </Button>
      )}
    </div>
  );
}

function Facts({ room, now, ticket, onTransfer }: PartProps & { onTransfer: () => void }) {
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
