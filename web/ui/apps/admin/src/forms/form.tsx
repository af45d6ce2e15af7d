import { failureText } from '@frontdesk/desk/failures';
import { SaveBar } from '@frontdesk/kit/save_bar';
import { useModel } from '@frontdesk/kit/use_model';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useDesk } from '../desk_context';
import { Foot } from '../frame/foot';
import { useWords, type Words } from '../words';
import { type Bound, bound } from './bound';
import { ConflictPanel } from './conflict_panel';
import styles from './form.module.css';
import type { FormModel, FormState } from './form_model';

/** How a field is called, and how a value of it reads in a sentence. */
export interface Described<Value> {
  readonly label: string;
  readonly show: (value: Value) => string;
}

export type Description<Values> = { readonly [Key in keyof Values]: Described<Values[Key]> };

/** A form's description in the reader's language. */
export type WordsOfForm<Values> = (words: Words) => Description<Values>;

export interface FormProps<Values extends object> {
  model: FormModel<Values>;
  describe: WordsOfForm<Values>;
  /** Of a new entry: where to go when it is not made after all. */
  cancelTo?: string;
  /** Fields; given what they show, and what ties each to its value. */
  children: (now: FormState<Values>, fields: Bound<Values>) => ReactNode;
}

/** A whole form: its fields, what happens when two save at once, and the bar that saves. */
export function Form<Values extends object>({
  model,
  describe: describeIn,
  cancelTo,
  children,
}: FormProps<Values>) {
  const { router } = useDesk();
  const words = useWords();
  const { t, f } = words;
  const describe = describeIn(words);
  const now = useModel(model);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => router.guard(() => model.isDirty), [router, model]);
  useEffect(() => {
    if (now.stopped > 0) leadToProblem(form.current);
  }, [now.stopped]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void model.save();
  };
  const undecided = now.conflict?.contested.filter(({ kept }) => kept === null).length ?? 0;
  const cancels = now.isNew && cancelTo !== undefined;
  const fields = f.list(now.changed.map((key) => describe[key].label));
  return (
    <form id={id} ref={form} className={styles.form} onSubmit={submit} noValidate>
      {now.conflict && <ConflictPanel conflict={now.conflict} describe={describe} onChoose={model.choose} />}
      {children(now, bound(t, model, now))}
      <Foot>
        <SaveBar
          form={id}
          shown={now.isNew || now.changed.length > 0 || now.busy}
          changed={
            undecided > 0
              ? t.forms.conflict.undecided(undecided)
              : now.isNew
                ? t.forms.newEntry
                : t.forms.changed(fields)
          }
          {...(now.isNew ? {} : { brief: t.forms.unsaved })}
          failure={now.failure ? t.forms.failed(failureText(t, now.failure)) : null}
          save={now.isNew ? t.forms.saveNew : t.forms.save}
          discard={cancels ? t.forms.cancel : t.forms.discard}
          busy={now.busy}
          onDiscard={cancels ? () => router.go(cancelTo) : model.discard}
        />
      </Foot>
    </form>
  );
}

/** To the choice between two versions, or else to the first field that cannot be saved. */
function leadToProblem(form: HTMLFormElement | null): void {
  const first = form?.querySelector<HTMLElement>('[data-conflict], [aria-invalid=true]');
  first?.focus();
  first?.scrollIntoView({ block: 'center' });
}
