import { Button } from '@frontdesk/kit/button';
import { useModel, useModelPart } from '@frontdesk/kit/use_model';
import { IconArrowsExchange } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Room } from '../models/room';
import type { TicketSnapshot } from '../models/ticket';
import { Blank } from './blank';
import { FieldEditor } from './field_editor';
import styles from './panel.module.css';
import { ChannelInfo } from './social_info';
import { TicketFacts } from './ticket_facts';
import { TicketHead } from './ticket_head';
import { TransferDialog } from './transfer_dialog';
import { useWords } from './words';

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
      <TicketHead room={room} now={now} ticket={now.ticket} />
      <Actions room={room} now={now} onTransfer={transfer} />
      <TicketFacts room={room} now={now} ticket={now.ticket} onTransfer={transfer} />
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

interface ActionsProps {
  room: Room;
  now: TicketSnapshot;
  onTransfer: () => void;
}

function Actions({ room, now, onTransfer }: ActionsProps) {
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
