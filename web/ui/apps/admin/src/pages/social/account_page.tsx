import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { Tabs } from '@frontdesk/kit/tabs';
import type {
  ChannelAccount,
  ChannelConnection,
  ChannelForm,
  ChannelLine,
  Channels,
  Group,
  Revised,
} from '@frontdesk/protocol';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import type { AdminDesk } from '../../models/admin_desk';
import { useWords } from '../../words';
import { Basics } from './basics';
import { Connection } from './connection';
import { Doctor } from './doctor';
import { KIND_NAMES } from './kind_names';
import { Letters } from './letters';
import styles from './social.module.css';
import { StandingPill } from './standing_pill';

const TABS = ['connection', 'basics', 'doctor', 'letters'] as const;
type AccountTab = (typeof TABS)[number];

export function isTab(text: string): text is AccountTab {
  return TABS.some((tab) => tab === text);
}

/** What every tab is given. */
export interface AccountRead {
  readonly account: ChannelAccount;
  readonly form: ChannelForm;
  readonly connection: Revised<ChannelConnection>;
  readonly groups: readonly Group[];
  readonly flows: readonly { id: number; name: string }[];
}

export interface AccountTabProps {
  read: AccountRead;
  /** Reads the account again, after something about it changed. */
  again: () => Promise<void>;
  /** Tells the worst that a check of the account found. */
  onFound: (worst: ChannelLine['verdict']) => void;
}

export async function readAccount({ rest }: AdminDesk, id: string): Promise<AccountRead | null> {
  const [{ accounts, kinds }, groups, flows] = await Promise.all([
    rest.get<Channels>('channels'),
    rest.list<Group>('groups'),
    rest.list<{ id: number; name: string }>('flows'),
  ]);
  const account = accounts.find((one) => one.id === id);
  const form = kinds.find(({ kind }) => kind === account?.kind);
  if (!account || !form) return null;
  const connection = await rest.show<ChannelConnection>(`channels/${id}/connection`);
  return {
    account,
    form,
    connection,
    groups: groups.entries.map(({ entry }) => entry),
    flows: flows.entries.map(({ entry }) => ({ id: entry.id, name: entry.name })),
  };
}

/** One account: how it is connected, who answers on it, and how it does. */
export function AccountPage({ id, tab }: { id: string; tab: AccountTab }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <Loaded
      head={{
        title: t.social.basics.title,
        back: <BackLink to="channels/social">{t.social.list.title}</BackLink>,
      }}
      read={() => readAccount(desk, id)}
    >
      {(read, again) => (read ? <OneAccount read={read} again={again} tab={tab} /> : <NotFound />)}
    </Loaded>
  );
}

const VIEWS = { connection: Connection, basics: Basics, doctor: Doctor, letters: Letters } as const;

function OneAccount({ tab, ...props }: Omit<AccountTabProps, 'onFound'> & { tab: AccountTab }) {
  const { router } = useDesk();
  const { t } = useWords();
  const { account } = props.read;
  const [found, setFound] = useState<ChannelLine['verdict']>('right');
  const View = VIEWS[tab];
  return (
    <PageBody
      title={account.name}
      back={<BackLink to="channels/social">{t.social.list.title}</BackLink>}
      actions={<StandingPill standing={account.standing} found={found} />}
      intro={
        <span className={styles.which}>
          <ChannelIcon channel={account.kind} name="" size={16} />
          {KIND_NAMES[account.kind]}
          {account.number !== null && ` · ${account.number}`}
        </span>
      }
    >
      <Tabs
        label={t.social.tabs.label}
        tabs={TABS.map((key) => ({ key, label: t.social.tabs[key] }))}
        current={tab}
        onChange={(to) => router.go(`channels/social/${account.id}/${to}`)}
      >
        <View {...props} onFound={setFound} />
      </Tabs>
    </PageBody>
  );
}
