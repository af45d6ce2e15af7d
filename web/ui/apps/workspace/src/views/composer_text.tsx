import { useModel } from '@frontdesk/kit/use_model';
import type { AgentHead } from '@frontdesk/protocol';
import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react';
import type { Room } from '../models/room';
import styles from './composer.module.css';
import { pasteLink, setFormat } from './format_box';
import { useInside } from './inside';
import { MENU_ID, optionId, ShortcutMenu } from './shortcut_menu';
import { COMPOSER_ID } from './use_shortcuts';
import { useSlashMenu } from './use_slash_menu';
import { useWords } from './words';

/** Keys with Control or Command. */
const FORMATS: Readonly<Partial<Record<string, 'bold' | 'italic'>>> = { b: 'bold', i: 'italic' };

interface ComposerTextProps {
  room: Room;
  head: AgentHead;
  box: RefObject<HTMLTextAreaElement | null>;
  onManage: () => void;
}

/** The box itself: typing, pasting, sending, and the menu that a slash opens. */
export function ComposerText({ room, head, box, onManage }: ComposerTextProps) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { composer } = room;
  const now = useModel(composer);
  const menu = useSlashMenu(workspace.shortcuts, box);
  const active = menu.slash ? menu.matches[menu.active] : undefined;
  const keyDown = (event: KeyboardEvent) => {
    if (menu.press(event)) return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.nativeEvent.isComposing) return;
    const kind = event.shiftKey ? undefined : FORMATS[event.key.toLowerCase()];
    if (event.key === 'Enter') composer.send();
    else if (kind && box.current) setFormat(box.current, kind);
    else return;
    event.preventDefault();
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    const pasted = event.clipboardData.getData('text/plain');
    if (files.length > 0) composer.addFiles(files);
    else if (!box.current || !pasteLink(box.current, pasted)) return;
    event.preventDefault();
  };
  return (
    <>
      <ShortcutMenu
        menu={menu}
        onManage={() => {
          menu.close();
          onManage();
        }}
      />
      <textarea
        ref={box}
        id={COMPOSER_ID}
        className={styles.text}
        aria-label={t.composer.modes[now.mode]}
        aria-autocomplete="list"
        aria-controls={active ? MENU_ID : undefined}
        aria-activedescendant={active ? optionId(active) : undefined}
        placeholder={
          now.mode === 'note' ? t.composer.notePlaceholder : t.composer.replyPlaceholder(head.end_user.name)
        }
        value={now.text}
        disabled={now.closed !== null}
        rows={2}
        dir="auto"
        onChange={(event) => {
          composer.setText(event.target.value);
          menu.look();
        }}
        onSelect={menu.look}
        onBlur={menu.close}
        onKeyDown={keyDown}
        onPaste={paste}
      />
    </>
  );
}
