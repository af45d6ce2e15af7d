import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { Confirm } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { Section } from '@frontdesk/kit/section';
import { useModel } from '@frontdesk/kit/use_model';
import type { AdminAgent, ChangeAgent } from '@frontdesk/protocol';
import { useState } from 'react';
import { useDesk } from '../../desk_context';
import { ActionModel } from '../../forms/action_model';
import type { FormModel } from '../../forms/form_model';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import type { AgentValues } from './agent_form';
import { PasswordDialog } from './password_dialog';
import styles from './people.module.css';

interface AgentAccessProps {
  agent: AdminAgent;
  form: FormModel<AgentValues>;
  /** Nobody else could undo what is done here. */
  onlyAdmin: boolean;
  onTurned: (active: boolean) => void;
}

/** What decides whether an agent gets in: the password, and being active. */
export function AgentAccess({ agent, form, onlyAdmin, onTurned }: AgentAccessProps) {
  const { t } = useWords();
  const p = t.people.agents;
  const [password, setPassword] = useState(false);
  return (
    <div className={styles.after}>
      <Section title={p.accessTitle}>
        {agent.email && (
          <div className={styles.act}>
            <div>
              <strong>{p.resetTitle}</strong>
              <p>{p.resetHint}</p>
            </div>
            <Button onClick={() => setPassword(true)}>{p.reset}</Button>
          </div>
        )}
        <Activity agent={agent} form={form} onlyAdmin={onlyAdmin} onTurned={onTurned} />
      </Section>
      <PasswordDialog agent={agent} opened={password} onClose={() => setPassword(false)} />
    </div>
  );
}

function Activity({ agent, form, onlyAdmin, onTurned }: AgentAccessProps) {
  const { rest, me, toasts } = useDesk();
  const { t } = useWords();
  const p = t.people.agents;
  const { stored, changed } = useModel(form);
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const [asked, setAsked] = useState(false);
  const { active, id } = agent;

  const turn = async () => {
    const { name, role, groups, capacity } = stored;
    const body: ChangeAgent = { name, role, groups, capacity: capacity ?? 0, active: !active };
    const done = await action.run(async () => {
      form.renew((await rest.change(`agents/${id}`, form.revision ?? 0, body)).revision);
    });
    setAsked(false);
    if (!done) return;
    onTurned(!active);
    toasts.good((words) =>
      active ? words.people.agents.deactivated(name) : words.people.agents.activated(name),
    );
  };

  const held = active ? heldBack() : null;
  function heldBack(): string | null {
    if (id === me.id) return p.notYourself;
    return onlyAdmin && stored.role === 'admin' ? p.lastAdmin : null;
  }

  return (
    <div className={styles.act}>
      <div>
        <strong>{active ? p.deactivateTitle : p.activateTitle}</strong>
        <p>{held ?? (changed.length > 0 ? p.saveFirst : active ? p.deactivateHint : p.activateHint)}</p>
        {failure && <Notice tone="bad">{failureText(t, failure)}</Notice>}
      </div>
      <Button
        disabled={held !== null || changed.length > 0}
        busy={busy}
        onClick={() => (active ? setAsked(true) : void turn())}
      >
        {active ? p.deactivate : p.activate}
      </Button>
      <Confirm
        opened={asked}
        danger
        title={p.deactivateSure(stored.name)}
        confirm={p.deactivateNow}
        cancel={t.forms.cancel}
        busy={busy}
        onConfirm={() => void turn()}
        onCancel={() => setAsked(false)}
      >
        <ul className={styles.follows}>
          {p.deactivateFollows.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Confirm>
    </div>
  );
}
