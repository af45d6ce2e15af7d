import type { AgentHead } from '@frontdesk/protocol';
import { memo } from 'react';
import { activityText } from '../i18n/activity';
import { type Entry, sameEntry } from '../models/entries';
import type { Room } from '../models/room';
import styles from './entry_view.module.css';
import { MessageView } from './message_view';
import { PendingView } from './pending_view';
import { useWords } from './words';

interface EntryViewProps {
  entry: Entry;
  head: AgentHead;
  room: Room;
}

export const EntryView = memo(
  EntryContent,
  (a, b) => a.room === b.room && a.head === b.head && sameEntry(a.entry, b.entry),
);

function EntryContent({ entry, head, room }: EntryViewProps) {
  const { t, f } = useWords();
  switch (entry.is) {
    case 'day':
      return (
        <p className={styles.day}>
          <span>{f.day(entry.at)}</span>
        </p>
      );
    case 'new':
      return (
        <p className={styles.new}>
          <span>{t.conversation.newMessages}</span>
        </p>
      );
    case 'activity':
      return (
        <p className={styles.activity} data-what={entry.activity.what}>
          <span>{activityText(t, f, entry.activity)}</span>
          <time dateTime={new Date(entry.at).toISOString()} title={f.moment(entry.at)}>
            {f.time(entry.at)}
          </time>
        </p>
      );
    case 'message':
      return <MessageView entry={entry} head={head} room={room} />;
    case 'pending':
      return <PendingView entry={entry} room={room} />;
  }
}
