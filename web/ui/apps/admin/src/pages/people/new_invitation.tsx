import { ChecksField, ChoiceField } from '@frontdesk/kit/choice_fields';
import { NumberField } from '@frontdesk/kit/number_field';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import type { Group, MadeInvitation } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { Form, type WordsOfForm } from '../../forms/form';
import { BackLink } from '../../frame/back_link';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { type InvitationValues, invitationForm } from './invitation_form';

type OnMade = (made: MadeInvitation) => void;

export function NewInvitationPage({ onMade }: { onMade: OnMade }) {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.people.invitations;
  return (
    <PageBody title={p.add} intro={p.addIntro} back={<BackLink to="people/invitations">{p.title}</BackLink>}>
      <Loaded read={() => rest.list<Group>('groups')}>
        {({ entries }) => <InvitationFields groups={entries.map(({ entry }) => entry)} onMade={onMade} />}
      </Loaded>
    </PageBody>
  );
}

function InvitationFields({ groups, onMade }: { groups: readonly Group[]; onMade: OnMade }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.people.invitations;
  const a = t.people.agents;
  const model = useOwned(() =>
    invitationForm(desk, (made) => {
      onMade(made);
      desk.router.go('people/invitations');
    }),
  );
  return (
    <Form model={model} describe={describeInvitation(groups)} cancelTo="people/invitations">
      {({ values }, { typed, chosen }) => (
        <>
          <Section title={a.whoTitle}>
            <TextField
              label={a.email}
              hint={p.emailHint}
              type="email"
              {...typed('email')}
              autoComplete="off"
            />
            <TextField label={a.name} hint={p.nameHint} {...typed('name')} autoComplete="off" />
          </Section>
          <Section title={p.whatTitle} intro={p.whatIntro}>
            <ChoiceField
              label={a.role}
              beside
              {...chosen('role')}
              choices={[
                { value: 'agent', label: t.people.roles.agent, hint: t.people.roles.agentHint },
                { value: 'admin', label: t.people.roles.admin, hint: t.people.roles.adminHint },
              ]}
            />
            <NumberField
              label={a.capacityLabel}
              hint={a.capacityHint}
              unit={a.capacityUnit(values.capacity ?? 0)}
              {...typed('capacity')}
            />
            <ChecksField
              label={a.groups}
              hint={a.groupsHint}
              {...chosen('groups')}
              choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
              none={a.noGroups}
              search={a.searchGroups}
              clear={t.lists.clear}
            />
          </Section>
        </>
      )}
    </Form>
  );
}

const describeInvitation =
  (groups: readonly Group[]): WordsOfForm<InvitationValues> =>
  ({ t, f }) => {
    const a = t.people.agents;
    const nameOf = (id: number) => groups.find((group) => group.id === id)?.name ?? String(id);
    return {
      email: { label: a.email, show: (email) => email },
      name: { label: a.name, show: (name) => name },
      role: { label: a.role, show: (role) => t.people.roles[role] },
      groups: { label: a.groups, show: (ids) => f.list(ids.map(nameOf)) },
      capacity: { label: a.capacityLabel, show: (capacity) => String(capacity ?? '') },
    };
  };
