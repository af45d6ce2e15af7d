import type { FormField, LabelledAnswer } from '@frontdesk/protocol';
import { useMemo, useRef } from 'preact/hooks';
import { assertNever } from '../assert_never.ts';
import { ANSWER_LIMIT, FormModel } from '../models/form.ts';
import { useScene, useSnapshot } from './hooks.ts';
import { Soft } from './said.tsx';

export function FormView({ message, fields }: { message: string; fields: readonly FormField[] }) {
  const { words, thread } = useScene();
  const model = useMemo(
    () => new FormModel(fields, words, (answers) => thread.fillForm(message, answers)),
    [message],
  );
  const snapshot = useSnapshot(model);
  const root = useRef<HTMLFormElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = model.submit();
    if (wrong !== null) root.current?.querySelector<HTMLElement>(`[name="${CSS.escape(wrong)}"]`)?.focus();
  };
  return (
    <form class="form" ref={root} onSubmit={submit} noValidate>
      {snapshot.fields.map(({ field, value, error }) => {
        const id = `${message}-${field.name}`;
        return (
          <div class="field" key={field.name}>
            <label for={id} dir="auto">
              {field.label}
            </label>
            <Input
              id={id}
              field={field}
              value={value}
              wrong={error !== null}
              onInput={(text) => model.set(field.name, text)}
            />
            {error !== null && (
              <p class="field-error" id={`${id}-error`}>
                {error}
              </p>
            )}
          </div>
        );
      })}
      <button type="submit" class="primary">
        {words.submit}
      </button>
    </form>
  );
}

interface InputProps {
  id: string;
  field: FormField;
  value: string;
  wrong: boolean;
  onInput(text: string): void;
}

function Input({ id, field, value, wrong, onInput }: InputProps) {
  const { words } = useScene();
  const common = {
    id,
    name: field.name,
    value,
    required: true,
    'aria-invalid': wrong,
    'aria-describedby': wrong ? `${id}-error` : undefined,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  switch (field.input.type) {
    case 'text':
      return <input {...common} type="text" dir="auto" maxLength={ANSWER_LIMIT} />;
    case 'email':
      return (
        <input {...common} type="email" autocomplete="email" inputMode="email" maxLength={ANSWER_LIMIT} />
      );
    case 'choice':
      return (
        <select {...common}>
          <option value="">{words.choose}</option>
          {field.input.options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      );
    default:
      return assertNever(field.input);
  }
}

/** What was answered, as one's own message. */
export function FilledForm({ answers }: { answers: readonly LabelledAnswer[] }) {
  return (
    <dl class="bubble filled">
      {answers.map((answer) => (
        <div key={answer.label}>
          <dt dir="auto">{answer.label}</dt>
          <dd dir="auto">
            <Soft text={answer.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
