/** What can be said of a value before the server is asked; `undefined` where nothing is wrong. */
import { parseColour } from '@frontdesk/kit/colours';
import type { Say } from '../models/say';
import type { Problems } from './form_model';

type Checked = Say | undefined;

/** The longest name of anything that admins name, in characters. */
export const NAME_CHARS = 100;
/** As the server has it: so many characters at least, so many bytes at most. */
export const PASSWORD = { leastChars: 10, mostBytes: 256 } as const;

export function required(text: string): Checked {
  return text.trim() === '' ? (t) => t.forms.problems.required : undefined;
}

export function name(text: string, most = NAME_CHARS): Checked {
  return required(text) ?? atMost(text.trim(), most);
}

export function atMost(text: string, most: number): Checked {
  return [...text].length > most ? (t) => t.forms.problems.tooLong(most) : undefined;
}

export function email(text: string): Checked {
  const plain = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.trim());
  return required(text) ?? (plain ? undefined : (t) => t.forms.problems.email);
}

export function password(text: string): Checked {
  const { leastChars, mostBytes } = PASSWORD;
  if ([...text].length < leastChars) return (t) => t.forms.problems.passwordShort(leastChars);
  const { length } = new TextEncoder().encode(text);
  return length > mostBytes ? (t) => t.forms.problems.passwordLong : undefined;
}

export function whole(value: number | null, least: number, most: number): Checked {
  const fits = value !== null && Number.isInteger(value) && value >= least && value <= most;
  return fits ? undefined : (t) => t.forms.problems.range(least, most);
}

/** Milliseconds; the bounds are told in the reader's units by `span`. */
export function lasting(ms: number | null, least: number, most: number): Checked {
  return ms !== null && ms >= least && ms <= most
    ? undefined
    : (t) => t.forms.problems.lasting(spanText(t, least), spanText(t, most));
}

export function colour(text: string): Checked {
  return parseColour(text) && text.trim().length === 7 ? undefined : (t) => t.forms.problems.colour;
}

/** Each given, none twice. */
export function distinct(texts: readonly string[]): Checked {
  const plain = texts.map((text) => text.trim());
  if (plain.includes('')) return (t) => t.forms.problems.emptyOption;
  const twice = plain.find((text, at) => plain.indexOf(text) !== at);
  return twice === undefined ? undefined : (t) => t.forms.problems.twice(twice);
}

/** Leaves out the fields with which nothing is wrong. */
export function problems<Values>(found: { [Key in keyof Values]?: Checked }): Problems<Values> {
  const wrong = Object.entries(found).filter(([, say]) => say !== undefined);
  return Object.fromEntries(wrong) as Problems<Values>;
}

function spanText(t: Parameters<Say>[0], ms: number): string {
  const { spans } = t.forms;
  if (ms % 86_400_000 === 0) return spans.days(ms / 86_400_000);
  if (ms % 3_600_000 === 0) return spans.hours(ms / 3_600_000);
  if (ms % 60_000 === 0) return spans.minutes(ms / 60_000);
  return spans.seconds(Math.round(ms / 1_000));
}
