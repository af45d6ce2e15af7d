/** What ties a field to one value of a form. */
import type { Texts } from '../i18n/en';
import type { FormModel, FormState } from './form_model';

export interface Chosen<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly error: string | undefined;
}

export interface Typed<Value> extends Chosen<Value> {
  readonly onBlur: () => void;
}

/** What is spread over a field, by the name of its value. */
export interface Bound<Values> {
  /** One press is all: its problem waits until saving is tried. */
  readonly chosen: <Key extends keyof Values>(key: Key) => Chosen<Values[Key]>;
  /** Written into: its problem shows as soon as it is left. */
  readonly typed: <Key extends keyof Values>(key: Key) => Typed<Values[Key]>;
}

export function bound<Values extends object>(
  t: Texts,
  model: FormModel<Values>,
  { values, problems }: FormState<Values>,
): Bound<Values> {
  const chosen = <Key extends keyof Values>(key: Key): Chosen<Values[Key]> => ({
    value: values[key],
    onChange: (value) => model.set(key, value),
    error: problems[key]?.(t),
  });
  const typed = <Key extends keyof Values>(key: Key): Typed<Values[Key]> => ({
    ...chosen(key),
    onBlur: () => model.touch(key),
  });
  return { chosen, typed };
}
