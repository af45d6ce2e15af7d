import { useModel } from '@frontdesk/kit/use_model';
import { useDesk } from '../../desk_context';
import { ChangeLine } from '../../forms/change_line';
import { ChangeModel } from '../../forms/changes';
import { Form } from '../../forms/form';
import { savedText } from '../../forms/saved';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { AgentAccess } from './agent_access';
import { AgentFields, describeAgent } from './agent_fields';
import { agentForm, newAgentForm, type AgentPage as Read, readAgent } from './agent_form';

/** One agent; `null` is a new one. */
export function AgentPage({ id }: { id: number | null }) {
  const desk = useDesk();
  return (
    <Loaded read={() => readAgent(desk, id)}>
      {(read, again) => {
        if (id === null) return <NewAgent read={read} />;
        if (!read.agent) return <NotFound />;
        return <OneAgent key={read.agent.revision} read={{ ...read, agent: read.agent }} again={again} />;
      }}
    </Loaded>
  );
}

function NewAgent({ read: { groups } }: { read: Read }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
  const model = useOwned(() =>
    newAgentForm(desk, (id) => {
      desk.toasts.good((words) => words.people.agents.made);
      desk.router.go(`people/agents/${id}`);
    }),
  );
  return (
    <PageBody title={p.add} intro={p.addIntro} back={<BackLink to="people/agents">{p.title}</BackLink>}>
      <Form model={model} describe={describeAgent(groups)} cancelTo="people/agents">
        {(now) => <AgentFields model={model} now={now} groups={groups} />}
      </Form>
    </PageBody>
  );
}

interface OneAgentProps {
  read: Read & { agent: NonNullable<Read['agent']> };
  again: () => Promise<void>;
}

function OneAgent({ read: { agent, groups, otherAdmins }, again }: OneAgentProps) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
  const change = useOwned(() => new ChangeModel(desk.rest, 'agent', String(agent.entry.id)));
  const model = useOwned(() =>
    agentForm(desk, agent, (_, changed) => {
      desk.toasts.good(savedText(describeAgent(groups), changed));
      void change.load();
    }),
  );
  const { stored } = useModel(model);
  return (
    <PageBody title={stored.name} back={<BackLink to="people/agents">{p.title}</BackLink>}>
      <Form model={model} describe={describeAgent(groups)}>
        {(now) => <AgentFields model={model} now={now} groups={groups} />}
      </Form>
      <AgentAccess agent={agent.entry} form={model} onlyAdmin={otherAdmins === 0} again={again} />
      <ChangeLine model={change} />
    </PageBody>
  );
}
