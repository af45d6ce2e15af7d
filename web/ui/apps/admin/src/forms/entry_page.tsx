import { useModel } from '@frontdesk/kit/use_model';
import type { ReactNode } from 'react';
import { useDesk } from '../desk_context';
import { BackLink } from '../frame/back_link';
import { PageBody } from '../frame/page';
import type { Say } from '../models/say';
import { useOwned } from '../use_owned';
import { ChangeLine } from './change_line';
import { Form, type WordsOfForm } from './form';
import type { FormModel, FormState } from './form_model';
import { type Audited, useStoredForm } from './use_stored_form';

interface EntryPageProps<Values extends object> {
  /** The page of the list that it is one of, below `/admin/`. */
  list: string;
  describe: WordsOfForm<Values>;
  children: (model: FormModel<Values>, now: FormState<Values>) => ReactNode;
}

interface NewEntryProps<Values extends object> extends EntryPageProps<Values> {
  words: { readonly title: string; readonly add: string; readonly addIntro: string };
  /** What is said once it is made; it is opened then. */
  made: Say;
  form: (onMade: (id: number) => void) => FormModel<Values>;
}

/** The page of an entry that is not there yet. */
export function NewEntry<Values extends object>({
  list,
  words,
  made,
  form,
  describe,
  children,
}: NewEntryProps<Values>) {
  const { router, toasts } = useDesk();
  const model = useOwned(() =>
    form((id) => {
      toasts.good(made);
      router.go(`${list}/${id}`);
    }),
  );
  return (
    <PageBody title={words.add} intro={words.addIntro} back={<BackLink to={list}>{words.title}</BackLink>}>
      <Form model={model} describe={describe} cancelTo={list}>
        {(now) => children(model, now)}
      </Form>
    </PageBody>
  );
}

interface OneEntryProps<Values extends object> extends EntryPageProps<Values> {
  /** The list's name. */
  back: string;
  audited: Audited;
  nameOf: (stored: Values) => string;
  form: (onSaved: (changed: readonly (keyof Values)[]) => void) => FormModel<Values>;
  wide?: boolean;
  above?: (stored: Values) => ReactNode;
  /** What can be done with it besides; `onChanged` tells that it was. */
  below?: (model: FormModel<Values>, onChanged: () => void) => ReactNode;
}

/** The page of an entry that is stored: its form, what else can be done with it, and who changed it last. */
export function OneEntry<Values extends object>({
  list,
  back,
  audited,
  nameOf,
  form,
  describe,
  wide,
  above,
  below,
  children,
}: OneEntryProps<Values>) {
  const { model, change } = useStoredForm(audited, describe, form);
  const { stored } = useModel(model);
  return (
    <PageBody title={nameOf(stored)} wide={wide ?? false} back={<BackLink to={list}>{back}</BackLink>}>
      {above?.(stored)}
      <Form model={model} describe={describe}>
        {(now) => children(model, now)}
      </Form>
      {below?.(model, () => void change.load())}
      <ChangeLine model={change} />
    </PageBody>
  );
}
