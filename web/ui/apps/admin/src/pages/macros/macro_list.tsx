import { buttonLooks } from '@frontdesk/kit/button';
import { Pill, Pills } from '@frontdesk/kit/pill';
import { Segments } from '@frontdesk/kit/segments';
import { EmptyState } from '@frontdesk/kit/states';
import { type Column, rowLink } from '@frontdesk/kit/table';
import { useModel } from '@frontdesk/kit/use_model';
import type { Macro, Revised } from '@frontdesk/protocol';
import { IconPlayerPlay } from '@tabler/icons-react';
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
import { deedsOf } from './macro_words';
import styles from './macros.module.css';

type Row = Owned<Macro>;

const PARTS = ['all', 'active', 'inactive'] as const;

export function macroList(rest: AdminRest): ListModel<Row> {
  return scopedList<Macro>(rest, 'macros', {
    words: ({ name, description, reply, changes, owner }) => [
      name,
      description,
      reply?.text ?? '',
      owner,
      ...changes.add_tags,
      ...changes.remove_tags,
    ],
    filters: { active: ({ active }) => active, inactive: ({ active }) => !active },
  });
}

export function MacroList() {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.macros;
  const model = useOwned(() => macroList(rest));
  const now = useModel(model);
  return (
    <PageBody
      wide
      title={p.title}
      intro={p.intro}
      actions={<AddLink to="objects/macros/new">{p.add}</AddLink>}
    >
      <ListView
        model={model}
        label={p.title}
        search={p.search}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            icon={IconPlayerPlay}
            title={p.emptyTitle}
            hint={p.emptyHint}
            action={
              <Link to="objects/macros/new" {...buttonLooks({})}>
                {p.add}
              </Link>
            }
          />
        }
        filters={
          now.is === 'ready' && (
            <Segments
              label={p.which}
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
  return [
    {
      key: 'name',
      head: t.macros.name,
      sortable: true,
      cell: ({ entry }) => (
        <>
          <Link to={`objects/macros/${entry.id}`} className={rowLink}>
            {entry.name}
          </Link>
          <span className={styles.text}>{entry.description || entry.reply?.text}</span>
        </>
      ),
    },
    {
      key: 'deeds',
      head: t.macros.does,
      wideOnly: true,
      cell: ({ entry }) => (
        <Pills>
          {deedsOf(t, entry).map((deed) => (
            <Pill key={deed}>{deed}</Pill>
          ))}
        </Pills>
      ),
    },
    {
      key: 'scope',
      head: t.scope.whoTitle,
      sortable: true,
      wideOnly: true,
      cell: ({ entry }) => whose(t, entry),
    },
    {
      key: 'active',
      head: t.macros.active,
      cell: ({ entry }) => (
        <Pill tone={entry.active ? 'good' : 'plain'}>
          {entry.active ? t.macros.isActive : t.macros.isInactive}
        </Pill>
      ),
    },
  ];
}
