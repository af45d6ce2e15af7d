import { useModel } from '@frontdesk/kit/use_model';
import type { AgentHead } from '@frontdesk/protocol';
import { memo, useRef, useState } from 'react';
import { replyChannel } from '../models/channels';
import type { Room } from '../models/room';
import styles from './composer.module.css';
import { ComposerClosed, InWidget } from './composer_closed';
import { ComposerFiles } from './composer_files';
import { ComposerFoot } from './composer_foot';
import { ComposerModes } from './composer_modes';
import { ComposerPreview } from './composer_preview';
import { ComposerText } from './composer_text';
import { useInside } from './inside';
import { MacroMenu } from './macro_menu';
import { MyShortcutsDialog } from './my_shortcuts_dialog';
import { PreparedStrip } from './prepared_strip';
import { ComposerWarning } from './viewers';
import { useWords } from './words';

export const Composer = memo(function Composer({ room, head }: { room: Room; head: AgentHead }) {
  const { t } = useWords();
  const { composer } = room;
  const now = useModel(composer);
  const box = useRef<HTMLTextAreaElement>(null);
  const [managing, setManaging] = useState(false);
  const { workspace } = useInside();
  const macros = useModel(workspace.macros);
  const tooLate = now.ways.some((way) => way.mode === 'reply' && way.closed === 'window_closed');
  const replaced = now.mode === 'reply' && now.closed === 'window_closed';
  return (
    <section className={styles.composer} data-mode={now.mode} aria-label={t.composer.label}>
      <ComposerModes composer={composer} now={now} head={head} />
      <ComposerWarning room={room} mode={now.mode} />
      {replaced ? (
        <ComposerClosed composer={composer} now={now} head={head} />
      ) : (
        <>
          {now.closed && <p className={styles.reason}>{t.composer.reasons[now.closed]}</p>}
          {tooLate && now.widget !== 'chosen' && (
            <p className={styles.reason}>{t.talk.window.closed(t.channels[replyChannel(head)])}</p>
          )}
          {now.widget === 'chosen' && <InWidget composer={composer} head={head} />}
          <ComposerText room={room} head={head} box={box} onManage={() => setManaging(true)} />
        </>
      )}
      <PreparedStrip composer={composer} now={now} head={head} />
      <ComposerFiles composer={composer} now={now} />
      <ComposerPreview room={room} />
      <ComposerFoot room={room} box={box} />
      {macros.is !== 'closed' && macros.conversation === room.id && (
        <MacroMenu onApplied={() => box.current?.focus()} />
      )}
      {managing && (
        <MyShortcutsDialog
          onClose={() => {
            setManaging(false);
            box.current?.focus();
          }}
        />
      )}
    </section>
  );
});
