/**
 * A form over one stored entry. Knows what was stored when it was read, what the admin made of it, and what is wrong
 * with that. When somebody else was faster, both versions are held side by side until the admin has chosen: nothing
 * is overwritten that she has not seen.
 */
import { type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { ErrorCode } from '@frontdesk/protocol';
import type { Say } from '../models/say';
import { type Conflict, type Kept, merge, resolved, same } from './conflict';

export interface Stored<Values> {
  readonly values: Values;
  /** `null`: nothing is stored yet. */
  readonly revision: number | null;
}

/** Who changed an entry last, as the audit log has it. */
export interface Change {
  readonly at: number;
  /** `null`: the server itself. */
  readonly by: string | null;
}

export interface Reread<Values> extends Stored<Values> {
  readonly change: Change | null;
}

export type Problems<Values> = Partial<Record<keyof Values, Say>>;

export interface FormOptions<Values extends object> {
  readonly stored: Stored<Values>;
  /** What cannot be saved as it is, before the server is asked. */
  readonly check: (values: Values) => Problems<Values>;
  /** Stores, and answers what is stored then. */
  readonly save: (values: Values, revision: number | null) => Promise<Stored<Values>>;
  /** What is stored now, after somebody else was faster; `null` when it is gone. */
  readonly reread?: () => Promise<Reread<Values> | null>;
  /** Refusals of the server that belong to a field: by the field that it names, or by its code. */
  readonly refusals?: Readonly<
    Partial<Record<string, { readonly field: keyof Values; readonly say: Say }>> &
      Partial<Record<ErrorCode, { readonly field: keyof Values; readonly say: Say }>>
  >;
  readonly onSaved?: (stored: Stored<Values>, changed: readonly (keyof Values)[]) => void;
}

export interface FormState<Values> {
  readonly values: Values;
  readonly stored: Values;
  /** Nothing is stored yet. */
  readonly isNew: boolean;
  readonly changed: readonly (keyof Values)[];
  /** Of the fields that were touched, or of all once saving was tried. */
  readonly problems: Problems<Values>;
  readonly busy: boolean;
  /** What is no single field's fault. */
  readonly failure: Failure | null;
  readonly conflict: Conflict<Values> | null;
  /** Counts the attempts that a problem ended: the view then leads to the first one. */
  readonly stopped: number;
}

export class FormModel<Values extends object> extends ViewModel<FormState<Values>> {
  private stored: Stored<Values>;
  private values: Values;
  private readonly touched = new Set<keyof Values>();
  private tried = false;
  private refused: Problems<Values> = {};
  private busy = false;
  private failure: Failure | null = null;
  private conflict: Conflict<Values> | null = null;
  private stopped = 0;

  constructor(private readonly options: FormOptions<Values>) {
    super();
    this.stored = options.stored;
    this.values = options.stored.values;
  }

  /** The revision that a change outside of the form has to name. */
  get revision(): number | null {
    return this.stored.revision;
  }

  readonly set = <Key extends keyof Values>(key: Key, value: Values[Key]): void => {
    this.values = { ...this.values, [key]: value };
    delete this.refused[key];
    this.changed();
  };

  /** Left by the admin: from now on its problems are shown. */
  readonly touch = (key: keyof Values): void => {
    if (this.touched.has(key) || same(this.values[key], this.stored.values[key])) return;
    this.touched.add(key);
    this.changed();
  };

  readonly discard = (): void => {
    this.values = this.stored.values;
    this.forget();
    this.changed();
  };

  /** Stored by something else on the page, which is known to have changed nothing that this form shows. */
  readonly renew = (revision: number): void => {
    this.stored = { ...this.stored, revision };
    this.changed();
  };

  /** Of a field that two changed. */
  readonly choose = (key: keyof Values, kept: Kept): void => {
    if (!this.conflict) return;
    this.conflict = this.conflict.chosen(key, kept);
    this.values = resolved(this.values, this.conflict);
    this.changed();
  };

  /** Whether it is stored now. */
  readonly save = async (): Promise<boolean> => {
    if (this.busy) return false;
    this.tried = true;
    const undecided = this.conflict?.contested.some((one) => one.kept === null) ?? false;
    if (undecided || Object.keys(this.problems()).length > 0) return this.stop();
    const sent = this.values;
    const changed = this.changedFields();
    this.busy = true;
    this.failure = null;
    this.changed();
    try {
      const stored = await this.options.save(sent, this.stored.revision);
      this.settle(sent, stored);
      this.options.onSaved?.(stored, changed);
      return true;
    } catch (thrown) {
      await this.refuse(failureOf(thrown));
      return false;
    } finally {
      this.busy = false;
      this.changed();
    }
  };

  get isDirty(): boolean {
    return this.changedFields().length > 0;
  }

  protected compute(): FormState<Values> {
    const problems = this.problems();
    const shown = Object.entries(problems).filter(
      ([key]) => this.tried || this.touched.has(key as keyof Values),
    );
    return {
      values: this.values,
      stored: this.stored.values,
      isNew: this.stored.revision === null,
      changed: this.changedFields(),
      problems: Object.fromEntries(shown) as Problems<Values>,
      busy: this.busy,
      failure: this.failure,
      conflict: this.conflict,
      stopped: this.stopped,
    };
  }

  private problems(): Problems<Values> {
    return { ...this.refused, ...this.options.check(this.values) };
  }

  private changedFields(): (keyof Values)[] {
    const keys = Object.keys(this.values) as (keyof Values)[];
    return keys.filter((key) => !same(this.values[key], this.stored.values[key]));
  }

  private stop(): false {
    this.stopped += 1;
    this.changed();
    return false;
  }

  /** What was typed while the answer was under way stays as a change on top of it. */
  private settle(sent: Values, stored: Stored<Values>): void {
    const keys = Object.keys(this.values) as (keyof Values)[];
    const later = keys.filter((key) => !same(this.values[key], sent[key]));
    const kept = Object.fromEntries(later.map((key) => [key, this.values[key]]));
    this.stored = stored;
    this.values = { ...stored.values, ...kept };
    this.forget();
  }

  private forget(): void {
    this.touched.clear();
    this.tried = false;
    this.refused = {};
    this.failure = null;
    this.conflict = null;
  }

  private async refuse(failure: Failure): Promise<void> {
    if (failure.is === 'unreachable') {
      this.failure = failure;
      return;
    }
    const { code, field } = failure.error;
    if (code === 'revision_conflict' && this.options.reread) return this.collide(failure);
    const known = this.options.refusals?.[field ?? code] ?? this.options.refusals?.[code];
    const key = known?.field ?? (field !== undefined && field in this.values ? field : null);
    if (key === null) {
      this.failure = failure;
      return;
    }
    this.refused = { ...this.refused, [key]: known?.say ?? ((t) => t.forms.problems.refused) };
    this.stopped += 1;
  }

  private async collide(failure: Failure): Promise<void> {
    let now: Reread<Values> | null = null;
    try {
      now = (await this.options.reread?.()) ?? null;
    } catch (thrown) {
      this.failure = failureOf(thrown);
      return;
    }
    if (!now) {
      this.failure = failure.is === 'refused' ? gone(failure) : failure;
      return;
    }
    this.conflict = merge({
      was: this.stored.values,
      mine: this.values,
      theirs: now.values,
      change: now.change,
    });
    this.values = resolved(this.values, this.conflict);
    this.stored = now;
    this.stopped += 1;
  }
}

function gone(failure: Extract<Failure, { is: 'refused' }>): Failure {
  return { ...failure, error: { ...failure.error, code: 'not_found' } };
}
