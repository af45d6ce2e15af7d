import { Pill } from '@frontdesk/kit/pill';
import { type Column, rowLink } from '@frontdesk/kit/table';
import type { Revised, Shortcut } from '@frontdesk/protocol';
import { IconBolt } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { Excerpt } from '../../lists/excerpt';
import type { ListModel } from '../../lists/list_model';
import { ListPage } from '../../lists/list_page';
import type { AdminRest } from '../../models/admin_rest';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { type Owned, scopedList, whose } from '../scope/scoped_list';
import styles from './shortcuts.module.css';

type Row = Owned<Shortcut>;

const PARTS = ['all', 'global', 'group', 'personal'] as const;

export function shortcutList(rest: AdminRest): ListModel<Row> {
  return scopedList<Shortcut>(rest, 'shortcuts', {
    words: ({ name, text, owner, options }) => [name, text, owner, ...options],
    filters: {
      global: ({ scope }) => scope.for === 'global',
      group: ({ scope }) => scope.for === 'group',
      personal: ({ scope }) => scope.for === 'personal',
    },
  });
}

export function ShortcutList() {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.shortcuts;
  const model = useOwned(() => shortcutList(rest));
  return (
    <ListPage
      words={p}
      add="objects/shortcuts/new"
      icon={IconBolt}
      model={model}
      parts={{
        label: t.scope.whoTitle,
        choices: PARTS.map((part) => ({ value: part, label: p.parts[part] })),
      }}
      columns={columns(t)}
    />
  );
}

function columns(t: ReturnType<typeof useWords>['t']): readonly Column<Revised<Row>>[] {
  const p = t.shortcuts;
  return [
    {
      key: 'name',
      head: p.name,
      sortable: true,
      cell: ({ entry }) => (
        <>
          <Link to={`objects/shortcuts/${entry.id}`} className={rowLink}>
            {entry.name}
          </Link>
          <Excerpt>{entry.text}</Excerpt>
          {entry.unusable && (
            <span className={styles.narrow}>
              <Pill tone="warn">{p.unusable}</Pill>
            </span>
          )}
        </>
      ),
    },
    { key: 'scope', head: t.scope.whoTitle, sortable: true, cell: ({ entry }) => whose(t, entry) },
    {
      key: 'use',
      head: p.use,
      wideOnly: true,
      cell: ({ entry }) =>
        entry.unusable ? (
          <>
            <Pill tone="warn">{p.unusable}</Pill>
            <span className={styles.why}>{p.why[entry.unusable]}</span>
          </>
        ) : (
          p.usable
        ),
    },
  ];
}
