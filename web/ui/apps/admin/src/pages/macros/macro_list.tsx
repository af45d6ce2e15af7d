import { Pill, Pills } from '@frontdesk/kit/pill';
import { type Column, rowLink } from '@frontdesk/kit/table';
import type { Macro, Revised } from '@frontdesk/protocol';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { Excerpt } from '../../lists/excerpt';
import type { ListModel } from '../../lists/list_model';
import { ListPage } from '../../lists/list_page';
import type { AdminRest } from '../../models/admin_rest';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { type Owned, scopedList, whose } from '../scope/scoped_list';
import { deedsOf } from './macro_words';

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
  return (
    <ListPage
      words={p}
      add="objects/macros/new"
      icon={IconPlayerPlay}
      model={model}
      parts={{ label: p.which, choices: PARTS.map((part) => ({ value: part, label: p.parts[part] })) }}
      columns={columns(t)}
    />
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
          <Excerpt>{entry.description || (entry.reply?.text ?? '')}</Excerpt>
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
