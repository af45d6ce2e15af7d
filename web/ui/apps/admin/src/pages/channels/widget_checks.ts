/** What can be said of a widget before the server is asked, and where what the server says belongs. */
import * as check from '../../forms/checks';
import type { FormOptions, Problems } from '../../forms/form_model';
import type { Say } from '../../models/say';
import { LANGUAGES, TEXTS, type TextKey, type WidgetValues } from './widget_form';

/** As the server has it. */
export const MOST = {
  offset: 200,
  radius: 28,
  origins: 50,
  fields: 6,
  text: {
    title: 100,
    launcher: 30,
    greeting: 200,
    header: 120,
    offline: 120,
    first_message: 1_000,
    details: 1_000,
    follow_up: 1_000,
  } satisfies Record<TextKey, number>,
} as const;

export function problemsOf(values: WidgetValues): Problems<WidgetValues> {
  return check.problems<WidgetValues>({
    name: check.name(values.name),
    title: check.name(values.title),
    default_language: values.languages.includes(values.default_language)
      ? undefined
      : (t) => t.channels.problems.defaultLanguage,
    languages: values.languages.length > 0 ? undefined : (t) => t.channels.problems.noLanguage,
    origins: originsProblem(values.origins),
    brand_color: check.colour(values.brand_color),
    second_color: values.second_color === null ? undefined : check.colour(values.second_color),
    offset_x: check.whole(values.offset_x, 0, MOST.offset),
    offset_y: check.whole(values.offset_y, 0, MOST.offset),
    radius: check.whole(values.radius, 0, MOST.radius),
    ask_fields:
      values.ask_fields.length > MOST.fields ? (t) => t.channels.problems.manyFields(MOST.fields) : undefined,
    ...Object.fromEntries(TEXTS.map((key) => [`text_${key}`, textProblem(values, key)])),
  });
}

function textProblem(values: WidgetValues, key: TextKey): Say | undefined {
  const problems = LANGUAGES.map((language) =>
    check.atMost(values[`text_${key}`][language].trim(), MOST.text[key]),
  );
  return problems.find((problem) => problem !== undefined);
}

function originsProblem(origins: readonly string[]): Say | undefined {
  const given = origins.map((origin) => origin.trim()).filter((origin) => origin !== '');
  if (given.length > MOST.origins) return (t) => t.channels.problems.manyOrigins(MOST.origins);
  const wrong = given.find((origin) => originOf(origin) === null);
  return wrong === undefined ? undefined : (t) => t.channels.problems.origin(wrong);
}

/** A page's address as its origin, and a subdomain wildcard as it is; `null` for what is neither. */
export function originOf(text: string): string | null {
  const wild = text.includes('://*.');
  try {
    const url = new URL(text.trim().replace('://*.', '://any.'));
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    if (url.username !== '' || url.password !== '' || url.host.includes('*')) return null;
    return wild ? url.origin.replace('://any.', '://*.') : url.origin;
  } catch {
    return null;
  }
}

type Refusals = NonNullable<FormOptions<WidgetValues>['refusals']>;

const refused = (field: keyof WidgetValues): Refusals[string] => ({
  field,
  say: (t) => t.forms.problems.refused,
});

/** By the names that the server has for them. */
export const REFUSALS: Refusals = {
  'style.picture': { field: 'picture', say: (t) => t.channels.problems.picture },
  'style.second_color': refused('second_color'),
  'style.offset_x': refused('offset_x'),
  'style.offset_y': refused('offset_y'),
  'style.radius': refused('radius'),
  'details.fields': { field: 'ask_fields', say: (t) => t.channels.problems.goneFields },
  switch_to: { field: 'switch_to', say: (t) => t.channels.problems.goneChannel },
  ...Object.fromEntries(
    LANGUAGES.flatMap((language) =>
      TEXTS.map((key) => [`texts.${language}.${key}`, refused(`text_${key}` as keyof WidgetValues)]),
    ),
  ),
};
