import { Button } from '@frontdesk/kit/button';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel } from '@frontdesk/kit/use_model';
import type { Priority, Ticket } from '@frontdesk/protocol';
import { Select, TagsInput } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import type { Room } from '../models/room';
import type { TicketSnapshot } from '../models/ticket';
import { Blank } from './blank';
import { FieldEditor } from './field_editor';
import { useInside } from './inside';
import styles from './panel.module.css';
import { TransferDialog } from './transfer_dialog';
import { useWords } from './words';

const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

export function TicketPanel({ room }: { room: Room }) {
  const { t } = useWords();
  const now = useModel(room.ticket);
  if (!now.ticket) return <Blank title={t.ticket.none} hint={t.ticket.noneHint} />;
  return (
    <div className={styles.panel}>
      <Head ticket={now.ticket} />
      <Actions room={room} now={now} />
      <Facts room={room} now={now} ticket={now.ticket} />
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
    </div>
  );
}

function Head({ ticket }: { ticket: Ticket }) {
  const { t, f } = useWords();
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
      {ticket.previous !== null && <p className={styles.dim}>{t.ticket.previous(ticket.previous)}</p>}
    </header>
  );
}

function Actions({ room, now }: { room: Room; now: TicketSnapshot }) {
  const { t } = useWords();
  const [transferring, setTransferring] = useState(false);
  if (!now.canTake && !now.canTransfer) return null;
  return (
    <div className={styles.actions}>
      {now.canTake && (
        <Button look="strong" disabled={now.taking} onClick={() => void room.ticket.take()}>
          {t.ticket.take}
        </Button>
      )}
      {now.canTransfer && (
        <Button onClick={() => setTransferring(true)}>
          <IconArrowsExchange size={16} stroke={1.7} aria-hidden="true" />
          {t.ticket.transfer}
        </Button>
      )}
      {transferring && <TransferDialog conversation={room.id} onClose={() => setTransferring(false)} />}
    </div>
  );
}

function Facts({ room, now, ticket }: { room: Room; now: TicketSnapshot; ticket: Ticket }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { me } = useModel(workspace.status);
  const assignee = ticket.assignee_name ?? t.ticket.nobody;
  return (
    <section className={styles.section}>
      <dl className={styles.facts}>
        <div>
          <dt>{t.ticket.assignee}</dt>
          <dd>{ticket.assignee === me.id ? t.ticket.you(assignee) : assignee}</dd>
        </div>
        <div>
          <dt>{t.ticket.group}</dt>
          <dd>{now.group?.name ?? t.ticket.noGroup}</dd>
        </div>
      </dl>
      <Select
        label={t.ticket.priority}
        data={PRIORITIES.map((priority) => ({ value: priority, label: t.priorities[priority] }))}
        value={ticket.priority}
        allowDeselect={false}
        disabled={!now.editable}
        onChange={(value) => value && room.ticket.setPriority(value)}
      />
      <TagsInput
        label={t.ticket.tags}
        value={[...ticket.tags]}
        disabled={!now.editable}
        placeholder={now.editable ? t.ticket.addTag : ''}
        maxTags={50}
        splitChars={[',', ' ']}
        onChange={(tags) => room.ticket.setTags(tags)}
      />
    </section>
  );
}
