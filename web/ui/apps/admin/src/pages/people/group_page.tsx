import { ChecksField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import { useModel } from '@frontdesk/kit/use_model';
import type { AdminAgent } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { bound } from '../../forms/bound';
import { ChangeLine } from '../../forms/change_line';
import { ChangeModel } from '../../forms/changes';
import { Form, type WordsOfForm } from '../../forms/form';
import type { FormModel, FormState } from '../../forms/form_model';
import { savedText } from '../../forms/saved';
import { BackLink } from '../../frame/back_link';
import { Link } from '../../frame/link';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { type GroupValues, groupForm, type GroupPage as Read, readGroup } from './group_form';

/** One group; `null` is a new one. */
export function GroupPage({ id }: { id: number | null }) {
  const desk = useDesk();
  return (
    <Loaded page read={() => readGroup(desk, id)}>
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
  const p = t.people.groups;
  const model = useOwned(() =>
    groupForm(desk, read, (id) => {
      desk.toasts.good((words) => words.people.groups.made);
      desk.router.go(`people/groups/${id}`);
    }),
  );
  return (
    <PageBody title={p.add} intro={p.addIntro} back={<BackLink to="people/groups">{p.title}</BackLink>}>
      <Form model={model} describe={describeGroup(read.agents)} cancelTo="people/groups">
        {(now) => <GroupFields model={model} now={now} agents={read.agents} />}
      </Form>
    </PageBody>
  );
}

function OneGroup({ read, id }: { read: Read; id: number }) {
  const desk = useDesk();
  const { t } = useWords();
  const change = useOwned(() => new ChangeModel(desk.rest, 'group', String(id)));
  const model = useOwned(() =>
    groupForm(desk, read, (_, changed) => {
      desk.toasts.good(savedText(describeGroup(read.agents), changed));
      void change.load();
    }),
  );
  const { stored } = useModel(model);
  return (
    <PageBody title={stored.name} back={<BackLink to="people/groups">{t.people.groups.title}</BackLink>}>
      <Form model={model} describe={describeGroup(read.agents)}>
        {(now) => <GroupFields model={model} now={now} agents={read.agents} />}
      </Form>
      <ChangeLine model={change} />
    </PageBody>
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
