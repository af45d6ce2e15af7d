import type { ComposerMode } from '@frontdesk/protocol';
import { Tooltip } from '@mantine/core';
import type { ComposerModel, ComposerSnapshot } from '../models/composer';
import styles from './composer.module.css';
import { useWords } from './words';

const MODES: readonly ComposerMode[] = ['reply', 'note', 'email', 'call'];

/** All ways of answering; those that are closed say why. */
export function ComposerModes({ composer, now }: { composer: ComposerModel; now: ComposerSnapshot }) {
  const { t } = useWords();
  return (
    <div className={styles.modes} role="tablist" aria-label={t.composer.label}>
      {MODES.map((mode) => {
        const choice = now.choices.find((one) => one.mode === mode);
        const written = mode === 'reply' || mode === 'note';
        // A closed reply can still be looked at: its draft may stand there. A closed call has nothing to show.
        const usable = written || choice?.allowed === true;
        const reason = choice?.reason ?? 'not_connected';
        return (
          <Tooltip key={mode} label={t.composer.reasons[reason]} disabled={choice?.allowed === true}>
            <button
              type="button"
              role="tab"
              aria-selected={mode === now.mode}
              aria-disabled={!usable || undefined}
              data-closed={choice?.allowed ? undefined : true}
              onClick={() => written && composer.setMode(mode)}
            >
              {t.composer.modes[mode]}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
