/** A list of what is for everybody, for a group or for one agent, with the name of whoever has it. */
import type { Listing } from '@frontdesk/protocol';
import type { Texts } from '../../i18n/en';
import { ListModel, type ListOptions } from '../../lists/list_model';
import type { AdminRest } from '../../models/admin_rest';
import { readBeside, type Scoped } from './scope';

export type Owned<Entry> = Entry & {
  /** The group's or the agent's name; `null` where it is for everybody. */
  readonly owner: string | null;
};

/** `list` is the server's, such as `macros`. */
export function scopedList<Entry extends Scoped>(
  rest: AdminRest,
  list: string,
  options: Pick<ListOptions<Owned<Entry>>, 'words' | 'filters'>,
): ListModel<Owned<Entry>> {
  return new ListModel<Owned<Entry>>({
    ...options,
    load: () => readRows<Entry>(rest, list),
    sorts: { name: ({ name }) => name, scope: ({ scope, owner }) => `${scope.for} ${owner ?? ''}` },
    sort: { by: 'name', down: false },
    filter: 'all',
  });
}

async function readRows<Entry extends Scoped>(rest: AdminRest, list: string): Promise<Listing<Owned<Entry>>> {
  const [entries, groups, agents] = await readBeside<Entry>(rest, list);
  const groupNames = new Map(groups.entries.map(({ entry }) => [entry.id, entry.name]));
  const agentNames = new Map(agents.entries.map(({ entry }) => [entry.id, entry.name]));
  const owner = ({ scope }: Scoped): string | null => {
    if (scope.for === 'group') return groupNames.get(scope.group) ?? String(scope.group);
    return scope.for === 'personal' ? (agentNames.get(scope.agent) ?? String(scope.agent)) : null;
  };
  return {
    entries: entries.entries.map(({ revision, entry }) => ({
      revision,
      entry: { ...entry, owner: owner(entry) },
    })),
  };
}

export function whose({ scope: words }: Texts, { scope, owner }: Owned<Scoped>): string {
  if (owner === null) return words.everybody;
  return scope.for === 'group' ? words.inGroup(owner) : words.byAgent(owner);
}
