/** What an admin says of an agent. */
import type { AdminAgent, ChangeAgent, Group, NewAgent, Revised, Role } from '@frontdesk/protocol';
import { lastChange } from '../../forms/changes';
import * as check from '../../forms/checks';
import { entryOf } from '../../forms/entry_form';
import { FormModel, type FormOptions, type Reread, type Stored } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';

export interface AgentValues {
  name: string;
  email: string;
  password: string;
  role: Role;
  groups: number[];
  capacity: number | null;
}

export const MOST_CAPACITY = 500;
export const USUAL_CAPACITY = 5;

/** What the page of one agent needs: all agents are read at once, there are never many. */
export interface AgentPage {
  readonly agent: Revised<AdminAgent> | null;
  readonly groups: readonly Group[];
  /** Active admins besides this agent. */
  readonly otherAdmins: number;
}

export async function readAgent({ rest }: AdminDesk, id: number | null): Promise<AgentPage> {
  const [agents, groups] = await Promise.all([rest.list<AdminAgent>('agents'), rest.list<Group>('groups')]);
  const admins = agents.entries.filter(({ entry }) => entry.active && entry.role === 'admin');
  return {
    agent: entryOf(agents, id),
    groups: groups.entries.map(({ entry }) => entry),
    otherAdmins: admins.filter(({ entry }) => entry.id !== id).length,
  };
}

function valuesOf(agent: AdminAgent): AgentValues {
  const { name, email, role, groups, capacity } = agent;
  return { name, email: email ?? '', password: '', role, groups, capacity };
}

const stored = ({ entry, revision }: Revised<AdminAgent>): Stored<AgentValues> => ({
  values: valuesOf(entry),
  revision,
});

export function newAgentForm({ rest }: AdminDesk, onSaved: (id: number) => void): FormModel<AgentValues> {
  let made = 0;
  return new FormModel<AgentValues>({
    stored: {
      values: { name: '', email: '', password: '', role: 'agent', groups: [], capacity: USUAL_CAPACITY },
      revision: null,
    },
    check: (values) =>
      check.problems<AgentValues>({
        ...shared(values),
        email: check.email(values.email),
        password: check.password(values.password),
      }),
    refusals: {
      already_exists: { field: 'email', say: (t) => t.people.agents.emailTaken },
      email_taken: { field: 'email', say: (t) => t.people.agents.emailTaken },
    },
    async save({ name, email, password, role, groups, capacity }) {
      const body: NewAgent = { name, email, password, role, groups, capacity: capacity ?? 0 };
      const answer = await rest.create<AdminAgent>('agents', body);
      made = answer.entry.id;
      return stored(answer);
    },
    onSaved: () => onSaved(made),
  });
}

/** Whether an agent is active: no field of the form, but part of what is stored with it. */
export interface Activity {
  readonly active: boolean;
  /** Somebody else changed it. */
  readonly onChanged: (active: boolean) => void;
}

export function agentForm(
  { rest }: AdminDesk,
  agent: Revised<AdminAgent>,
  activity: () => Activity,
  onSaved: NonNullable<FormOptions<AgentValues>['onSaved']>,
): FormModel<AgentValues> {
  const { id } = agent.entry;
  return new FormModel<AgentValues>({
    stored: stored(agent),
    check: (values) => check.problems<AgentValues>(shared(values)),
    refusals: { role: { field: 'role', say: (t) => t.people.agents.lastAdmin } },
    async save({ name, role, groups, capacity }, revision) {
      const body: ChangeAgent = { name, role, groups, capacity: capacity ?? 0, active: activity().active };
      return stored(await rest.change<AdminAgent>(`agents/${id}`, revision ?? 0, body));
    },
    async reread(): Promise<Reread<AgentValues> | null> {
      const now = entryOf(await rest.list<AdminAgent>('agents'), id);
      if (!now) return null;
      if (now.entry.active !== activity().active) activity().onChanged(now.entry.active);
      return { ...stored(now), change: await lastChange(rest, 'agent', String(id)) };
    },
    onSaved,
  });
}

function shared(values: AgentValues) {
  return {
    name: check.name(values.name),
    capacity: check.whole(values.capacity, 0, MOST_CAPACITY),
  };
}
