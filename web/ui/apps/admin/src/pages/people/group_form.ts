/** A group: its name, and who is in it. Members are kept with each agent, and change with the group as one. */
import type { AdminAgent, Group, GroupBody, Revised } from '@frontdesk/protocol';
import { lastChange } from '../../forms/changes';
import * as check from '../../forms/checks';
import { entryOf } from '../../forms/entry_form';
import { FormModel, type FormOptions, type Reread, type Stored } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';

export interface GroupValues {
  name: string;
  members: number[];
}

export interface GroupPage {
  readonly group: Revised<Group> | null;
  /** Those who may be made members: who is active, and who is one already. */
  readonly agents: readonly AdminAgent[];
}

export async function readGroup({ rest }: AdminDesk, id: number | null): Promise<GroupPage> {
  const [groups, agents] = await Promise.all([rest.list<Group>('groups'), rest.list<AdminAgent>('agents')]);
  const may = ({ active, groups: of }: AdminAgent) => active || (id !== null && of.includes(id));
  return {
    group: entryOf(groups, id),
    agents: agents.entries
      .map(({ entry }) => entry)
      .filter(may)
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}

export function membersOf(agents: readonly AdminAgent[], group: number): number[] {
  return agents.filter(({ groups }) => groups.includes(group)).map(({ id }) => id);
}

export function groupForm(
  desk: AdminDesk,
  { group, agents }: GroupPage,
  onSaved: (id: number, changed: readonly (keyof GroupValues)[]) => void,
): FormModel<GroupValues> {
  const { rest } = desk;
  let id = group?.entry.id ?? null;
  let before: GroupValues = {
    name: group?.entry.name ?? '',
    members: id === null ? [] : membersOf(agents, id),
  };
  const options: FormOptions<GroupValues> = {
    stored: { values: before, revision: group?.revision ?? null },
    check: ({ name }) => check.problems<GroupValues>({ name: check.name(name) }),
    async save({ name, members }, revision) {
      // Whoever is named in neither list stays what they are: somebody else may have changed them meanwhile.
      const body: GroupBody = {
        name,
        join: members.filter((one) => !before.members.includes(one)),
        leave: before.members.filter((one) => !members.includes(one)),
      };
      const kept =
        id === null || revision === null
          ? await rest.create<Group>('groups', body)
          : await rest.change<Group>(`groups/${id}`, revision, body);
      id = kept.entry.id;
      before = { name: kept.entry.name, members };
      return { values: before, revision: kept.revision };
    },
    async reread(): Promise<Reread<GroupValues> | null> {
      const now = await readGroup(desk, id);
      if (!now.group || id === null) return null;
      before = { name: now.group.entry.name, members: membersOf(now.agents, id) };
      const stored: Stored<GroupValues> = { values: before, revision: now.group.revision };
      return { ...stored, change: await lastChange(rest, 'group', String(id)) };
    },
    onSaved: (_, changed) => onSaved(id ?? 0, changed),
  };
  return new FormModel(options);
}
