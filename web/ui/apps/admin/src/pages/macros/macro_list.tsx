import { buttonLooks } from '@frontdesk/kit/button';
import { Pill, Pills } from '@frontdesk/kit/pill';
import { Segments } from '@frontdesk/kit/segments';
import { EmptyState } from '@frontdesk/kit/states';
import { type Column, rowLink } from '@frontdesk/kit/table';
import { useModel } from '@frontdesk/kit/use_model';
import type { AdminAgent, Group, Listing, Macro, Revised } from '@frontdesk/protocol';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { AddLink } from '../../frame/add_link';
import { Link } from '../../frame/link';
import { PageBody } from '../../frame/page';
import { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
import type { AdminRest } from '../../models/admin_rest';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { deedsOf } from './macro_words';
import styles from './macros.module.css';

interface Row extends Macro {
  /** The group's or the agent's name; `null` where it is for everybody. */
  readonly owner: string | null;
}

const PARTS = ['all', 'active', 'inactive'] as const;

export function macroList(rest: AdminRest): ListModel<Row> {
  return new ListModel<Row>({
    load: () => readRows(rest),
    words: ({ name, description, reply, changes, owner }) => [
      name,
      description,
      reply?.text ?? '',
      owner,
      ...changes.add_tags,
      ...changes.remove_tags,
    ],
    sorts: { name: ({ name }) => name, scope: ({ scope, owner }) => `${scope.for} ${owner ?? ''}` },
    sort: { by: 'name', down: false },
    filters: { active: ({ active }) => active, inactive: ({ active }) => !active },
    filter: 'all',
  });
}

async function readRows(rest: AdminRest): Promise<Listing<Row>> {
  const [macros, groups, agents] = await Promise.all([
    rest.list<Macro>('macros'),
    rest.list<Group>('groups'),
    rest.list<AdminAgent>('agents'),
  ]);
  const groupNames = new Map(groups.entries.map(({ entry }) => [entry.id, entry.name]));
  const agentNames = new Map(agents.entries.map(({ entry }) => [entry.id, entry.name]));
  const owner = ({ scope }: Macro): string | null => {
    if (scope.for === 'group') return groupNames.get(scope.group) ?? String(scope.group);
    return scope.for === 'personal' ? (agentNames.get(scope.agent) ?? String(scope.agent)) : null;
  };
  return {
    entries: macros.entries.map(({ revision, entry }) => ({
      revision,
      entry: { ...entry, owner: owner(entry) },
    })),
  };
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
  const whose = ({ scope, owner }: Row) => {
    if (owner === null) return t.shortcuts.everybody;
    return scope.for === 'group' ? t.shortcuts.inGroup(owner) : t.shortcuts.byAgent(owner);
  };
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
      head: t.shortcuts.whoTitle,
      sortable: true,
      wideOnly: true,
      cell: ({ entry }) => whose(entry),
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
