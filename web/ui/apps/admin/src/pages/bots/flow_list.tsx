import { EmptyState } from '@frontdesk/kit/states';
import { rowLink } from '@frontdesk/kit/table';
import type { FlowSummary, FlowsOverview } from '@frontdesk/protocol';
import { IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { AddButton } from '../../frame/add_link';
import { Link } from '../../frame/link';
import { PageBody } from '../../frame/page';
import { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './flow_list.module.css';
import { NewFlow } from './new_flow';

export function FlowList() {
  const { rest } = useDesk();
  const { t, f } = useWords();
  const w = t.flows;
  const [making, setMaking] = useState(false);
  const make = () => setMaking(true);
  const model = useOwned(
    () =>
      new ListModel<FlowSummary>({
        load: async () => {
          const { flows } = await rest.get<FlowsOverview>('flows/overview');
          return { entries: flows.map((entry) => ({ revision: 0, entry })) };
        },
        words: (flow) => [flow.name, ...flow.used_by.map(({ name }) => name)],
        sorts: { name: (flow) => flow.name, steps: (flow) => flow.steps, last: (flow) => flow.at ?? 0 },
        sort: { by: 'name', down: false },
      }),
  );
  return (
    <PageBody wide title={w.title} intro={w.intro} actions={<AddButton onClick={make}>{w.add}</AddButton>}>
      <ListView
        model={model}
        label={w.title}
        search={w.search}
        keyOf={(flow) => flow.id}
        total={w.total}
        empty={
          <EmptyState
            card
            icon={IconRoute}
            title={w.emptyTitle}
            hint={w.emptyHint}
            action={
              <AddButton first onClick={make}>
                {w.add}
              </AddButton>
            }
          />
        }
        columns={[
          {
            key: 'name',
            head: w.name,
            sortable: true,
            cell: ({ entry }) => (
              <>
                <Link to={`bots/flows/${entry.id}`} className={rowLink}>
                  {entry.name || w.untitled}
                </Link>
                <span className={styles.under}>{w.builder.stepCount(entry.steps)}</span>
              </>
            ),
          },
          { key: 'state', head: w.state, whole: true, cell: ({ entry }) => <State flow={entry} /> },
          {
            key: 'used',
            head: w.used,
            wideOnly: true,
            cell: ({ entry }) =>
              entry.used_by.length === 0 ? (
                <span className={styles.dim}>{w.nobody}</span>
              ) : (
                <span className={styles.used}>
                  {f.list([...new Set(entry.used_by.map(({ name }) => name))])}
                </span>
              ),
          },
          {
            key: 'last',
            head: w.last,
            sortable: true,
            wideOnly: true,
            cell: ({ entry }) =>
              entry.at === null ? (
                <span className={styles.dim}>–</span>
              ) : (
                w.by(f.moment(entry.at), entry.by?.name ?? t.product)
              ),
          },
        ]}
      />
      <NewFlow opened={making} onClose={() => setMaking(false)} />
    </PageBody>
  );
}

function State({ flow }: { flow: FlowSummary }) {
  const { t } = useWords();
  const w = t.flows;
  if (flow.published === null) return <span className={styles.state}>{w.draft}</span>;
  return (
    <span className={styles.state} data-live>
      {w.live(flow.published)}
      {flow.changed && <span className={styles.under}>{w.pending}</span>}
    </span>
  );
}
