import { Dialog } from '@frontdesk/kit/dialog';
import type { Texts } from '../i18n/en';
import { KEYS } from './keys';
import styles from './shortcut_sheet.module.css';
import { useWords } from './words';

type Keys = readonly string[];
type Line = readonly [what: (t: Texts) => string, keys: Keys];

const GROUPS: readonly (readonly [group: keyof Texts['frame']['keys']['groups'], lines: readonly Line[]])[] =
  [
    [
      'move',
      [
        [(t) => t.frame.keys.search, KEYS.palette],
        [(t) => t.shortcuts.nextTab, ['Alt', 'J']],
        [(t) => t.shortcuts.previousTab, ['Alt', 'K']],
        [(t) => t.frame.keys.nextRow, ['J']],
        [(t) => t.frame.keys.previousRow, ['K']],
        [(t) => t.frame.keys.open, ['↵']],
        [(t) => t.frame.keys.notifier, ['Alt', 'M']],
      ],
    ],
    [
      'work',
      [
        [(t) => t.shortcuts.accept, ['Alt', 'A']],
        [(t) => t.frame.keys.decline, ['Alt', 'D']],
        [(t) => t.shortcuts.status, ['Alt', 'S']],
        [(t) => t.frame.keys.undo, ['Alt', 'Z']],
      ],
    ],
    [
      'write',
      [
        [(t) => t.shortcuts.reply, ['Alt', 'R']],
        [(t) => t.shortcuts.note, ['Alt', 'N']],
        [(t) => t.macros.open, ['Alt', 'X']],
        [(t) => t.shortcuts.send, KEYS.send],
        [(t) => t.talk.format.bold, KEYS.bold],
        [(t) => t.talk.format.italic, KEYS.italic],
      ],
    ],
    [
      'page',
      [
        [(t) => t.frame.keys.closeTab, ['Alt', 'W']],
        [(t) => t.frame.keys.reopenTab, ['Alt', '⇧', 'W']],
        [(t) => t.frame.keys.moveTab, ['Alt', '⇧', '← →']],
        [(t) => t.shortcuts.sheet, ['?']],
      ],
    ],
  ];

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t.frame.keys.title} close={t.shortcuts.close} wide>
      <div className={styles.groups}>
        {GROUPS.map(([group, lines]) => (
          <section key={group}>
            <h3>{t.frame.keys.groups[group]}</h3>
            <dl className={styles.rows}>
              {lines.map(([what, keys]) => (
                <div key={keys.join()} className={styles.row}>
                  <dt>{what(t)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
