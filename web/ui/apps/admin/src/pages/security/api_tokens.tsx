import { Pill } from '@frontdesk/kit/pill';
import { EmptyState } from '@frontdesk/kit/states';
import type { Column } from '@frontdesk/kit/table';
import type { ApiToken, MadeApiToken, Revised } from '@frontdesk/protocol';
import { IconTerminal2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { AddButton } from '../../frame/add_link';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
import type { PageProps } from '../../pages';
import { useOwned } from '../../use_owned';
import { useWords, type Words } from '../../words';
import { NewTokenDialog } from './new_token_dialog';
import { type Once, OnceDialog } from './once';
import { Removal } from './removal';
import styles from './security.module.css';

export default function ApiTokensPage({ rest: [more] }: PageProps) {
  return more === undefined ? <ApiTokens /> : <NotFound />;
}

function ApiTokens() {
  const { rest, toasts } = useDesk();
  const words = useWords();
  const { t } = words;
  const k = t.security.tokens;
  const model = useOwned(
    () =>
      new ListModel<ApiToken>({
        load: () => rest.list<ApiToken>('api-tokens'),
        words: (token) => [token.name, token.by.name],
      }),
  );
  const [adding, setAdding] = useState(false);
  const [once, setOnce] = useState<Once | null>(null);
  const made = ({ token, secret }: MadeApiToken) => {
    setAdding(false);
    void model.load();
    setOnce({ title: k.made(token.name), values: [{ label: k.secret, value: secret, secret: true }] });
  };
  const removed = (token: ApiToken) => {
    void model.load();
    toasts.good((texts) => texts.security.tokens.revoked(token.name));
  };
  return (
    <PageBody
      wide
      title={k.title}
      intro={k.intro}
      actions={<AddButton onClick={() => setAdding(true)}>{k.add}</AddButton>}
    >
      <ListView
        model={model}
        label={k.title}
        search={k.search}
        keyOf={(token) => token.id}
        total={k.total}
        empty={
          <EmptyState
            card
            icon={IconTerminal2}
            title={k.emptyTitle}
            hint={k.emptyHint}
            action={
              <AddButton first onClick={() => setAdding(true)}>
                {k.add}
              </AddButton>
            }
          />
        }
        columns={columns(words, (token) => rest.remove(`api-tokens/${token.id}`), removed)}
      />
      {adding && <NewTokenDialog onClose={() => setAdding(false)} onMade={made} />}
      <OnceDialog once={once} onClose={() => setOnce(null)} />
    </PageBody>
  );
}

function columns(
  { t, f }: Words,
  revoke: (token: ApiToken) => Promise<void>,
  onDone: (token: ApiToken) => void,
): readonly Column<Revised<ApiToken>>[] {
  const s = t.security;
  const k = s.tokens;
  return [
    {
      key: 'name',
      head: s.name,
      cell: ({ entry }) => (
        <>
          <span>{entry.name}</span>
          <span className={styles['under']}>{s.madeBy(f.date(entry.created_at), entry.by.name)}</span>
        </>
      ),
    },
    {
      key: 'access',
      head: k.access,
      cell: ({ entry }) => (
        <Pill tone={entry.in_force ? 'plain' : 'bad'}>
          {entry.in_force ? k.accesses[entry.access] : k.over}
        </Pill>
      ),
    },
    {
      key: 'used',
      head: k.used,
      wideOnly: true,
      cell: ({ entry }) => (entry.last_used_at === null ? k.never : f.moment(entry.last_used_at)),
    },
    {
      key: 'ends',
      head: k.ends,
      wideOnly: true,
      cell: ({ entry }) => (entry.expires_at === null ? k.lastings.ever : f.date(entry.expires_at)),
    },
    {
      key: 'act',
      head: s.actions,
      figures: true,
      cell: ({ entry }) => (
        <Removal
          word={s.revoke}
          name={entry.name}
          sure={s.revokeSure(entry.name)}
          follows={k.revokeFollows}
          confirm={s.revoke}
          act={() => revoke(entry)}
          onDone={() => onDone(entry)}
        />
      ),
    },
  ];
}
