import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import type { AgentHead, ReplyTo } from '@frontdesk/protocol';
import { Tooltip } from '@mantine/core';
import { IconLock, IconMailOff, IconPhoneOff } from '@tabler/icons-react';
import { accountText } from '../i18n/social';
import { isSocialChannel } from '../models/channels';
import type { ComposerModel, ComposerSnapshot } from '../models/composer';
import styles from './composer_modes.module.css';
import { useWords } from './words';

interface ComposerModesProps {
  composer: ComposerModel;
  now: ComposerSnapshot;
  head: AgentHead;
}

/** What stands for a closed way where there is no room for its name. */
const CLOSED_ICONS = { reply: IconLock, note: IconLock, email: IconMailOff, call: IconPhoneOff } as const;

/** All ways of answering; those that are closed say why. */
export function ComposerModes({ composer, now, head }: ComposerModesProps) {
  const { t } = useWords();
  const social = head.reply_to && isSocialChannel(head.reply_to.channel) ? head.reply_to : null;
  return (
    <div className={styles.modes} role="tablist" aria-label={t.composer.label}>
      {now.ways.map(({ mode, closed }) => {
        const written = mode === 'reply' || mode === 'note';
        const ClosedIcon = CLOSED_ICONS[mode];
        return (
          <Tooltip key={mode} label={closed && t.composer.reasons[closed]} disabled={closed === null}>
            <button
              type="button"
              role="tab"
              aria-selected={mode === now.mode}
              // A closed reply can still be looked at: its draft may stand there. A closed call has nothing to show.
              aria-disabled={(!written && closed !== null) || undefined}
              data-closed={closed ? true : undefined}
              onClick={() => written && composer.setMode(mode)}
            >
              {closed && <ClosedIcon size={written ? 12 : 15} stroke={1.8} aria-hidden="true" />}
              {mode === 'reply' && social ? (
                <ReplyAs social={social} />
              ) : (
                <span className={written ? undefined : styles.roomy}>{t.composer.modes[mode]}</span>
              )}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}

/** Says what it does and which account it goes out by; the number is never cut, and stands alone where room is scarce. */
function ReplyAs({ social }: { social: ReplyTo }) {
  const { t } = useWords();
  const { channel, name, number } = social;
  return (
    <>
      <ChannelIcon channel={channel} name="" size={14} />
      <span className={styles.named} title={accountText(t, social)}>
        <span className={styles.roomy}>{t.social.reply.button}</span>
        <span className={styles.scarce} aria-hidden="true">
          {t.composer.modes.reply}
        </span>
        <small>
          <span className={number === null ? styles.cut : `${styles.cut} ${styles.roomy}`}>
            {accountText(t, { channel, name, number: null })}
          </span>
          {number !== null && (
            <>
              <span className={styles.roomy}>{' · '}</span>
              <span>{number}</span>
            </>
          )}
        </small>
      </span>
    </>
  );
}
