import { Button } from '@frontdesk/kit/button';
import type { AgentHead } from '@frontdesk/protocol';
import { IconPlayerPlay, IconX } from '@tabler/icons-react';
import { replyChannel } from '../models/channels';
import type { ComposerModel, ComposerSnapshot } from '../models/composer';
import { LeftOutLines, MacroLines } from './macro_lines';
import styles from './macros.module.css';
import { useWords } from './words';

interface PreparedStripProps {
  composer: ComposerModel;
  now: ComposerSnapshot;
  head: AgentHead;
}

/** What a macro prepared: it stands here until the agent submits it or discards it. */
export function PreparedStrip({ composer, now, head }: PreparedStripProps) {
  const { t, f } = useWords();
  const w = t.macros;
  const { prepared } = now;
  if (!prepared) return null;
  const unsent = now.mode === 'reply' && now.closed === 'window_closed' && now.text.trim() !== '';
  return (
    <section className={styles.strip} aria-label={w.prepared}>
      <IconPlayerPlay size={15} stroke={1.8} aria-hidden="true" />
      <div className={styles.prepared}>
        <p>
          {prepared.names.length > 0 && <b>{w.by(f.list(prepared.names))}</b>}{' '}
          <span className={styles.when}>{w.onSubmit}</span>
        </p>
        <div role="status" className={styles.warnings}>
          {unsent && <p>{w.windowClosed(t.channels[replyChannel(head)])}</p>}
          <LeftOutLines leftOut={prepared.leftOut} />
        </div>
        <MacroLines status={prepared.status} changes={prepared.changes} />
      </div>
      <Button
        look="quiet"
        square
        small
        aria-label={w.discard}
        title={w.discard}
        onClick={composer.discardPrepared}
      >
        <IconX size={15} stroke={1.8} />
      </Button>
    </section>
  );
}
