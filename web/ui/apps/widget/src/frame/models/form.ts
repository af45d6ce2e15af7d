import type { FormField } from '@frontdesk/protocol';
import type { Words } from '../words/words.ts';
import { ViewModel } from './view_model.ts';

/** The server's bound for one answer, in characters. */
export const ANSWER_LIMIT = 255;

export interface FormSnapshot {
  readonly fields: readonly {
    readonly field: FormField;
    readonly value: string;
    readonly error: string | null;
  }[];
}

export interface Answer {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** A form of the bot while it is being filled in. Faults are shown after the first try, then as they are mended. */
export class FormModel extends ViewModel<FormSnapshot> {
  private readonly values = new Map<string, string>();
  private tried = false;

  constructor(
    private readonly fields: readonly FormField[],
    private readonly words: Words,
    private readonly submitted: (answers: readonly Answer[]) => void,
  ) {
    super();
  }

  set(name: string, value: string): void {
    this.values.set(name, value);
    this.changed();
  }

  /** Answers with the name of the first field at fault, or `null` when the form was sent. */
  submit(): string | null {
    this.tried = true;
    this.changed();
    const wrong = this.fields.find((field) => this.fault(field) !== null);
    if (wrong) return wrong.name;
    this.submitted(this.fields.map(({ name, label }) => ({ name, label, value: this.value(name).trim() })));
    return null;
  }

  protected compute(): FormSnapshot {
    return {
      fields: this.fields.map((field) => ({
        field,
        value: this.value(field.name),
        error: this.tried ? this.fault(field) : null,
      })),
    };
  }

  private value(name: string): string {
    return this.values.get(name) ?? '';
  }

  private fault(field: FormField): string | null {
    const value = this.value(field.name).trim();
    if (value === '') return this.words.required;
    if (Array.from(value).length > ANSWER_LIMIT) return this.words.answerTooLong(ANSWER_LIMIT);
    if (field.input.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value))
      return this.words.emailInvalid;
    return null;
  }
}
