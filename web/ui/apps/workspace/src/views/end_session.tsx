import { Button } from '@frontdesk/kit/button';
import { Modal } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Room } from '../models/room';
import styles from './conversation_pane.module.css';
import { useWords } from './words';

/** Ends the live exchange, after a second question: it cannot be undone. */
export const EndSession = memo(function EndSession({ room }: { room: Room }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const end = () => {
    setAsking(false);
    room.ticket.endSession();
  };
  return (
    <>
      <button type="button" className={styles.switch} onClick={() => setAsking(true)}>
        <IconPlugConnectedX size={14} stroke={1.8} aria-hidden="true" />
        {t.talk.ticket.end}
      </button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t.talk.ticket.endTitle}
        closeButtonProps={{ 'aria-label': t.transfer.cancel }}
      >
        <p className={styles.question}>{t.talk.ticket.endText}</p>
        <div className={styles.answers}>
          <Button onClick={() => setAsking(false)}>{t.transfer.cancel}</Button>
          <Button look="danger" data-autofocus onClick={end}>
            {t.talk.ticket.end}
          </Button>
        </div>
      </Modal>
    </>
  );
});
