import { Notice } from '@frontdesk/kit/notice';
import { useModel } from '@frontdesk/kit/use_model';
import type { Revised, Shortcut } from '@frontdesk/protocol';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { ChangeLine } from '../../forms/change_line';
import { ChangeModel } from '../../forms/changes';
import { Form } from '../../forms/form';
import { savedText } from '../../forms/saved';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { describeShortcut, ShortcutFields } from './shortcut_fields';
import { readShortcut, type ShortcutRead, shortcutForm } from './shortcut_form';
import { ShortcutRemoval } from './shortcut_removal';
import styles from './shortcuts.module.css';

/** One shortcut; `null` is a new one. */
export function ShortcutPage({ id }: { id: number | null }) {
  const desk = useDesk();
  return (
    <Loaded page read={() => readShortcut(desk, id)}>
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
  const p = t.shortcuts;
  const model = useOwned(() =>
    shortcutForm(desk, null, (id) => {
      desk.toasts.good((words) => words.shortcuts.made);
      desk.router.go(`objects/shortcuts/${id}`);
    }),
  );
  return (
    <PageBody title={p.add} intro={p.addIntro} back={<BackLink to="objects/shortcuts">{p.title}</BackLink>}>
      <Form model={model} describe={describeShortcut(read)} cancelTo="objects/shortcuts">
        {(now) => <ShortcutFields model={model} now={now} read={read} />}
      </Form>
    </PageBody>
  );
}

function OneShortcut({ read, shortcut }: { read: ShortcutRead; shortcut: Revised<Shortcut> }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.shortcuts;
  const [unusable, setUnusable] = useState(shortcut.entry.unusable);
  const change = useOwned(() => new ChangeModel(desk.rest, 'shortcut', String(shortcut.entry.id)));
  const model = useOwned(() =>
    shortcutForm(desk, shortcut, (_, changed, now) => {
      setUnusable(now);
      desk.toasts.good(savedText(describeShortcut(read), changed));
      void change.load();
    }),
  );
  const { stored } = useModel(model);
  return (
    <PageBody title={stored.name} back={<BackLink to="objects/shortcuts">{p.title}</BackLink>}>
      {unusable && (
        <div className={styles.notice}>
          <Notice tone="warn">
            {p.unusable}. {p.why[unusable]}
          </Notice>
        </div>
      )}
      <Form model={model} describe={describeShortcut(read)}>
        {(now) => <ShortcutFields model={model} now={now} read={read} />}
      </Form>
      <ShortcutRemoval id={shortcut.entry.id} form={model} />
      <ChangeLine model={change} />
    </PageBody>
  );
}
