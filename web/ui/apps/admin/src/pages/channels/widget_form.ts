/** Everything that an admin says of a widget, over all of its tabs. */
import type {
  AdminField,
  Group,
  Integration,
  IntegrationBody,
  Language,
  Revised,
  WidgetSeen,
  WidgetsSeen,
  WidgetTexts,
} from '@frontdesk/protocol';
import { lastChange } from '../../forms/changes';
import { FormModel, type Stored } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';
import { problemsOf, REFUSALS } from './widget_checks';

export const LANGUAGES: readonly Language[] = ['en', 'fr', 'el'];
/** The texts that a widget has in each language, by their names on the wire. */
export const TEXTS = [
  'title',
  'launcher',
  'greeting',
  'header',
  'offline',
  'first_message',
  'details',
  'follow_up',
] as const satisfies readonly (keyof WidgetTexts)[];
export type TextKey = (typeof TEXTS)[number];
export type InLanguages = Record<Language, string>;
/** One form value a text, so that two admins who write different texts do not collide. */
export type TextValues = { [Key in TextKey as `text_${Key}`]: InLanguages };

type Look = Integration['widget'];
type StyleValues = Omit<Look['style'], 'offset_x' | 'offset_y' | 'radius'> & {
  offset_x: number | null;
  offset_y: number | null;
  radius: number | null;
};
type PlainLook = Pick<
  Look,
  'enabled' | 'title' | 'brand_color' | 'uploads' | 'conversations' | 'languages' | 'default_language'
> &
  Pick<Look, 'origins' | 'switch_to'>;

export interface WidgetValues extends PlainLook, StyleValues, TextValues {
  name: string;
  flow: number | null;
  group: number | null;
  ask_name: boolean;
  ask_email: boolean;
  ask_fields: number[];
}

/** What a flow is called; the rest of it is of no interest here. */
export interface FlowName {
  readonly id: number;
  readonly name: string;
}

export interface WidgetPageRead {
  readonly widget: Revised<Integration> | null;
  readonly seen: WidgetSeen | null;
  readonly groups: readonly Group[];
  readonly flows: readonly FlowName[];
  /** Ticket fields that end users may fill in. */
  readonly fields: readonly AdminField[];
  /** Connected channels that customers could switch to. */
  readonly channels: readonly Integration[];
}

/** Where customers may go on with a conversation (S0-29), by the names of those services. */
export const SOCIAL_NAMES: Partial<Record<Integration['kind'], string>> = {
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
};

export async function readWidget({ rest }: AdminDesk, id: string): Promise<WidgetPageRead> {
  const [integrations, groups, flows, fields, seen] = await Promise.all([
    rest.list<Integration>('integrations'),
    rest.list<Group>('groups'),
    rest.list<FlowName>('flows'),
    rest.list<AdminField>('fields'),
    rest.get<WidgetsSeen>('integrations/seen'),
  ]);
  const all = integrations.entries.map(({ entry }) => entry);
  return {
    widget: integrations.entries.find(({ entry }) => entry.id === id) ?? null,
    seen: seen.widgets.find((one) => one.integration === id) ?? null,
    groups: groups.entries.map(({ entry }) => entry),
    flows: flows.entries.map(({ entry }) => ({ id: entry.id, name: entry.name })),
    fields: fields.entries.map(({ entry }) => entry).filter((field) => field.end_user_editable),
    channels: all.filter(({ kind }) => kind in SOCIAL_NAMES),
  };
}

export function widgetForm(
  { rest }: AdminDesk,
  widget: Revised<Integration>,
  onSaved: (changed: readonly (keyof WidgetValues)[]) => void,
): FormModel<WidgetValues> {
  const { id } = widget.entry;
  return new FormModel<WidgetValues>({
    stored: stored(widget),
    check: problemsOf,
    refusals: REFUSALS,
    async save(values, revision) {
      return stored(await rest.change<Integration>(`integrations/${id}`, revision ?? 0, bodyOf(values)));
    },
    async reread() {
      const { entries } = await rest.list<Integration>('integrations');
      const now = entries.find(({ entry }) => entry.id === id);
      return now ? { ...stored(now), change: await lastChange(rest, 'integration', id) } : null;
    },
    onSaved: (_, changed) => onSaved(changed),
  });
}

export function stored({ revision, entry }: Revised<Integration>): Stored<WidgetValues> {
  const { style, texts, details, ...plain } = entry.widget;
  const text = (key: TextKey) =>
    Object.fromEntries(LANGUAGES.map((language) => [language, texts[language]?.[key] ?? '']));
  return {
    revision,
    values: {
      ...plain,
      ...style,
      ...(Object.fromEntries(TEXTS.map((key) => [`text_${key}`, text(key)])) as unknown as TextValues),
      name: entry.name,
      flow: entry.flow,
      group: entry.group,
      ask_name: details.name,
      ask_email: details.email,
      ask_fields: details.fields,
    },
  };
}

export function bodyOf(values: WidgetValues): IntegrationBody {
  const { name, flow, group } = values;
  return { name, flow, group, widget: lookOf(values) };
}

/** The widget as it would be: also what the preview shows. */
export function lookOf(values: WidgetValues): Look {
  const textsIn = (language: Language) =>
    Object.fromEntries(TEXTS.map((key) => [key, values[`text_${key}`][language].trim()])) as WidgetTexts;
  return {
    enabled: values.enabled,
    title: values.title,
    brand_color: values.brand_color.trim(),
    uploads: values.uploads,
    conversations: values.conversations,
    languages: values.languages,
    default_language: values.default_language,
    origins: values.origins.map((origin) => origin.trim()).filter((origin) => origin !== ''),
    switch_to: values.switch_to,
    style: {
      second_color: values.second_color,
      side: values.side,
      offset_x: values.offset_x ?? 0,
      offset_y: values.offset_y ?? 0,
      shape: values.shape,
      icon: values.icon,
      picture: values.picture,
      scheme: values.scheme,
      sound: values.sound,
      radius: values.radius ?? 0,
    },
    texts: Object.fromEntries(values.languages.map((language) => [language, textsIn(language)])),
    details: { name: values.ask_name, email: values.ask_email, fields: values.ask_fields },
  };
}
