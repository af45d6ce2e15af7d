import { isMessage } from '@frontdesk/client/desk';
import { Button } from '@frontdesk/kit/button';
import { LinkedText } from '@frontdesk/kit/linked_text';
import { IconClock, IconPaperclip } from '@tabler/icons-react';
import { errorText } from '../i18n/failures';
import type { Entry } from '../models/entries';
import { pendingText } from '../models/pending_text';
import type { Room } from '../models/room';
import content from './content_view.module.css';
import styles from './message_view.module.css';
import { useWords } from './words';

interface PendingViewProps {
  entry: Extract<Entry, { is: 'pending' }>;
  room: Room;
}

/** One's own message until the server's own copy of it arrives. */
export function PendingView({ entry, room }: PendingViewProps) {
  const { t, f } = useWords();
  const { command, id, at } = entry.command;
  if (!isMessage(command)) return null;
  return (
    <article
      className={styles.message}
      data-side="ours"
      data-mine
      data-internal={command.do === 'note' || undefined}
      data-sending={entry.refused ? undefined : true}
      data-refused={entry.refused ? true : undefined}
    >
      <div className={styles.bubble}>
        {command.text && (
          <p className={content.text} dir="auto">
            <LinkedText {...pendingText(command.text)} />
          </p>
        )}
        {command.files.length > 0 && (
          <p>
            <IconPaperclip size={14} stroke={1.7} aria-hidden="true" /> {command.files.length}
          </p>
        )}
        <p className={styles.foot}>
          <time>{f.time(at)}</time>
          {!entry.refused && (
            <>
              {t.conversation.delivery.sending} <IconClock size={13} stroke={2} aria-hidden="true" />
            </>
          )}
        </p>
      </div>
      {entry.refused && (
        <p className={styles.actions} role="alert">
          {t.conversation.delivery.refused}: {errorText(t, entry.refused)}
          <Button look="quiet" small onClick={() => room.conversation.sendAgain(id)}>
            {t.conversation.sendAgain}
          </Button>
          <Button look="quiet" small onClick={() => room.composer.takeBack(id)}>
            {t.conversation.edit}
          </Button>
          <Button look="quiet" small onClick={() => room.conversation.discard(id)}>
            {t.conversation.discard}
          </Button>
        </p>
      )}
    </article>
  );
}
