/** A talk with the draft that nobody keeps: the server answers each input with the interpreter that runs. */
import { type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { Content, FormAnswer, Tried, TryAround, TryInput, TrySaid, TryState } from '@frontdesk/protocol';
import type { AdminRest } from '../admin_rest';
import type { Flow } from './draft';

export type TrialLine =
  | { readonly id: number; readonly by: 'me'; readonly text: string }
  | { readonly id: number; readonly by: 'bot'; readonly content: Content; readonly live: boolean }
  | { readonly id: number; readonly by: 'note'; readonly said: Exclude<TrySaid, { type: 'said' | 'step' }> };

export interface Trial {
  readonly lines: readonly TrialLine[];
  readonly state: TryState | null;
  /** The step that waits or ended it, so that the canvas can show it. */
  readonly at: string | null;
  readonly around: TryAround;
  readonly busy: boolean;
  readonly failure: Failure | null;
}

const AROUND: TryAround = { text_only: false, name: null, email: null, locale: null, open: true };

export class TrialModel extends ViewModel<Trial> {
  private lines: readonly TrialLine[] = [];
  private run: unknown = null;
  private state: TryState | null = null;
  private at: string | null = null;
  private around: TryAround = AROUND;
  private busy = false;
  private failure: Failure | null = null;
  private next = 1;
  /** Answers to a talk that was begun anew meanwhile are nobody's. */
  private talk = 0;

  constructor(
    private readonly rest: AdminRest,
    private readonly flow: () => Flow,
  ) {
    super();
  }

  /** A talk from its beginning. */
  readonly restart = (): Promise<void> => {
    this.lines = [];
    this.run = null;
    this.state = null;
    this.at = null;
    this.talk++;
    this.busy = false;
    return this.give({ type: 'started' }, null);
  };

  readonly surround = (around: Partial<TryAround>): Promise<void> => {
    this.around = { ...this.around, ...around };
    return this.restart();
  };

  readonly say = (text: string): Promise<void> => this.give({ type: 'text', text }, text);

  readonly choose = (option: string, label: string): Promise<void> =>
    this.give({ type: 'chosen', option }, label);

  readonly fill = (answers: FormAnswer[]): Promise<void> =>
    this.give({ type: 'form_filled', answers }, answers.map((answer) => answer.value).join(' · '));

  protected compute(): Trial {
    const { lines, state, at, around, busy, failure } = this;
    return { lines, state, at, around, busy, failure };
  }

  private async give(input: TryInput, shown: string | null): Promise<void> {
    if (this.busy) return;
    const { talk } = this;
    if (shown !== null) this.push({ by: 'me', text: shown });
    this.busy = true;
    this.failure = null;
    this.changed();
    try {
      const body = { content: this.flow(), run: this.run, input, around: this.around };
      const tried = await this.rest.post<Tried>('flows/try', body);
      if (talk === this.talk) this.take(tried);
    } catch (thrown) {
      if (talk === this.talk) this.failure = failureOf(thrown);
    }
    if (talk !== this.talk) return;
    this.busy = false;
    this.changed();
  }

  private take({ said, run, state }: Tried): void {
    // Only what the bot asked last can be answered.
    this.lines = this.lines.map((line) => (line.by === 'bot' ? { ...line, live: false } : line));
    for (const one of said) {
      if (one.type === 'said') this.push({ by: 'bot', content: one.content, live: true });
      else if (one.type === 'step') this.at = one.step;
      else this.push({ by: 'note', said: one });
    }
    this.run = run;
    this.state = state;
  }

  private push(line: DistributiveOmit<TrialLine, 'id'>): void {
    this.lines = [...this.lines, { ...line, id: this.next++ }];
  }
}

type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;
