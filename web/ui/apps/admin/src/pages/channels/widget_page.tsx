import { Notice } from '@frontdesk/kit/notice';
import { Tabs } from '@frontdesk/kit/tabs';
import type { Integration, Revised } from '@frontdesk/protocol';
import { useEffect, useRef } from 'react';
import { useDesk } from '../../desk_context';
import { OneEntry } from '../../forms/entry_page';
import type { FormModel, FormState } from '../../forms/form_model';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { Loaded } from '../../lists/loaded';
import { useWords } from '../../words';
import { Basics } from './basics';
import { Installation } from './installation';
import { Responses } from './responses';
import { Style } from './style';
import { readWidget, type WidgetPageRead, type WidgetValues, widgetForm } from './widget_form';
import { describeWidget } from './widget_words';

const TABS = ['basics', 'style', 'responses', 'installation'] as const;
export type WidgetTab = (typeof TABS)[number];

export function isTab(text: string): text is WidgetTab {
  return TABS.some((tab) => tab === text);
}

/** What every tab is given. */
export interface WidgetTabProps {
  model: FormModel<WidgetValues>;
  now: FormState<WidgetValues>;
  read: WidgetPageRead & { widget: Revised<Integration> };
}

/** One widget: four tabs over one form, saved as one. */
export function WidgetPage({ id, tab }: { id: string; tab: WidgetTab }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <Loaded
      head={{
        title: t.channels.basics.what,
        back: <BackLink to="channels/messaging">{t.channels.list.title}</BackLink>,
      }}
      read={() => readWidget(desk, id)}
    >
      {(read) =>
        read.widget ? <OneWidget read={{ ...read, widget: read.widget }} tab={tab} /> : <NotFound />
      }
    </Loaded>
  );
}

function OneWidget({ read, tab }: { read: WidgetTabProps['read']; tab: WidgetTab }) {
  const desk = useDesk();
  const { t } = useWords();
  const p = t.channels;
  const { id } = read.widget.entry;
  return (
    <OneEntry
      list="channels/messaging"
      back={p.list.title}
      audited={{ kind: 'integration', key: id }}
      nameOf={({ name }) => name}
      form={(onSaved) => widgetForm(desk, read.widget, onSaved)}
      describe={describeWidget(read)}
      wide={tab === 'style'}
      above={({ enabled }) => !enabled && <Notice tone="warn">{p.basics.offNotice}</Notice>}
    >
      {(model, now) => <TabsOf model={model} now={now} read={read} tab={tab} />}
    </OneEntry>
  );
}

function TabsOf({ tab, ...props }: WidgetTabProps & { tab: WidgetTab }) {
  const { router } = useDesk();
  const { t } = useWords();
  const { now, read } = props;
  const wrong = new Set(Object.keys(now.problems).map((key) => tabOf(key as keyof WidgetValues)));
  const path = `channels/messaging/${read.widget.entry.id}`;
  const elsewhere = wrong.size > 0 && !wrong.has(tab) ? TABS.find((one) => wrong.has(one)) : undefined;
  const led = useRef(0);
  useEffect(() => {
    if (now.stopped === led.current) return;
    led.current = now.stopped;
    // What keeps the form from being saved may stand on another tab.
    if (elsewhere) router.turn(`${path}/${elsewhere}`);
  }, [now.stopped, elsewhere, router, path]);
  const View = VIEWS[tab];
  return (
    <Tabs
      label={t.channels.tabs.label}
      tabs={TABS.map((key) => ({
        key,
        label: t.channels.tabs[key],
        ...(wrong.has(key) ? { mark: t.channels.tabs.wrong } : {}),
      }))}
      current={tab}
      onChange={(to) => router.turn(`${path}/${to}`)}
    >
      <View {...props} />
    </Tabs>
  );
}

const VIEWS = { basics: Basics, style: Style, responses: Responses, installation: Installation } as const;

const STYLE = new Set<keyof WidgetValues>([
  'brand_color',
  'second_color',
  'side',
  'offset_x',
  'offset_y',
  'shape',
  'icon',
  'picture',
  'scheme',
  'sound',
  'radius',
  'uploads',
  'text_launcher',
]);

function tabOf(key: keyof WidgetValues): WidgetTab {
  if (STYLE.has(key)) return 'style';
  if (['flow', 'group', 'ask_name', 'ask_email', 'ask_fields'].includes(key)) return 'responses';
  return key.startsWith('text_') && key !== 'text_title' ? 'responses' : 'basics';
}
