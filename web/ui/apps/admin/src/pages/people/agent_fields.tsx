import { ChecksField, ChoiceField } from '@frontdesk/kit/choice_fields';
import { NumberField } from '@frontdesk/kit/number_field';
import { Section } from '@frontdesk/kit/section';
import { PasswordField, TextField } from '@frontdesk/kit/text_field';
import type { Group } from '@frontdesk/protocol';
import { bound } from '../../forms/bound';
import type { WordsOfForm } from '../../forms/form';
import type { FormModel, FormState } from '../../forms/form_model';
import { Link } from '../../frame/link';
import { useWords } from '../../words';
import type { AgentValues } from './agent_form';

interface AgentFieldsProps {
  model: FormModel<AgentValues>;
  now: FormState<AgentValues>;
  groups: readonly Group[];
}

export function AgentFields({ model, now, groups }: AgentFieldsProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.people.agents;
  return (
    <>
      <Section title={p.whoTitle}>
        <TextField label={p.name} hint={p.nameHint} {...typed('name')} autoComplete="off" />
        <TextField
          label={p.email}
          hint={now.isNew ? p.emailHint : p.emailFixed}
          type="email"
          {...typed('email')}
          disabled={!now.isNew}
          autoComplete="off"
        />
        {now.isNew && (
          <PasswordField
            label={p.password}
            hint={p.passwordHint}
            {...typed('password')}
            show={t.forms.password.show}
            hide={t.forms.password.hide}
            autoComplete="new-password"
          />
        )}
      </Section>
      <Section title={p.mayTitle} intro={now.isNew ? null : p.mayIntro}>
        <ChoiceField
          label={p.role}
          beside
          {...chosen('role')}
          choices={[
            { value: 'agent', label: t.people.roles.agent, hint: t.people.roles.agentHint },
            { value: 'admin', label: t.people.roles.admin, hint: t.people.roles.adminHint },
          ]}
        />
      </Section>
      <Section title={p.workTitle} intro={p.workIntro}>
        <NumberField
          label={p.capacityLabel}
          hint={p.capacityHint}
          unit={p.capacityUnit(now.values.capacity ?? 0)}
          {...typed('capacity')}
        />
        <ChecksField
          label={p.groups}
          hint={p.groupsHint}
          {...chosen('groups')}
          choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
          none={
            <>
              {p.noGroups} <Link to="people/groups/new">{t.people.groups.add}</Link>
            </>
          }
          search={p.searchGroups}
          clear={t.lists.clear}
        />
      </Section>
    </>
  );
}

/** How its fields read in a sentence. */
export const describeAgent =
  (groups: readonly Group[]): WordsOfForm<AgentValues> =>
  ({ t, f }) => {
    const p = t.people.agents;
    const nameOf = (id: number) => groups.find((group) => group.id === id)?.name ?? String(id);
    return {
      name: { label: p.name, show: (name) => name },
      email: { label: p.email, show: (email) => email },
      password: { label: p.password, show: () => '' },
      role: { label: p.role, show: (role) => t.people.roles[role] },
      groups: { label: p.groups, show: (ids) => f.list(ids.map(nameOf)) },
      capacity: { label: p.capacityLabel, show: (capacity) => String(capacity ?? '') },
    };
  };
