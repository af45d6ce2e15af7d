import type { Settings } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { ChangeLine } from '../../forms/change_line';
import { Form } from '../../forms/form';
import { useStoredForm } from '../../forms/use_stored_form';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import type { PageProps } from '../../pages';
import { useWords } from '../../words';
import { describeRouting, RoutingFields } from './routing_fields';
import { routingForm } from './routing_form';

export default function RoutingPage({ rest }: PageProps) {
  const desk = useDesk();
  const { t } = useWords();
  if (rest.length > 0) return <NotFound />;
  return (
    <PageBody title={t.routing.title} intro={t.routing.intro}>
      <Loaded read={() => desk.rest.show<Settings>('settings')}>
        {(settings) => <RoutingForm settings={settings} />}
      </Loaded>
    </PageBody>
  );
}

function RoutingForm({ settings }: { settings: { entry: Settings; revision: number } }) {
  const desk = useDesk();
  const { model, change } = useStoredForm({ kind: 'settings', key: 'account' }, describeRouting, (onSaved) =>
    routingForm(desk, settings, onSaved),
  );
  return (
    <>
      <Form model={model} describe={describeRouting}>
        {(now) => <RoutingFields model={model} now={now} />}
      </Form>
      <ChangeLine model={change} />
    </>
  );
}
