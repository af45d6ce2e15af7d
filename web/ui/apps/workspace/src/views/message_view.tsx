import type { DeliveryState } from '@frontdesk/client/desk';
import { toldWithCode } from '@frontdesk/desk/told';
import { Button } from '@frontdesk/kit/button';
import { useModel, useModelPart } from '@frontdesk/kit/use_model';
import type { AgentHead, AgentMessage } from '@frontdesk/protocol';
import { IconAlertCircle, IconLock, IconRobot } from '@tabler/icons-react';
import { changesText } from '../i18n/degraded';
import type { Entry } from '../models/entries';
import type { Room } from '../models/room';
import { maySendInWidget } from '../models/ways';
import { ContentView } from './content_view';
import { DeliveryMark } from './delivery_mark';
import { useInside } from './inside';
import { MessageTools } from './message_tools';
import styles from './message_view.module.css';
import { useWords } from './words';

interface MessageViewProps {
  entry: Extract<Entry, { is: 'message' }>;
  head: AgentHead;
  room: Room;
}

export function MessageView({ entry, head, room }: MessageViewProps) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const me = useModelPart(workspace.status, (now) => now.me.id);
  const { message, lead, delivery } = entry;
  const side = message.author.kind === 'end_user' ? 'theirs' : 'ours';
  const mine = message.author.kind === 'agent' && message.author.id === me;
  return (
    <article
      className={styles.message}
      data-side={side}
      data-author={message.author.kind}
      data-internal={message.internal || undefined}
      data-mine={mine || undefined}
      data-lead={lead || undefined}
      data-failed={delivery?.state === 'failed' || undefined}
    >
      {lead && (
        <p className={styles.author}>
          {message.author.kind === 'bot' && <IconRobot size={14} stroke={1.7} aria-hidden="true" />}
          {message.internal && <IconLock size={13} stroke={1.9} aria-hidden="true" />}
          <b>{authorName(message, head)}</b>
          {message.internal && <span>{t.conversation.internalNote}</span>}
          {message.channel !== head.channel && !message.internal && (
            <span>{t.conversation.via(t.channels[message.channel])}</span>
          )}
        </p>
      )}
      <div className={styles.bubble}>
        <ContentView message={message} />
        <p className={styles.foot}>
          <time dateTime={new Date(message.at).toISOString()} title={f.moment(message.at)}>
            {f.time(message.at)}
          </time>
          {delivery && <DeliveryMark delivery={delivery} />}
        </p>
        <MessageTools message={message} />
      </div>
      {message.degraded && message.degraded.length > 0 && (
        <p className={styles.degraded}>{changesText(t, t.channels[message.channel], message.degraded)}</p>
      )}
      {delivery?.state === 'failed' && (
        <Failed delivery={delivery} message={message} room={room} head={head} redirected={entry.redirected} />
      )}
    </article>
  );
}

function authorName({ author }: AgentMessage, head: AgentHead): string {
  return author.kind === 'end_user' ? head.end_user.name : author.name;
}

interface FailedProps {
  delivery: Extract<DeliveryState, { state: 'failed' }>;
  message: AgentMessage;
  room: Room;
  head: AgentHead;
  /** Whether it was sent to the widget instead. */
  redirected: boolean;
}

/** In the provider's own words; sending it again is offered only where that may help. */
function Failed({ delivery, message, room, head, redirected }: FailedProps) {
  const { t } = useWords();
  const ticket = useModel(room.ticket);
  const inWidget = ticket.editable && maySendInWidget(delivery, message, head) && !redirected;
  return (
    <p className={styles.actions}>
      <IconAlertCircle size={14} stroke={2} aria-hidden="true" />
      <span>{toldWithCode(delivery.text, delivery.code)}</span>
      {delivery.retryable && ticket.editable && (
        <Button look="quiet" small onClick={() => room.conversation.retryDelivery(message.id)}>
          {t.talk.message.retry}
        </Button>
      )}
      {inWidget && (
        <Button look="quiet" small onClick={() => room.conversation.sendInWidget(message.id)}>
          {t.links.instead.choose}
        </Button>
      )}
    </p>
  );
}
