import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import type { AgentHead } from '@frontdesk/protocol';
import { Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { accountText } from '../i18n/social';
import { isSocialChannel } from '../models/channels';
import type { ComposerModel, ComposerSnapshot } from '../models/composer';
import styles from './composer.module.css';
import { useWords } from './words';

interface ComposerModesProps {
  composer: ComposerModel;
  now: ComposerSnapshot;
  head: AgentHead;
}

/** All ways of answering; those that are closed say why. */
export function ComposerModes({ composer, now, head }: ComposerModesProps) {
  const { t } = useWords();
  const social = head.reply_to && isSocialChannel(head.reply_to.channel) ? head.reply_to : null;
  return (
    <div className={styles.modes} role="tablist" aria-label={t.composer.label}>
      {now.ways.map(({ mode, closed }) => {
        const written = mode === 'reply' || mode === 'note';
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
              {closed && <IconLock size={12} stroke={1.8} aria-hidden="true" />}
              {mode === 'reply' && social ? (
                <>
                  <ChannelIcon channel={social.channel} name="" size={14} />
                  <span className={styles.named}>
                    {t.social.reply.button}
                    <small>{accountText(t, social)}</small>
                  </span>
                </>
              ) : (
                t.composer.modes[mode]
              )}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
