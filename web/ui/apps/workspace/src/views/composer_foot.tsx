import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { IconClockHour4, IconPaperclip, IconPlayerPlay, IconSend2, IconSlash } from '@tabler/icons-react';
import { type RefObject, useRef } from 'react';
import type { Room } from '../models/room';
import styles from './composer.module.css';
import { EmojiButton } from './emoji_button';
import { FormatTools } from './format_tools';
import { insertText } from './insert_text';
import { useInside } from './inside';
import { KEYS } from './keys';
import { SubmitButton } from './submit_button';
import { useNow } from './use_now';
import { useWords } from './words';

/** Characters from the end at which the count appears. */
const COUNT_FROM = 200;

interface ComposerFootProps {
  room: Room;
  box: RefObject<HTMLTextAreaElement | null>;
}

/** What one puts into the box besides words, what is left of its room and time, and the two ways to send it. */
export function ComposerFoot({ room, box }: ComposerFootProps) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { composer } = room;
  const now = useModel(composer);
  const picker = useRef<HTMLInputElement>(null);
  const disabled = now.closed !== null;
  const insert = (text: string) => {
    const here = box.current;
    if (here) insertText(here, here.selectionStart, here.selectionEnd, text);
  };
  /** A slash opens the menu only where a word begins. */
  const slash = () => {
    const here = box.current;
    if (here) insert(/(^|\s)$/.test(here.value.slice(0, here.selectionStart)) ? '/' : ' /');
  };
  return (
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
        disabled={disabled}
        aria-label={t.composer.attach}
        title={t.composer.attach}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size={18} stroke={1.7} />
      </Button>
      <EmojiButton disabled={disabled} onPick={insert} onClose={() => box.current?.focus()} />
      <Button
        look="quiet"
        square
        className={styles.slash}
        disabled={disabled}
        aria-label={t.talk.shortcuts.insert}
        title={t.talk.shortcuts.insert}
        onClick={slash}
      >
        <IconSlash size={18} stroke={1.7} />
      </Button>
      <FormatTools box={box} disabled={disabled} />
      <Button
        look="quiet"
        square
        disabled={!now.canSubmit}
        aria-label={t.macros.open}
        title={`${t.macros.open} (Alt X)`}
        onClick={workspace.openMacros}
      >
        <IconPlayerPlay size={18} stroke={1.7} />
      </Button>
      <span className={styles.count} data-over={now.left < 0 || undefined} role="status">
        {now.left < 0 ? t.composer.tooLong(now.left) : now.left < COUNT_FROM && t.composer.left(now.left)}
      </span>
      {now.mode === 'reply' && now.windowClosesAt !== null && now.closed === null && (
        <WindowNote closesAt={now.windowClosesAt} />
      )}
      <div className={styles.sending}>
        <Button
          disabled={!now.canSend}
          title={t.composer.sendKeys(KEYS.send.join(' '))}
          onClick={composer.send}
        >
          <IconSend2 size={16} stroke={1.7} aria-hidden="true" />
          <span className={styles.sendWord}>{t.composer.send}</span>
        </Button>
        <SubmitButton composer={composer} now={now} />
      </div>
    </div>
  );
}

/** Milliseconds before the end from which on it is told with weight. */
const SOON_MS = 3_600_000;

function WindowNote({ closesAt }: { closesAt: number }) {
  const { t, f } = useWords();
  const left = closesAt - useNow();
  return (
    <span
      className={styles.window}
      data-soon={left < SOON_MS || undefined}
      title={t.talk.window.closesTitle(f.moment(closesAt))}
    >
      <IconClockHour4 size={14} stroke={1.8} aria-hidden="true" />
      {t.talk.window.closesIn(f.span(left))}
    </span>
  );
}
