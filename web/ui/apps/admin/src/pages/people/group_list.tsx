import { rowLink } from '@frontdesk/kit/table';
import type { AdminAgent, Group, Listing } from '@frontdesk/protocol';
import { IconUsersGroup } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { ListModel } from '../../lists/list_model';
import { ListPage } from '../../lists/list_page';
import type { AdminRest } from '../../models/admin_rest';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './people.module.css';

interface Row extends Group {
  readonly members: readonly string[];
}

async function readRows(rest: AdminRest): Promise<Listing<Row>> {
  const [groups, agents] = await Promise.all([rest.list<Group>('groups'), rest.list<AdminAgent>('agents')]);
  const active = agents.entries.map(({ entry }) => entry).filter((agent) => agent.active);
  const members = (id: number) => active.filter((agent) => agent.groups.includes(id)).map(({ name }) => name);
  return {
    entries: groups.entries.map(({ revision, entry }) => ({
      revision,
      entry: { ...entry, members: members(entry.id) },
    })),
  };
}

export function GroupList() {
  const { rest } = useDesk();
  const { t, f } = useWords();
  const p = t.people.groups;
  const model = useOwned(
    () =>
      new ListModel<Row>({
        load: () => readRows(rest),
        words: (group) => [group.name, ...group.members],
        sorts: { name: (group) => group.name, members: (group) => group.members.length },
        sort: { by: 'name', down: false },
      }),
  );
  return (
    <ListPage
      words={p}
      add="people/groups/new"
      icon={IconUsersGroup}
      model={model}
      columns={[
        {
          key: 'name',
          head: p.name,
          sortable: true,
          cell: ({ entry }) => (
            <Link to={`people/groups/${entry.id}`} className={rowLink}>
              {entry.name}
            </Link>
          ),
        },
        {
          key: 'members',
          head: p.members,
          sortable: true,
          cell: ({ entry }) => (
            <>
              {p.count(entry.members.length)}
              <span className={styles.names}>{f.list(entry.members.slice(0, 4))}</span>
            </>
          ),
        },
      ]}
    />
  );
}
