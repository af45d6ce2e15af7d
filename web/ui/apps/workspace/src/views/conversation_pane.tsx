import { Button } from '@frontdesk/kit/button';
import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { useModel } from '@frontdesk/kit/use_model';
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import type { ConversationSnapshot } from '../models/conversation';
import type { Filter } from '../models/entries';
import type { Room } from '../models/room';
import { Composer } from './composer';
import styles from './conversation_pane.module.css';
import { EndSession } from './end_session';
import { EventsLog } from './events_log';
import { useInside } from './inside';
import { Timeline } from './timeline';
import type { Layout } from './use_layout';
import { ViewSwitch } from './view_switch';
import { Viewers } from './viewers';
import { useWords } from './words';

const FILTERS: readonly Filter[] = ['all', 'public', 'internal'];

interface ConversationPaneProps {
  room: Room;
  state: Extract<ConversationSnapshot, { is: 'ready' }>;
  layout: Layout;
  onDetails: () => void;
}

export function ConversationPane({ room, state, layout, onDetails }: ConversationPaneProps) {
  const { t } = useWords();
  const ticket = useModel(room.ticket);
  const drop = useFileDrop(room.composer.addFiles);
  return (
    <section className={styles.pane} aria-label={t.conversation.region} {...drop.handlers}>
      <Header state={state} room={room} layout={layout} onDetails={onDetails} />
      {state.events ? <EventsLog room={room} state={state} /> : <Timeline room={room} state={state} />}
      <Composer room={room} head={state.head} />
      <footer className={styles.under}>
        <ViewSwitch room={room} events={state.events} />
        {ticket.canEndSession && <EndSession room={room} />}
      </footer>
      {drop.over && <p className={styles.drop}>{t.conversation.dropHere}</p>}
    </section>
  );
}

function Header({ room, state, layout, onDetails }: ConversationPaneProps) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { head, filter, viewers } = state;
  const ticket = useModel(room.ticket);
  const to = head.reply_to ?? { channel: head.channel, name: head.integration_name, number: null };
  // In a wide window the ticket's panel has it.
  const status = head.ticket && (
    <StatusBadge
      status={head.ticket.status}
      letter={t.statusLetters[head.ticket.status]}
      name={t.ticketStatus[head.ticket.status]}
    />
  );
  return (
    <header className={styles.header}>
      {layout === 'narrow' && (
        <Button look="quiet" square aria-label={t.panes.back} onClick={workspace.tabs.home}>
          <IconArrowLeft size={18} stroke={1.8} />
        </Button>
      )}
      <div className={styles.who}>
        <h1>{head.end_user.name}</h1>
        <p>
          <ChannelIcon channel={to.channel} name="" size={14} />
          <span>
            {t.conversation.via(t.channels[to.channel])} · {to.name}
            {to.number !== null && ` · ${to.number}`}
          </span>
        </p>
      </div>
      <Viewers viewers={viewers} />
      {layout === 'medium' && status}
      {ticket.canTake && (
        <Button look="strong" small disabled={ticket.taking} onClick={() => void room.ticket.take()}>
          {t.ticket.take}
        </Button>
      )}
      <div className={styles.tools}>
        <fieldset className={styles.filters} aria-label={t.conversation.filter} disabled={state.events}>
          {FILTERS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => room.conversation.setFilter(one)}
            >
              {t.conversation.filters[one]}
            </button>
          ))}
        </fieldset>
        {layout === 'narrow' && status}
      </div>
      {layout === 'narrow' && (
        <Button look="quiet" square aria-label={t.panes.details} onClick={onDetails}>
          <IconInfoCircle size={19} stroke={1.8} />
        </Button>
      )}
    </header>
  );
}

/** Files may be dropped anywhere on the conversation. */
function useFileDrop(onFiles: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: only the balance tells whether the pointer is still inside.
  const depth = useRef(0);
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const enter = (by: 1 | -1) => (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const handlers = {
    onDragEnter: enter(1),
    onDragLeave: enter(-1),
    onDragOver: (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      onFiles([...event.dataTransfer.files]);
    },
  };
  return { over, handlers };
}
