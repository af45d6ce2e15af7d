import { Notice } from '@frontdesk/kit/notice';
import type { Revised, Shortcut } from '@frontdesk/protocol';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { NewEntry, OneEntry } from '../../forms/entry_page';
import { EntryRemoval } from '../../forms/entry_removal';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { Loaded } from '../../lists/loaded';
import { useWords } from '../../words';
import { describeShortcut, ShortcutFields } from './shortcut_fields';
import { readShortcut, type ShortcutRead, shortcutForm } from './shortcut_form';
import styles from './shortcuts.module.css';

const LIST = 'objects/shortcuts';

/** One shortcut; `null` is a new one. */
export function ShortcutPage({ id }: { id: number | null }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <Loaded
      head={{
        title: id === null ? t.shortcuts.add : t.shortcuts.whatTitle,
        back: <BackLink to={LIST}>{t.shortcuts.title}</BackLink>,
      }}
      read={() => readShortcut(desk, id)}
    >
      {(read) => {
        if (id === null) return <NewShortcut read={read} />;
        return read.shortcut ? <OneShortcut read={read} shortcut={read.shortcut} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function NewShortcut({ read }: { read: ShortcutRead }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <NewEntry
      list={LIST}
      words={t.shortcuts}
      made={(words) => words.shortcuts.made}
      form={(onMade) => shortcutForm(desk, null, onMade)}
      describe={describeShortcut(read)}
    >
      {(model, now) => <ShortcutFields model={model} now={now} read={read} />}
    </NewEntry>
  );
}

function OneShortcut({ read, shortcut }: { read: ShortcutRead; shortcut: Revised<Shortcut> }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.shortcuts;
  const { id } = shortcut.entry;
  const [unusable, setUnusable] = useState(shortcut.entry.unusable);
  return (
    <OneEntry
      list={LIST}
      back={p.title}
      audited={{ kind: 'shortcut', key: String(id) }}
      nameOf={({ name }) => name}
      form={(onSaved) =>
        shortcutForm(desk, shortcut, (_, changed, now) => {
          setUnusable(now);
          onSaved(changed);
        })
      }
      describe={describeShortcut(read)}
      above={() =>
        unusable && (
          <div className={styles.notice}>
            <Notice tone="warn">
              {p.unusable}. {p.why[unusable]}
            </Notice>
          </div>
        )
      }
      below={(model) => (
        <EntryRemoval
          path={`shortcuts/${id}`}
          list={LIST}
          form={model}
          words={p}
          removed={(words, name) => words.shortcuts.removed(name)}
        />
      )}
    >
      {(model, now) => <ShortcutFields model={model} now={now} read={read} />}
    </OneEntry>
  );
}
