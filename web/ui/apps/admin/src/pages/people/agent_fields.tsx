import { ChecksField, ChoiceField } from '@frontdesk/kit/choice_fields';
import { NumberField } from '@frontdesk/kit/number_field';
import { Section } from '@frontdesk/kit/section';
import { PasswordField, TextField } from '@frontdesk/kit/text_field';
import type { Group } from '@frontdesk/protocol';
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
  const p = t.people.agents;
  const { values, problems } = now;
  return (
    <>
      <Section title={p.whoTitle}>
        <TextField
          label={p.name}
          hint={p.nameHint}
          value={values.name}
          onChange={(name) => model.set('name', name)}
          onBlur={() => model.touch('name')}
          error={problems.name?.(t)}
          autoComplete="off"
        />
        <TextField
          label={p.email}
          hint={now.isNew ? p.emailHint : p.emailFixed}
          type="email"
          value={values.email}
          onChange={(email) => model.set('email', email)}
          onBlur={() => model.touch('email')}
          error={problems.email?.(t)}
          disabled={!now.isNew}
          autoComplete="off"
        />
        {now.isNew && (
          <PasswordField
            label={p.password}
            hint={p.passwordHint}
            value={values.password}
            onChange={(password) => model.set('password', password)}
            onBlur={() => model.touch('password')}
            error={problems.password?.(t)}
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
          value={values.role}
          onChange={(role) => model.set('role', role)}
          error={problems.role?.(t)}
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
          unit={p.capacityUnit}
          value={values.capacity}
          onChange={(capacity) => model.set('capacity', capacity)}
          onBlur={() => model.touch('capacity')}
          error={problems.capacity?.(t)}
        />
        <ChecksField
          label={p.groups}
          hint={p.groupsHint}
          value={values.groups}
          onChange={(chosen) => model.set('groups', chosen)}
          error={problems.groups?.(t)}
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
