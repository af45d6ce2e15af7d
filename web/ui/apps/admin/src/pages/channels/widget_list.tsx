import { Pill } from '@frontdesk/kit/pill';
import { rowLink } from '@frontdesk/kit/table';
import type { Integration, WidgetSeen, WidgetsSeen } from '@frontdesk/protocol';
import { IconMessageChatbot } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { ListModel } from '../../lists/list_model';
import { ListPage } from '../../lists/list_page';
import type { AdminRest } from '../../models/admin_rest';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './channels.module.css';
import { Swatch } from './swatch';

type Row = Integration & { seen: WidgetSeen | null };
const OURS: readonly Integration['kind'][] = ['widget', 'chat'];

async function load(rest: AdminRest) {
  const [{ entries }, { widgets }] = await Promise.all([
    rest.list<Integration>('integrations'),
    rest.get<WidgetsSeen>('integrations/seen'),
  ]);
  const rows = entries.filter(({ entry }) => OURS.includes(entry.kind));
  return {
    entries: rows.map(({ revision, entry }) => {
      const seen = widgets.find((one) => one.integration === entry.id) ?? null;
      return { revision, entry: { ...entry, seen } satisfies Row };
    }),
  };
}

export function WidgetList() {
  const { rest } = useDesk();
  const { t, f } = useWords();
  const p = t.channels.list;
  const model = useOwned(
    () =>
      new ListModel<Row>({
        load: () => load(rest),
        words: ({ name, widget, seen }) => [name, widget.title, seen?.origin ?? null],
        sorts: {
          name: ({ name }) => name,
          seen: ({ seen }) => seen?.at ?? 0,
        },
        sort: { by: 'name', down: false },
      }),
  );
  return (
    <ListPage
      words={p}
      add="channels/messaging/new"
      icon={IconMessageChatbot}
      model={model}
      columns={[
        {
          key: 'name',
          head: p.name,
          sortable: true,
          cell: ({ entry }) => (
            <span className={styles.named}>
              <Swatch colour={entry.widget.brand_color} />
              <span>
                <Link to={`channels/messaging/${entry.id}`} className={rowLink}>
                  {entry.name}
                </Link>
                <span className={styles.under}>{entry.widget.title}</span>
              </span>
            </span>
          ),
        },
        {
          key: 'state',
          head: p.state,
          cell: ({ entry }) => (
            <Pill tone={entry.widget.enabled ? 'good' : 'plain'}>{entry.widget.enabled ? p.on : p.off}</Pill>
          ),
        },
        {
          key: 'seen',
          head: p.seen,
          wideOnly: true,
          sortable: true,
          cell: ({ entry }) =>
            entry.seen ? (
              <>
                {hostOf(entry.seen.origin)}
                <span className={styles.under}>{f.moment(entry.seen.at)}</span>
              </>
            ) : (
              <span className={styles.dim}>{p.never}</span>
            ),
        },
        {
          key: 'kind',
          head: p.kind,
          wideOnly: true,
          cell: ({ entry }) => (entry.kind === 'chat' ? p.chat : p.widget),
        },
      ]}
    />
  );
}

function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, '');
}
