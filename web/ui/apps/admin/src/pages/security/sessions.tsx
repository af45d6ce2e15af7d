import { Avatar } from '@frontdesk/kit/avatar';
import { Pill } from '@frontdesk/kit/pill';
import { EmptyState } from '@frontdesk/kit/states';
import { type Column, scarce } from '@frontdesk/kit/table';
import type { ActiveSession, ActiveSessions, Listing, Revised } from '@frontdesk/protocol';
import { IconDevices } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
import type { AdminRest } from '../../models/admin_rest';
import type { PageProps } from '../../pages';
import { useOwned } from '../../use_owned';
import { useWords, type Words } from '../../words';
import { Removal } from './removal';
import styles from './security.module.css';

export default function SessionsPage({ rest: [more] }: PageProps) {
  return more === undefined ? <Sessions /> : <NotFound />;
}

async function read(rest: AdminRest): Promise<Listing<ActiveSession>> {
  const { sessions } = await rest.get<ActiveSessions>('sessions');
  return { entries: sessions.map((entry) => ({ revision: 0, entry })) };
}

function Sessions() {
  const { rest, toasts } = useDesk();
  const words = useWords();
  const k = words.t.security.sessions;
  const model = useOwned(
    () =>
      new ListModel<ActiveSession>({
        load: () => read(rest),
        words: (session) => [session.agent.name, session.browser, session.system, session.address],
      }),
  );
  const acts: Acts = {
    end: (session) => rest.remove(`sessions/${session.id}`),
    endAll: (session) => rest.post(`agents/${session.agent.id}/sign-out`, {}),
    done: (session) => {
      void model.load();
      toasts.good((texts) => texts.security.sessions.ended(session.agent.name));
    },
  };
  return (
    <PageBody wide title={k.title} intro={k.intro}>
      <ListView
        model={model}
        label={k.title}
        search={k.search}
        keyOf={(session) => session.id}
        total={k.total}
        empty={<EmptyState card icon={IconDevices} title={k.emptyTitle} hint={k.emptyHint} />}
        columns={columns(words, acts)}
      />
    </PageBody>
  );
}

interface Acts {
  readonly end: (session: ActiveSession) => Promise<void>;
  readonly endAll: (session: ActiveSession) => Promise<void>;
  readonly done: (session: ActiveSession) => void;
}

function columns({ t, f }: Words, acts: Acts): readonly Column<Revised<ActiveSession>>[] {
  const s = t.security;
  const k = s.sessions;
  const device = (session: ActiveSession) => k.device(session.browser ?? k.unknown, session.system);
  return [
    {
      key: 'who',
      head: k.who,
      cell: ({ entry }) => (
        <span className={styles['who']}>
          <Avatar name={entry.agent.name} />
          <span>
            <span>{entry.agent.name}</span>
            <span className={styles['under']}>{device(entry)}</span>
            {/* What tells two sign-ins of one person apart, where its columns have no room. */}
            <span className={scarce}>
              {k.seen} {f.moment(entry.seen_at)} · {entry.address ?? k.unknown}
            </span>
          </span>
        </span>
      ),
    },
    {
      key: 'seen',
      head: k.seen,
      wideOnly: true,
      cell: ({ entry }) => f.moment(entry.seen_at),
    },
    {
      key: 'since',
      head: k.since,
      wideOnly: true,
      cell: ({ entry }) => f.moment(entry.signed_in_at),
    },
    {
      key: 'address',
      head: k.address,
      whole: true,
      wideOnly: true,
      cell: ({ entry }) => entry.address ?? k.unknown,
    },
    {
      key: 'act',
      head: s.actions,
      figures: true,
      cell: ({ entry }) =>
        entry.current ? (
          <Pill tone="good">{k.current}</Pill>
        ) : (
          <span className={styles['acts']}>
            <Removal
              word={k.end}
              name={`${entry.agent.name}, ${device(entry)}`}
              sure={k.endSure(entry.agent.name)}
              follows={k.endFollows}
              confirm={k.end}
              act={() => acts.end(entry)}
              onDone={() => acts.done(entry)}
            />
            <Removal
              word={k.endAll}
              name={entry.agent.name}
              sure={k.endAllSure(entry.agent.name)}
              follows={k.endAllFollows}
              confirm={k.endAll}
              act={() => acts.endAll(entry)}
              onDone={() => acts.done(entry)}
            />
          </span>
        ),
    },
  ];
}
