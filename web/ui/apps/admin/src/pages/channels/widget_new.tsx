import { ChoiceField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import type { Integration } from '@frontdesk/protocol';
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

interface NewValues {
  name: string;
  title: string;
  kind: 'widget' | 'chat';
}

/** A new widget: what cannot be guessed. Everything else has a good beginning and is on its own page. */
export function WidgetNew() {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.channels;
  return (
    <PageBody
      title={p.list.add}
      intro={p.list.addIntro}
      back={<BackLink to="channels/messaging">{p.list.title}</BackLink>}
    >
      {/* Nothing of it is needed here, but that the server is there to store a new one. */}
      <Loaded read={() => rest.list<Integration>('integrations')}>{() => <NewForm />}</Loaded>
    </PageBody>
  );
}

function NewForm() {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.channels;
  const model = useOwned(() => newWidgetForm(desk));
  return (
    <Form model={model} describe={describeNew} cancelTo="channels/messaging">
      {(_, { typed, chosen }) => (
        <Section title={p.basics.what}>
          <TextField label={p.basics.name} hint={p.basics.nameHint} {...typed('name')} autoComplete="off" />
          <TextField
            label={p.basics.title}
            hint={p.basics.titleHint}
            {...typed('title')}
            autoComplete="off"
          />
          <ChoiceField
            label={p.list.kind}
            beside
            {...chosen('kind')}
            choices={[
              { value: 'widget', label: p.list.widget, hint: p.list.widgetHint },
              { value: 'chat', label: p.list.chat, hint: p.list.chatHint },
            ]}
          />
        </Section>
      )}
    </Form>
  );
}

function newWidgetForm({ rest, router, toasts }: AdminDesk): FormModel<NewValues> {
  let made = '';
  return new FormModel<NewValues>({
    stored: { revision: null, values: { name: '', title: '', kind: 'widget' } },
    check: ({ name, title }) =>
      check.problems<NewValues>({ name: check.name(name), title: check.name(title) }),
    async save(values) {
      const { name, title, kind } = values;
      const body = {
        kind,
        name,
        flow: null,
        group: null,
        widget: { title, brand_color: '#1f5eff', uploads: true },
      };
      const { revision, entry } = await rest.create<Integration>('integrations', body);
      made = entry.id;
      return { revision, values };
    },
    onSaved() {
      toasts.good((t) => t.channels.list.made);
      router.go(`channels/messaging/${made}/installation`);
    },
  });
}

const describeNew: WordsOfForm<NewValues> = ({ t }) => ({
  name: { label: t.channels.basics.name, show: (name) => name },
  title: { label: t.channels.basics.title, show: (title) => title },
  kind: { label: t.channels.list.kind, show: (kind) => t.channels.list[kind] },
});
