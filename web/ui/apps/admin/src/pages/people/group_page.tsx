import { ChecksField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import type { AdminAgent } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { bound } from '../../forms/bound';
import { NewEntry, OneEntry } from '../../forms/entry_page';
import type { WordsOfForm } from '../../forms/form';
import type { FormModel, FormState } from '../../forms/form_model';
import { BackLink } from '../../frame/back_link';
import { Link } from '../../frame/link';
import { NotFound } from '../../frame/not_found';
import { Loaded } from '../../lists/loaded';
import { useWords } from '../../words';
import { type GroupValues, groupForm, type GroupPage as Read, readGroup } from './group_form';

const LIST = 'people/groups';

/** One group; `null` is a new one. */
export function GroupPage({ id }: { id: number | null }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.people.groups;
  return (
    <Loaded
      head={{ title: id === null ? p.add : p.section, back: <BackLink to={LIST}>{p.title}</BackLink> }}
      read={() => readGroup(desk, id)}
    >
      {(read) => {
        if (id === null) return <NewGroup read={read} />;
        return read.group ? <OneGroup read={read} id={id} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function NewGroup({ read }: { read: Read }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <NewEntry
      list={LIST}
      words={t.people.groups}
      made={(words) => words.people.groups.made}
      form={(onMade) => groupForm(desk, read, onMade)}
      describe={describeGroup(read.agents)}
    >
      {(model, now) => <GroupFields model={model} now={now} agents={read.agents} />}
    </NewEntry>
  );
}

function OneGroup({ read, id }: { read: Read; id: number }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <OneEntry
      list={LIST}
      back={t.people.groups.title}
      audited={{ kind: 'group', key: String(id) }}
      nameOf={({ name }) => name}
      form={(onSaved) => groupForm(desk, read, (_, changed) => onSaved(changed))}
      describe={describeGroup(read.agents)}
    >
      {(model, now) => <GroupFields model={model} now={now} agents={read.agents} />}
    </OneEntry>
  );
}

interface GroupFieldsProps {
  model: FormModel<GroupValues>;
  now: FormState<GroupValues>;
  agents: readonly AdminAgent[];
}

function GroupFields({ model, now, agents }: GroupFieldsProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.people.groups;
  return (
    <Section title={p.section}>
      <TextField label={p.name} hint={p.nameHint} {...typed('name')} autoComplete="off" />
      <ChecksField
        label={p.members}
        hint={p.membersHint}
        {...chosen('members')}
        choices={agents.map(({ id, name, email }) => ({
          value: id,
          label: name,
          ...(email ? { hint: email } : {}),
        }))}
        none={
          <>
            {p.noAgents} <Link to="people/agents/new">{t.people.agents.add}</Link>
          </>
        }
        search={p.searchMembers}
        clear={t.lists.clear}
      />
    </Section>
  );
}

const describeGroup =
  (agents: readonly AdminAgent[]): WordsOfForm<GroupValues> =>
  ({ t, f }) => ({
    name: { label: t.people.groups.name, show: (name) => name },
    members: {
      label: t.people.groups.members,
      show: (ids) => f.list(ids.map((id) => agents.find((agent) => agent.id === id)?.name ?? String(id))),
    },
  });
