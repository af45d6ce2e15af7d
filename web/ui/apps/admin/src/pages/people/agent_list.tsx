import { Avatar } from '@frontdesk/kit/avatar';
import { Pill, Pills } from '@frontdesk/kit/pill';
import { type Column, rowLink } from '@frontdesk/kit/table';
import type { AdminAgent, Group, Listing, Revised } from '@frontdesk/protocol';
import { IconUsers } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { ListModel } from '../../lists/list_model';
import { ListPage } from '../../lists/list_page';
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
  return (
    <ListPage
      words={p}
      add="people/agents/new"
      icon={IconUsers}
      model={model}
      parts={{ label: p.state, choices: PARTS.map((part) => ({ value: part, label: p.parts[part] })) }}
      columns={columns(t, me.id)}
    />
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
    {
      key: 'role',
      head: p.role,
      whole: true,
      sortable: true,
      cell: ({ entry }) => t.people.roles[entry.role],
    },
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
      whole: true,
      wideOnly: true,
      cell: ({ entry }) => (
        <Pill tone={entry.active ? 'good' : 'plain'}>{entry.active ? p.active : p.inactive}</Pill>
      ),
    },
  ];
}
