import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { SelectField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import type { ChannelAccount, ChannelKind, Channels, Group, NewChannel } from '@frontdesk/protocol';
import { useId } from 'react';
import { useDesk } from '../../desk_context';
import * as check from '../../forms/checks';
import { Form, type WordsOfForm } from '../../forms/form';
import { FormModel } from '../../forms/form_model';
import { BackLink } from '../../frame/back_link';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import type { AdminDesk } from '../../models/admin_desk';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { KIND_NAMES } from './kind_names';
import styles from './social.module.css';

interface NewValues {
  kind: ChannelKind;
  name: string;
  group: number | null;
}

interface Read {
  readonly kinds: readonly ChannelKind[];
  readonly groups: readonly Group[];
}

const NONE = 'none';

async function read({ rest }: AdminDesk): Promise<Read> {
  const [{ kinds }, groups] = await Promise.all([rest.get<Channels>('channels'), rest.list<Group>('groups')]);
  return { kinds: kinds.map(({ kind }) => kind), groups: groups.entries.map(({ entry }) => entry) };
}

/** A new account: its kind and what it is called. What its provider needs is asked on its own page. */
export function AccountNew() {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.social.add;
  return (
    <PageBody
      title={p.title}
      intro={p.intro}
      back={<BackLink to="channels/social">{t.social.list.title}</BackLink>}
    >
      <Loaded read={() => read(desk)}>{(found) => <NewForm read={found} />}</Loaded>
    </PageBody>
  );
}

function NewForm({ read: { kinds, groups } }: { read: Read }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.social.add;
  const model = useOwned(() => newForm(desk, kinds[0] ?? 'whatsapp'));
  return (
    <Form model={model} describe={describe} cancelTo="channels/social">
      {({ values }, { typed }) => (
        <Section title={p.kind}>
          <Kinds kinds={kinds} value={values.kind} onChange={(kind) => model.set('kind', kind)} />
          <TextField label={p.name} hint={p.nameHint} {...typed('name')} autoComplete="off" />
          <SelectField
            label={p.group}
            hint={p.groupHint}
            value={values.group === null ? NONE : String(values.group)}
            onChange={(id) => model.set('group', id === NONE ? null : Number(id))}
            choices={[
              { value: NONE, label: t.social.basics.noGroup },
              ...groups.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
        </Section>
      )}
    </Form>
  );
}

interface KindsProps {
  kinds: readonly ChannelKind[];
  value: ChannelKind;
  onChange: (kind: ChannelKind) => void;
}

function Kinds({ kinds, value, onChange }: KindsProps) {
  const { t } = useWords();
  const name = useId();
  const hints: Partial<Record<ChannelKind, string>> = t.social.kindHints;
  return (
    <fieldset className={styles.kinds}>
      <legend className="fd-hidden">{t.social.add.kind}</legend>
      {kinds.map((kind) => (
        <label key={kind} data-chosen={kind === value || undefined}>
          <input type="radio" name={name} checked={kind === value} onChange={() => onChange(kind)} />
          <span className={styles.mark}>
            <ChannelIcon channel={kind} name="" size={22} />
          </span>
          <span>
            <b>{KIND_NAMES[kind]}</b>
            <small>{hints[kind]}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function newForm({ rest, router, toasts }: AdminDesk, kind: ChannelKind): FormModel<NewValues> {
  let made = '';
  return new FormModel<NewValues>({
    stored: { revision: null, values: { kind, name: '', group: null } },
    check: ({ name }) => check.problems<NewValues>({ name: check.name(name) }),
    async save(values) {
      const body: NewChannel = { ...values, name: values.name.trim() };
      const { revision, entry } = await rest.create<ChannelAccount>('channels', body);
      made = entry.id;
      return { revision, values };
    },
    onSaved() {
      toasts.good((t) => t.social.add.made);
      router.go(`channels/social/${made}/connection`);
    },
  });
}

const describe: WordsOfForm<NewValues> = ({ t }) => ({
  kind: { label: t.social.add.kind, show: (kind) => KIND_NAMES[kind] },
  name: { label: t.social.add.name, show: (name) => name },
  group: {
    label: t.social.add.group,
    show: (group) => (group === null ? t.social.basics.noGroup : `${group}`),
  },
});
