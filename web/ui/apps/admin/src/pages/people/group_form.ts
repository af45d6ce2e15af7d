/** A group: its name, and who is in it. Members are kept with each agent, so that each is changed on their own. */
import { failureOf } from '@frontdesk/client/desk';
import type { AdminAgent, ChangeAgent, Group, GroupBody, Revised } from '@frontdesk/protocol';
import { lastChange } from '../../forms/changes';
import * as check from '../../forms/checks';
import { FormModel, type FormOptions, type Reread, type Stored } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';
import type { AdminRest } from '../../models/admin_rest';

export interface GroupValues {
  name: string;
  members: number[];
}

export interface GroupPage {
  readonly group: Revised<Group> | null;
  /** Those who may be made members: who is active, and who is one already. */
  readonly agents: readonly AdminAgent[];
}

/** Times that a membership is written anew when its agent was changed in between. */
const TRIES = 4;

export async function readGroup({ rest }: AdminDesk, id: number | null): Promise<GroupPage> {
  const [groups, agents] = await Promise.all([rest.list<Group>('groups'), rest.list<AdminAgent>('agents')]);
  const may = ({ active, groups: of }: AdminAgent) => active || (id !== null && of.includes(id));
  return {
    group: groups.entries.find(({ entry }) => entry.id === id) ?? null,
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
      const body: GroupBody = { name };
      let kept: Revised<Group>;
      if (id === null || revision === null) kept = await rest.create<Group>('groups', body);
      else if (name === before.name) kept = { revision, entry: { id, name } };
      else kept = await rest.change<Group>(`groups/${id}`, revision, body);
      id = kept.entry.id;
      await changeMembers(rest, id, before.members, members);
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

/** Only the membership is touched: whatever else was changed of an agent meanwhile stays as it is. */
async function changeMembers(
  rest: AdminRest,
  group: number,
  before: number[],
  after: number[],
): Promise<void> {
  const moved = [
    ...after.filter((id) => !before.includes(id)),
    ...before.filter((id) => !after.includes(id)),
  ];
  for (const agent of moved) await setMember(rest, group, agent, after.includes(agent));
}

async function setMember(rest: AdminRest, group: number, agent: number, member: boolean): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const { entries } = await rest.list<AdminAgent>('agents');
    const found = entries.find(({ entry }) => entry.id === agent);
    if (!found || found.entry.groups.includes(group) === member) return;
    const { name, role, groups, capacity, active } = found.entry;
    const others = groups.filter((id) => id !== group);
    const body: ChangeAgent = { name, role, groups: member ? [...others, group] : others, capacity, active };
    try {
      await rest.change(`agents/${agent}`, found.revision, body);
      return;
    } catch (thrown) {
      const failure = failureOf(thrown);
      const faster = failure.is === 'refused' && failure.error.code === 'revision_conflict';
      if (!faster || tried === TRIES) throw thrown;
    }
  }
}
