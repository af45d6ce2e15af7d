import { buttonLooks } from '@frontdesk/kit/button';
import { Pill } from '@frontdesk/kit/pill';
import { Segments } from '@frontdesk/kit/segments';
import { EmptyState } from '@frontdesk/kit/states';
import { type Column, rowLink } from '@frontdesk/kit/table';
import { useModel } from '@frontdesk/kit/use_model';
import type { Revised, Shortcut } from '@frontdesk/protocol';
import { IconBolt } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { AddLink } from '../../frame/add_link';
import { Link } from '../../frame/link';
import { PageBody } from '../../frame/page';
import type { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
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
  const now = useModel(model);
  return (
    <PageBody
      wide
      title={p.title}
      intro={p.intro}
      actions={<AddLink to="objects/shortcuts/new">{p.add}</AddLink>}
    >
      <ListView
        model={model}
        label={p.title}
        search={p.search}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            icon={IconBolt}
            title={p.emptyTitle}
            hint={p.emptyHint}
            action={
              <Link to="objects/shortcuts/new" {...buttonLooks({})}>
                {p.add}
              </Link>
            }
          />
        }
        filters={
          now.is === 'ready' && (
            <Segments
              label={t.scope.whoTitle}
              value={PARTS.find((part) => part === now.filter) ?? 'all'}
              onChange={model.show}
              choices={PARTS.map((part) => ({ value: part, label: p.parts[part] }))}
            />
          )
        }
        columns={columns(t)}
      />
    </PageBody>
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
          <span className={styles.text} data-source>
            {entry.text}
          </span>
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
            <span className={styles.why} data-source>
              {p.why[entry.unusable]}
            </span>
          </>
        ) : (
          p.usable
        ),
    },
  ];
}
