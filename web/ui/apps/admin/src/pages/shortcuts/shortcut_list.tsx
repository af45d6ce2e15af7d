import { buttonLooks } from '@frontdesk/kit/button';
import { Pill } from '@frontdesk/kit/pill';
import { Segments } from '@frontdesk/kit/segments';
import { EmptyState } from '@frontdesk/kit/states';
import { type Column, rowLink } from '@frontdesk/kit/table';
import { useModel } from '@frontdesk/kit/use_model';
import type { AdminAgent, Group, Listing, Revised, Shortcut } from '@frontdesk/protocol';
import { IconBolt } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { AddLink } from '../../frame/add_link';
import { Link } from '../../frame/link';
import { PageBody } from '../../frame/page';
import { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
import type { AdminRest } from '../../models/admin_rest';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './shortcuts.module.css';

interface Row extends Shortcut {
  /** The group's or the agent's name; `null` where it is for everybody. */
  readonly owner: string | null;
}

const PARTS = ['all', 'global', 'group', 'personal'] as const;

export function shortcutList(rest: AdminRest): ListModel<Row> {
  return new ListModel<Row>({
    load: () => readRows(rest),
    words: ({ name, text, owner, options }) => [name, text, owner, ...options],
    sorts: { name: ({ name }) => name, scope: ({ scope, owner }) => `${scope.for} ${owner ?? ''}` },
    sort: { by: 'name', down: false },
    filters: {
      global: ({ scope }) => scope.for === 'global',
      group: ({ scope }) => scope.for === 'group',
      personal: ({ scope }) => scope.for === 'personal',
    },
    filter: 'all',
  });
}

async function readRows(rest: AdminRest): Promise<Listing<Row>> {
  const [shortcuts, groups, agents] = await Promise.all([
    rest.list<Shortcut>('shortcuts'),
    rest.list<Group>('groups'),
    rest.list<AdminAgent>('agents'),
  ]);
  const groupNames = new Map(groups.entries.map(({ entry }) => [entry.id, entry.name]));
  const agentNames = new Map(agents.entries.map(({ entry }) => [entry.id, entry.name]));
  const owner = ({ scope }: Shortcut): string | null => {
    if (scope.for === 'group') return groupNames.get(scope.group) ?? String(scope.group);
    return scope.for === 'personal' ? (agentNames.get(scope.agent) ?? String(scope.agent)) : null;
  };
  return {
    entries: shortcuts.entries.map(({ revision, entry }) => ({
      revision,
      entry: { ...entry, owner: owner(entry) },
    })),
  };
}

export function ShortcutList() {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.shortcuts;
  const model = useOwned(() => shortcutList(rest));
  const now = useModel(model);
  return (
    <PageBody
      wide
      title={p.title}
      intro={p.intro}
      actions={<AddLink to="objects/shortcuts/new">{p.add}</AddLink>}
    >
      <ListView
        model={model}
        label={p.title}
        search={p.search}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            icon={IconBolt}
            title={p.emptyTitle}
            hint={p.emptyHint}
            action={
              <Link to="objects/shortcuts/new" {...buttonLooks({})}>
                {p.add}
              </Link>
            }
          />
        }
        filters={
          now.is === 'ready' && (
            <Segments
              label={p.whoTitle}
              value={PARTS.find((part) => part === now.filter) ?? 'all'}
              onChange={model.show}
              choices={PARTS.map((part) => ({ value: part, label: p.parts[part] }))}
            />
          )
        }
        columns={columns(p)}
      />
    </PageBody>
  );
}

function columns(p: ReturnType<typeof useWords>['t']['shortcuts']): readonly Column<Revised<Row>>[] {
  const whose = ({ scope, owner }: Row) => {
    if (owner === null) return p.everybody;
    return scope.for === 'group' ? p.inGroup(owner) : p.byAgent(owner);
  };
  return [
    {
      key: 'name',
      head: p.name,
      sortable: true,
      cell: ({ entry }) => (
        <>
          <Link to={`objects/shortcuts/${entry.id}`} className={rowLink}>
            {entry.name}
          </Link>
          <span className={styles.text} data-source>
            {entry.text}
          </span>
        </>
      ),
    },
    { key: 'scope', head: p.whoTitle, sortable: true, cell: ({ entry }) => whose(entry) },
    {
      key: 'use',
      head: p.use,
      wideOnly: true,
      cell: ({ entry }) =>
        entry.unusable ? (
          <>
            <Pill tone="warn">{p.unusable}</Pill>
            <span className={styles.why} data-source>
              {p.why[entry.unusable]}
            </span>
          </>
        ) : (
          p.usable
        ),
    },
  ];
}
