import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { type Column, rowLink } from '@frontdesk/kit/table';
import type { ChannelAccount, Channels, Revised } from '@frontdesk/protocol';
import { IconBroadcast } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { ListModel } from '../../lists/list_model';
import { ListPage } from '../../lists/list_page';
import type { AdminRest } from '../../models/admin_rest';
import { useOwned } from '../../use_owned';
import { useWords, type Words } from '../../words';
import { KIND_NAMES } from './kind_names';
import styles from './social.module.css';
import { StandingPill } from './standing_pill';

const ORDER = { paused: 0, not_connected: 1, waiting: 2, working: 3 } as const;

async function load(rest: AdminRest) {
  const { accounts } = await rest.get<Channels>('channels');
  return { entries: accounts.map((entry) => ({ revision: entry.revision, entry })) };
}

/** Every connected account, and how it does. */
export function AccountList() {
  const { rest } = useDesk();
  const words = useWords();
  const p = words.t.social.list;
  const model = useOwned(
    () =>
      new ListModel<ChannelAccount>({
        load: () => load(rest),
        words: ({ name, number, kind }) => [name, number, kind],
        sorts: {
          name: ({ name }) => name,
          state: ({ standing }) => ORDER[standing.is],
          heard: ({ heard_at }) => heard_at ?? 0,
        },
        sort: { by: 'name', down: false },
      }),
  );
  return (
    <ListPage
      words={p}
      add="channels/social/new"
      icon={IconBroadcast}
      model={model}
      columns={columns(words)}
    />
  );
}

function columns({ t, f }: Words): readonly Column<Revised<ChannelAccount>>[] {
  const p = t.social.list;
  return [
    {
      key: 'name',
      head: p.account,
      sortable: true,
      cell: ({ entry }) => (
        <span className={styles.named}>
          <ChannelIcon channel={entry.kind} name="" size={20} />
          <span>
            <Link to={`channels/social/${entry.id}`} className={rowLink}>
              {entry.name}
            </Link>
            <span className={styles.under}>
              {[KIND_NAMES[entry.kind], entry.number].filter((part) => part !== null).join(' · ')}
            </span>
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      head: p.state,
      whole: true,
      sortable: true,
      cell: ({ entry }) => <StandingPill standing={entry.standing} />,
    },
    {
      key: 'heard',
      head: p.heard,
      whole: true,
      sortable: true,
      wideOnly: true,
      cell: ({ entry }) =>
        entry.heard_at === null ? (
          <span className={styles.dim}>{p.neverHeard}</span>
        ) : (
          f.moment(entry.heard_at)
        ),
    },
    {
      key: 'failed',
      head: p.failures,
      figures: true,
      wideOnly: true,
      cell: ({ entry }) => f.count(entry.failed + entry.refused),
    },
  ];
}
