import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { SelectField } from '@frontdesk/kit/choice_fields';
import { Notice } from '@frontdesk/kit/notice';
import { Segments } from '@frontdesk/kit/segments';
import { EmptyState, FailedState, LoadingState } from '@frontdesk/kit/states';
import { useModel } from '@frontdesk/kit/use_model';
import type { AdminAgent, Audit, Channels } from '@frontdesk/protocol';
import { IconHistory } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import type { AdminRest } from '../../models/admin_rest';
import type { PageProps } from '../../pages';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { KIND_NAMES } from '../social/kind_names';
import { AuditLine } from './audit_entry';
import { AuditModel, PERIODS } from './audit_model';
import { type Called, KINDS } from './audit_words';
import styles from './security.module.css';

export default function AuditPage({ rest: [more] }: PageProps) {
  const { rest } = useDesk();
  const { t } = useWords();
  if (more !== undefined) return <NotFound />;
  return (
    <PageBody wide title={t.security.audit.title} intro={t.security.audit.intro}>
      <Loaded read={() => readNames(rest)}>{(names) => <AuditLog {...names} />}</Loaded>
    </PageBody>
  );
}

interface Names {
  readonly agents: readonly AdminAgent[];
  readonly called: Called;
}

/** Who can have done something, and the accounts, of which the log has the ids alone. */
async function readNames(rest: AdminRest): Promise<Names> {
  const [agents, { accounts }] = await Promise.all([
    rest.list<AdminAgent>('agents'),
    rest.get<Channels>('channels'),
  ]);
  return {
    agents: agents.entries.map(({ entry }) => entry),
    called: new Map(accounts.map(({ id, kind, name }) => [id, `${name} · ${KIND_NAMES[kind]}`])),
  };
}

function AuditLog({ agents, called }: Names) {
  const { rest } = useDesk();
  const model = useOwned(
    () => new AuditModel({ get: (path) => rest.get<Audit>(path), now: () => Date.now() }),
  );
  return (
    <>
      <Filters model={model} agents={agents} />
      <Entries model={model} called={called} />
    </>
  );
}

function Filters({ model, agents }: { model: AuditModel; agents: readonly AdminAgent[] }) {
  const { t } = useWords();
  const a = t.security.audit;
  const { filter } = useModel(model);
  return (
    <fieldset className={styles['filters']} aria-label={a.filters}>
      <SelectField
        label={a.what}
        value={filter.kind}
        onChange={(kind) => model.choose({ kind })}
        choices={[
          { value: '', label: a.everything },
          ...KINDS.map((kind) => ({ value: kind, label: a.kinds[kind] })),
        ]}
      />
      <SelectField
        label={a.who}
        value={filter.by}
        onChange={(by) => model.choose({ by })}
        nothing={t.lists.nothing}
        choices={[
          { value: '', label: a.everybody },
          ...agents.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <Segments
        label={a.period}
        value={filter.period}
        onChange={(period) => model.choose({ period })}
        choices={PERIODS.map((value) => ({ value, label: a.periods[value] }))}
      />
    </fieldset>
  );
}

function Entries({ model, called }: { model: AuditModel; called: Called }) {
  const { t } = useWords();
  const a = t.security.audit;
  const now = useModel(model);
  if (now.first) {
    if (!now.failure) return <LoadingState label={t.connection.loading} rows={6} />;
    return (
      <FailedState
        card
        title={t.lists.failed}
        reason={failureText(t, now.failure)}
        retry={t.connection.retry}
        busy={now.busy}
        onRetry={model.again}
      />
    );
  }
  return (
    <div aria-busy={now.busy}>
      {now.entries.length === 0 && !now.more ? (
        <EmptyState card icon={IconHistory} title={a.emptyTitle} hint={a.emptyHint} />
      ) : (
        <ol className={styles['log']} aria-label={a.title}>
          {now.entries.map((entry) => (
            <li key={entry.id}>
              <AuditLine entry={entry} called={called} />
            </li>
          ))}
        </ol>
      )}
      {now.failure && <Notice tone="bad">{failureText(t, now.failure)}</Notice>}
      {now.more && (
        <div className={styles['more']}>
          <Button busy={now.busy} onClick={model.more}>
            {a.more}
          </Button>
        </div>
      )}
    </div>
  );
}
