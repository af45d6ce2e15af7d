import { Avatar } from '@frontdesk/kit/avatar';
import { Pill, Pills } from '@frontdesk/kit/pill';
import { Segments } from '@frontdesk/kit/segments';
import { EmptyState } from '@frontdesk/kit/states';
import { type Column, rowLink } from '@frontdesk/kit/table';
import { useModel } from '@frontdesk/kit/use_model';
import type { AdminAgent, Group, Listing, Revised } from '@frontdesk/protocol';
import { IconUsers } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { AddLink } from '../../frame/add_link';
import { Link } from '../../frame/link';
import { PageBody } from '../../frame/page';
import { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
import type { AdminRest } from '../../models/admin_rest';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './people.module.css';

interface Row extends AdminAgent {
  readonly groupNames: readonly string[];
}

const PARTS = ['active', 'inactive', 'all'] as const;

function agentList(rest: AdminRest): ListModel<Row> {
  return new ListModel<Row>({
    load: () => readRows(rest),
    words: (agent) => [agent.name, agent.email, ...agent.groupNames],
    sorts: {
      name: (agent) => agent.name,
      role: (agent) => agent.role,
      capacity: (agent) => agent.capacity,
    },
    sort: { by: 'name', down: false },
    filters: { active: (agent) => agent.active, inactive: (agent) => !agent.active },
    filter: 'active',
  });
}

async function readRows(rest: AdminRest): Promise<Listing<Row>> {
  const [agents, groups] = await Promise.all([rest.list<AdminAgent>('agents'), rest.list<Group>('groups')]);
  const names = new Map(groups.entries.map(({ entry }) => [entry.id, entry.name]));
  const row = ({ revision, entry }: Revised<AdminAgent>): Revised<Row> => ({
    revision,
    entry: { ...entry, groupNames: entry.groups.map((id) => names.get(id) ?? String(id)) },
  });
  return { entries: agents.entries.map(row) };
}

export function AgentList() {
  const { rest, me } = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
  const model = useOwned(() => agentList(rest));
  const now = useModel(model);
  return (
    <PageBody
      wide
      title={p.title}
      intro={p.intro}
      actions={<AddLink to="people/agents/new">{p.add}</AddLink>}
    >
      <ListView
        model={model}
        label={p.title}
        search={p.search}
        keyOf={(agent) => agent.id}
        empty={<EmptyState icon={IconUsers} title={p.emptyTitle} hint={p.emptyHint} />}
        filters={
          now.is === 'ready' && (
            <Segments
              label={p.state}
              value={PARTS.find((part) => part === now.filter) ?? 'all'}
              onChange={model.show}
              choices={PARTS.map((part) => ({ value: part, label: p.parts[part] }))}
            />
          )
        }
        columns={columns(t, me.id)}
      />
    </PageBody>
  );
}

function columns(t: ReturnType<typeof useWords>['t'], me: number): readonly Column<Revised<Row>>[] {
  const p = t.people.agents;
  return [
    {
      key: 'name',
      head: p.name,
      sortable: true,
      cell: ({ entry }) => (
        <span className={styles.who}>
          <Avatar name={entry.name} />
          <span>
            <span>
              <Link to={`people/agents/${entry.id}`} className={rowLink}>
                {entry.name}
              </Link>
              {entry.id === me && <span className={styles.you}>{p.you}</span>}
            </span>
            <span className={styles.under}>{entry.email ?? p.noLogin}</span>
          </span>
        </span>
      ),
    },
    { key: 'role', head: p.role, sortable: true, cell: ({ entry }) => t.people.roles[entry.role] },
    {
      key: 'groups',
      head: p.groups,
      wideOnly: true,
      cell: ({ entry }) => (
        <Pills>
          {entry.groupNames.map((name) => (
            <Pill key={name}>{name}</Pill>
          ))}
          {entry.groupNames.length === 0 && <span className={styles.under}>{p.noGroup}</span>}
        </Pills>
      ),
    },
    {
      key: 'capacity',
      head: p.capacity,
      sortable: true,
      figures: true,
      wideOnly: true,
      cell: ({ entry }) => entry.capacity,
    },
    {
      key: 'state',
      head: p.state,
      wideOnly: true,
      cell: ({ entry }) => (
        <Pill tone={entry.active ? 'good' : 'plain'}>{entry.active ? p.active : p.inactive}</Pill>
      ),
    },
  ];
}
