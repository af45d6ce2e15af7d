import { SelectField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import type { ChannelAccount, ChannelBody, Channels } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { ChangeLine } from '../../forms/change_line';
import { lastChange } from '../../forms/changes';
import * as check from '../../forms/checks';
import { Form, type WordsOfForm } from '../../forms/form';
import { FormModel, type Stored } from '../../forms/form_model';
import { useStoredForm } from '../../forms/use_stored_form';
import type { AdminDesk } from '../../models/admin_desk';
import { useWords } from '../../words';
import type { AccountRead, AccountTabProps } from './account_page';

const NONE = 'none';

/** What it is called, who greets and where the work goes. */
export function Basics({ read, again }: AccountTabProps) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.social.basics;
  const describe = describeBasics(read);
  const { model, change } = useStoredForm(
    { kind: 'integration', key: read.account.id },
    describe,
    (onSaved) =>
      basicsForm(desk, read.account, (changed) => {
        onSaved(changed);
        void again();
      }),
  );
  return (
    <>
      <Form model={model} describe={describe}>
        {({ values }, { typed }) => (
          <Section title={p.title}>
            <TextField label={p.name} hint={p.nameHint} {...typed('name')} autoComplete="off" />
            <SelectField
              label={p.flow}
              hint={p.flowHint}
              value={values.flow === null ? NONE : String(values.flow)}
              onChange={(flow) => model.set('flow', flow === NONE ? null : Number(flow))}
              choices={[
                { value: NONE, label: p.standard },
                ...read.flows.map((flow) => ({ value: String(flow.id), label: flow.name })),
              ]}
            />
            <SelectField
              label={p.group}
              hint={p.groupHint}
              value={values.group === null ? NONE : String(values.group)}
              onChange={(group) => model.set('group', group === NONE ? null : Number(group))}
              choices={[
                { value: NONE, label: p.noGroup },
                ...read.groups.map((group) => ({ value: String(group.id), label: group.name })),
              ]}
            />
          </Section>
        )}
      </Form>
      <ChangeLine model={change} />
    </>
  );
}

const stored = ({ revision, name, flow, group }: ChannelAccount): Stored<ChannelBody> => ({
  revision,
  values: { name, flow, group },
});

function basicsForm(
  { rest }: AdminDesk,
  account: ChannelAccount,
  onSaved: (changed: readonly (keyof ChannelBody)[]) => void,
): FormModel<ChannelBody> {
  return new FormModel<ChannelBody>({
    stored: stored(account),
    check: ({ name }) => check.problems<ChannelBody>({ name: check.name(name) }),
    async save(values, revision) {
      const body = { ...values, name: values.name.trim() };
      return stored((await rest.change<ChannelAccount>(`channels/${account.id}`, revision ?? 0, body)).entry);
    },
    async reread() {
      const { accounts } = await rest.get<Channels>('channels');
      const now = accounts.find(({ id }) => id === account.id);
      return now ? { ...stored(now), change: await lastChange(rest, 'integration', account.id) } : null;
    },
    onSaved: (_, changed) => onSaved(changed),
  });
}

function describeBasics({ flows, groups }: AccountRead): WordsOfForm<ChannelBody> {
  const named = (all: readonly { id: number; name: string }[], id: number | null, none: string) =>
    all.find((one) => one.id === id)?.name ?? none;
  return ({ t }) => ({
    name: { label: t.social.basics.name, show: (name) => name },
    flow: { label: t.social.basics.flow, show: (flow) => named(flows, flow, t.social.basics.standard) },
    group: { label: t.social.basics.group, show: (group) => named(groups, group, t.social.basics.noGroup) },
  });
}
