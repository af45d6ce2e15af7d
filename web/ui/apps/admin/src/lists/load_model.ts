/** Something that is read from the server before it can be shown. */
import { type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';

export type LoadState<Value> =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure; busy: boolean }
  | { is: 'ready'; value: Value };

export class LoadModel<Value> extends ViewModel<LoadState<Value>> {
  private state: LoadState<Value> = { is: 'loading' };

  constructor(private readonly read: () => Promise<Value>) {
    super();
    void this.load();
  }

  /** Once more. What is there stays until the answer comes. */
  readonly load = async (): Promise<void> => {
    if (this.state.is === 'failed') this.enter({ ...this.state, busy: true });
    try {
      this.enter({ is: 'ready', value: await this.read() });
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (this.state.is !== 'ready') this.enter({ is: 'failed', failure, busy: false });
    }
  };

  protected compute(): LoadState<Value> {
    return this.state;
  }

  private enter(state: LoadState<Value>): void {
    this.state = state;
    this.changed();
  }
}
