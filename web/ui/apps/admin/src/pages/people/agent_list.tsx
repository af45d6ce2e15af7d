import { Avatar } from '@frontdesk/kit/avatar';
import { EmptyState } from '@frontdesk/kit/states';
import { rowLink } from '@frontdesk/kit/table';
import type { AdminAgent } from '@frontdesk/protocol';
import { IconUsers } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { PageBody } from '../../frame/page';
import { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './people.module.css';

export function AgentList() {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
  const model = useOwned(
    () =>
      new ListModel<AdminAgent>({
        load: () => rest.list('agents'),
        words: (agent) => [agent.name, agent.email],
        sorts: {
          name: (agent) => agent.name,
          role: (agent) => agent.role,
          capacity: (agent) => agent.capacity,
        },
        sort: { by: 'name', down: false },
      }),
  );
  return (
    <PageBody wide title={p.title} intro={p.intro}>
      <ListView
        model={model}
        label={p.title}
        search={p.search}
        keyOf={(agent) => agent.id}
        empty={<EmptyState icon={IconUsers} title={p.emptyTitle} hint={p.emptyHint} />}
        columns={[
          {
            key: 'name',
            head: p.name,
            sortable: true,
            cell: ({ entry }) => (
              <span className={styles.who}>
                <Avatar name={entry.name} />
                <span>
                  <Link to={`people/agents/${entry.id}`} className={rowLink}>
                    {entry.name}
                  </Link>
                  <span className={styles.under}>{entry.email ?? p.noLogin}</span>
                </span>
              </span>
            ),
          },
          { key: 'role', head: p.role, sortable: true, cell: ({ entry }) => t.people.roles[entry.role] },
          {
            key: 'capacity',
            head: p.capacity,
            sortable: true,
            figures: true,
            wideOnly: true,
            cell: ({ entry }) => entry.capacity,
          },
        ]}
      />
    </PageBody>
  );
}
