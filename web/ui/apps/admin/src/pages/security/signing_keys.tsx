import { EmptyState } from '@frontdesk/kit/states';
import type { Column } from '@frontdesk/kit/table';
import { useModel } from '@frontdesk/kit/use_model';
import type { MadeSigningKey, Revised, SigningKey } from '@frontdesk/protocol';
import { IconKey } from '@tabler/icons-react';
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
import { NewKeyDialog } from './new_key_dialog';
import { type Once, OnceDialog } from './once';
import { Removal } from './removal';
import styles from './security.module.css';

/** As many as the server takes. */
const MOST = 10;

export default function SigningKeysPage({ rest: [more] }: PageProps) {
  return more === undefined ? <SigningKeys /> : <NotFound />;
}

function SigningKeys() {
  const { rest, toasts } = useDesk();
  const words = useWords();
  const { t } = words;
  const k = t.security.keys;
  const model = useOwned(
    () =>
      new ListModel<SigningKey>({
        load: () => rest.list<SigningKey>('signing-keys'),
        words: (key) => [key.name, key.id],
      }),
  );
  const now = useModel(model);
  const [adding, setAdding] = useState(false);
  const [once, setOnce] = useState<Once | null>(null);
  const full = now.is === 'ready' && now.total >= MOST;
  const made = ({ key, secret }: MadeSigningKey) => {
    setAdding(false);
    void model.load();
    const values = [{ label: k.id, value: key.id, secret: false }];
    if (secret !== null) values.push({ label: k.secret, value: secret, secret: true });
    setOnce({ title: k.made(key.name), values });
  };
  const removed = (key: SigningKey) => {
    void model.load();
    toasts.good((texts) => texts.security.keys.revoked(key.name));
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
        keyOf={(key) => key.id}
        total={k.total}
        empty={
          <EmptyState
            card
            icon={IconKey}
            title={k.emptyTitle}
            hint={k.emptyHint}
            action={
              <AddButton first onClick={() => setAdding(true)}>
                {k.add}
              </AddButton>
            }
          />
        }
        beside={full && <span className={styles['under']}>{k.full(MOST)}</span>}
        columns={columns(words, (key) => rest.remove(`signing-keys/${key.id}`), removed)}
      />
      {adding && <NewKeyDialog onClose={() => setAdding(false)} onMade={made} />}
      <OnceDialog once={once} onClose={() => setOnce(null)} />
    </PageBody>
  );
}

function columns(
  { t, f }: Words,
  revoke: (key: SigningKey) => Promise<void>,
  onDone: (key: SigningKey) => void,
): readonly Column<Revised<SigningKey>>[] {
  const s = t.security;
  const k = s.keys;
  return [
    {
      key: 'name',
      head: s.name,
      cell: ({ entry }) => (
        <>
          <span>{entry.name}</span>
          <code className={styles['code']}>{entry.id}</code>
        </>
      ),
    },
    { key: 'algorithm', head: k.algorithm, cell: ({ entry }) => k.algorithms[entry.algorithm] },
    {
      key: 'made',
      head: s.made,
      wideOnly: true,
      cell: ({ entry }) => s.madeBy(f.date(entry.created_at), entry.by.name),
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
