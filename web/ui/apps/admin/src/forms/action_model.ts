/** One thing that is done on the server at a press, outside of any form: busy, done, or refused. */
import { type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';

export interface ActionState {
  readonly busy: boolean;
  readonly failure: Failure | null;
}

export class ActionModel extends ViewModel<ActionState> {
  private state: ActionState = { busy: false, failure: null };

  /** Whether it was done; a second press while the first is under way does nothing. */
  readonly run = async (action: () => Promise<unknown>): Promise<boolean> =>
    (await this.ask(async () => ({ answer: await action() }))) !== null;

  /** What came of it; `null` where nothing did. */
  readonly ask = async <Answer extends object>(action: () => Promise<Answer>): Promise<Answer | null> => {
    if (this.state.busy) return null;
    this.enter({ busy: true, failure: null });
    try {
      const answer = await action();
      this.enter({ busy: false, failure: null });
      return answer;
    } catch (thrown) {
      this.enter({ busy: false, failure: failureOf(thrown) });
      return null;
    }
  };

  readonly forget = (): void => this.enter({ busy: false, failure: null });

  protected compute(): ActionState {
    return this.state;
  }

  private enter(state: ActionState): void {
    this.state = state;
    this.changed();
  }
}
