import { Modal } from '@mantine/core';
import type { Texts } from '../i18n/en';
import styles from './shortcut_sheet.module.css';
import { useWords } from './words';

export const SEND_KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ ↵' : 'Ctrl ↵';

const ROWS: readonly (readonly [keyof Texts['shortcuts'], readonly string[]])[] = [
  ['accept', ['Alt', 'A']],
  ['reply', ['Alt', 'R']],
  ['note', ['Alt', 'N']],
  ['send', SEND_KEYS.split(' ')],
  ['nextTab', ['Alt', 'J']],
  ['previousTab', ['Alt', 'K']],
  ['status', ['Alt', 'S']],
  ['sheet', ['?']],
];

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t.shortcuts.title}
      closeButtonProps={{ 'aria-label': t.shortcuts.close }}
    >
      <dl className={styles.rows}>
        {ROWS.map(([what, keys]) => (
          <div key={what} className={styles.row}>
            <dt>{t.shortcuts[what]}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
