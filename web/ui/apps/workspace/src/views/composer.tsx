import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import type { AgentHead } from '@frontdesk/protocol';
import { IconPaperclip, IconSend2 } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import type { Room } from '../models/room';
import styles from './composer.module.css';
import { ComposerFiles } from './composer_files';
import { ComposerModes } from './composer_modes';
import { SEND_KEYS } from './shortcut_sheet';
import { SubmitButton } from './submit_button';
import { COMPOSER_ID } from './use_shortcuts';
import { useWords } from './words';

/** Characters from the end at which the count appears. */
const COUNT_FROM = 200;

export function Composer({ room, head }: { room: Room; head: AgentHead }) {
  const { t } = useWords();
  const { composer } = room;
  const now = useModel(composer);
  const picker = useRef<HTMLInputElement>(null);
  const allowed = now.closed === null;
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    composer.send();
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    composer.addFiles(files);
  };
  return (
    <section className={styles.composer} data-mode={now.mode} aria-label={t.composer.label}>
      <ComposerModes composer={composer} now={now} />
      {now.closed && <p className={styles.reason}>{t.composer.reasons[now.closed]}</p>}
      <textarea
        id={COMPOSER_ID}
        className={styles.text}
        aria-label={t.composer.modes[now.mode]}
        placeholder={
          now.mode === 'note' ? t.composer.notePlaceholder : t.composer.replyPlaceholder(head.end_user.name)
        }
        value={now.text}
        disabled={!allowed}
        rows={2}
        dir="auto"
        onChange={(event) => composer.setText(event.target.value)}
        onKeyDown={keyDown}
        onPaste={paste}
      />
      <ComposerFiles composer={composer} now={now} />
      <div className={styles.foot}>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          tabIndex={-1}
          onChange={(event) => {
            composer.addFiles([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Button
          look="quiet"
          square
          disabled={!allowed}
          aria-label={t.composer.attach}
          title={t.composer.attach}
          onClick={() => picker.current?.click()}
        >
          <IconPaperclip size={18} stroke={1.7} />
        </Button>
        <span className={styles.count} data-over={now.left < 0 || undefined} role="status">
          {now.left < 0 ? t.composer.tooLong(now.left) : now.left < COUNT_FROM && t.composer.left(now.left)}
        </span>
        <Button disabled={!now.canSend} title={t.composer.sendKeys(SEND_KEYS)} onClick={composer.send}>
          <IconSend2 size={16} stroke={1.7} aria-hidden="true" />
          {t.composer.send}
        </Button>
        <SubmitButton composer={composer} now={now} />
      </div>
    </section>
  );
}
