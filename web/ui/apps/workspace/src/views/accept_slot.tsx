import { useModel } from '@frontdesk/kit/use_model';
import { Tooltip } from '@mantine/core';
import { IconBellRinging, IconX } from '@tabler/icons-react';
import styles from './accept_slot.module.css';
import { useInside } from './inside';
import type { Layout } from './use_layout';
import { useWords } from './words';

/** Always at the same place, so that the hand finds it without looking. */
export function AcceptSlot({ layout }: { layout: Layout }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const now = useModel(workspace.accept);
  const offered = now.is === 'offered' ? now : null;
  const channel = offered ? t.channels[offered.offer.channel] : '';
  const why = now.is === 'idle' && (now.why === 'not_online' ? t.accept.notOnline : t.accept.nothingWaits);
  return (
    <div className={styles.slot} data-layout={layout}>
      <p className="fd-hidden" role="alert">
        {offered && t.accept.announced(offered.offer.requester, channel)}
      </p>
      <div
        className={styles.accept}
        data-offered={offered ? true : undefined}
        data-busy={offered?.busy || undefined}
      >
        <span className={styles.shown} aria-hidden="true">
          <IconBellRinging size={16} stroke={1.8} />
          <span>{t.accept.accept}</span>
          {offered && <span className={styles.from}>{t.accept.from(offered.offer.requester, channel)}</span>}
          {offered && offered.secondsLeft !== null && (
            <span className={styles.left} data-late={offered.secondsLeft <= 10 || undefined}>
              {clock(offered.secondsLeft)}
            </span>
          )}
          {offered && offered.more > 0 && <span className={styles.more}>{t.accept.more(offered.more)}</span>}
        </span>
        <Tooltip label={why || ''} disabled={!why}>
          <button
            type="button"
            className={styles.press}
            aria-describedby="offer"
            disabled={!offered || offered.busy}
            onClick={() => void workspace.accept.accept()}
          >
            <span className="fd-hidden">{t.accept.accept}</span>
          </button>
        </Tooltip>
      </div>
      <span id="offer" className="fd-hidden">
        {why}
        {offered && t.accept.from(offered.offer.requester, channel)}
        {offered && offered.more > 0 && `, ${t.accept.moreLabel(offered.more)}`}
      </span>
      {offered && (
        <button
          type="button"
          className={styles.decline}
          aria-label={t.accept.decline}
          title={t.accept.decline}
          disabled={offered.busy}
          onClick={() => void workspace.accept.decline()}
        >
          <IconX size={16} stroke={1.9} />
        </button>
      )}
    </div>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
