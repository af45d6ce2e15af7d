import { ChoiceField, SelectField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import type { Chosen } from '../../forms/bound';
import type { WordsOfForm } from '../../forms/form';
import type { Say } from '../../models/say';
import { useWords } from '../../words';
import type { Owners, ScopeKind, ScopeValues } from './scope';

const KINDS: readonly ScopeKind[] = ['global', 'group', 'personal'];

interface ScopeSectionProps {
  kind: Chosen<ScopeKind>;
  group: Chosen<string>;
  agent: Chosen<string>;
  owners: Owners;
  /** What the group is called beside whatever else the form asks of groups. */
  groupLabel: string;
}

/** For whom it is. */
export function ScopeSection({ kind, group, agent, owners, groupLabel }: ScopeSectionProps) {
  const { t } = useWords();
  const p = t.scope;
  const hints = { global: p.kinds.globalHint, group: p.kinds.groupHint, personal: p.kinds.personalHint };
  return (
    <Section title={p.whoTitle}>
      <ChoiceField
        label={p.for}
        {...kind}
        choices={KINDS.map((value) => ({ value, label: p.kinds[value], hint: hints[value] }))}
      />
      {kind.value === 'group' && (
        <SelectField
          label={groupLabel}
          {...group}
          nothing={t.lists.nothing}
          choices={owners.groups.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      {kind.value === 'personal' && (
        <SelectField
          label={p.agent}
          {...agent}
          nothing={t.lists.nothing}
          choices={owners.agents.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
    </Section>
  );
}

/** How it reads in a sentence. */
export function describeScope({ groups, agents }: Owners, groupLabel: Say): WordsOfForm<ScopeValues> {
  return ({ t }) => ({
    kind: { label: t.scope.for, show: (kind) => t.scope.kinds[kind] },
    group: { label: groupLabel(t), show: (id) => nameOf(groups, id) },
    agent: { label: t.scope.agent, show: (id) => nameOf(agents, id) },
  });
}

/** Of a group or an agent; its number where it is gone. */
export function nameOf(among: readonly { id: number; name: string }[], id: string): string {
  return among.find((one) => String(one.id) === id)?.name ?? id;
}
