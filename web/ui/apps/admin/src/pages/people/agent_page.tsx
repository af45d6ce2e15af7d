import { useRef, useState } from 'react';
import { useDesk } from '../../desk_context';
import { NewEntry, OneEntry } from '../../forms/entry_page';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { Loaded } from '../../lists/loaded';
import { useWords } from '../../words';
import { AgentAccess } from './agent_access';
import { AgentFields, describeAgent } from './agent_fields';
import { type Activity, agentForm, newAgentForm, type AgentPage as Read, readAgent } from './agent_form';

const LIST = 'people/agents';

/** One agent; `null` is a new one. */
export function AgentPage({ id }: { id: number | null }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
  return (
    <Loaded
      head={{ title: id === null ? p.add : p.one, back: <BackLink to={LIST}>{p.title}</BackLink> }}
      read={() => readAgent(desk, id)}
    >
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
  return (
    <NewEntry
      list={LIST}
      words={t.people.agents}
      made={(words) => words.people.agents.made}
      form={(onMade) => newAgentForm(desk, onMade)}
      describe={describeAgent(groups)}
    >
      {(model, now) => <AgentFields model={model} now={now} groups={groups} />}
    </NewEntry>
  );
}

interface OneAgentProps {
  read: Read & { agent: NonNullable<Read['agent']> };
}

function OneAgent({ read: { agent, groups, otherAdmins } }: OneAgentProps) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
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
  return (
    <OneEntry
      list={LIST}
      back={p.title}
      audited={{ kind: 'agent', key: String(agent.entry.id) }}
      nameOf={({ name }) => name}
      form={(onSaved) =>
        agentForm(
          desk,
          agent,
          () => activity.current,
          (_, changed) => onSaved(changed),
        )
      }
      describe={describeAgent(groups)}
      below={(model, onChanged) => (
        <AgentAccess
          agent={{ ...agent.entry, active }}
          form={model}
          onlyAdmin={otherAdmins === 0}
          onTurned={(now) => {
            setActive(now);
            onChanged();
          }}
        />
      )}
    >
      {(model, now) => <AgentFields model={model} now={now} groups={groups} />}
    </OneEntry>
  );
}
