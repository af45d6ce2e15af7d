import { useModel } from '@frontdesk/kit/use_model';
import { useRef, useState } from 'react';
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
import { type Activity, agentForm, newAgentForm, type AgentPage as Read, readAgent } from './agent_form';

/** One agent; `null` is a new one. */
export function AgentPage({ id }: { id: number | null }) {
  const desk = useDesk();
  return (
    <Loaded page read={() => readAgent(desk, id)}>
      {(read) => {
        if (id === null) return <NewAgent read={read} />;
        if (!read.agent) return <NotFound />;
        return <OneAgent read={{ ...read, agent: read.agent }} />;
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
}

function OneAgent({ read: { agent, groups, otherAdmins } }: OneAgentProps) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
  const change = useOwned(() => new ChangeModel(desk.rest, 'agent', String(agent.entry.id)));
  const [active, setActive] = useState(agent.entry.active);
  const activity = useRef<Activity>({ active, onChanged: () => {} });
  activity.current = {
    active,
    onChanged(now) {
      setActive(now);
      const { meanwhileActive, meanwhileInactive } = t.people.agents;
      desk.toasts.bad(() => (now ? meanwhileActive : meanwhileInactive));
    },
  };
  const model = useOwned(() =>
    agentForm(
      desk,
      agent,
      () => activity.current,
      (_, changed) => {
        desk.toasts.good(savedText(describeAgent(groups), changed));
        void change.load();
      },
    ),
  );
  const { stored } = useModel(model);
  return (
    <PageBody title={stored.name} back={<BackLink to="people/agents">{p.title}</BackLink>}>
      <Form model={model} describe={describeAgent(groups)}>
        {(now) => <AgentFields model={model} now={now} groups={groups} />}
      </Form>
      <AgentAccess
        agent={{ ...agent.entry, active }}
        form={model}
        onlyAdmin={otherAdmins === 0}
        onTurned={(now) => {
          setActive(now);
          void change.load();
        }}
      />
      <ChangeLine model={change} />
    </PageBody>
  );
}
