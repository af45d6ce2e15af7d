/** Who changed what last: for the line below a form, and for whoever was slower. */
import { type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { AdminRest } from '../models/admin_rest';
import type { Change } from './form_model';

/** `kind` and `key` as the audit log has them: `agent` and `12`, `settings` and `account`. */
export async function lastChange(rest: AdminRest, kind: string, key: string): Promise<Change | null> {
  const { entries } = await rest.audit();
  const found = entries.find((entry) => entry.kind === kind && entry.key === key);
  return found ? { at: found.at, by: found.by?.name ?? null } : null;
}

export type ChangeState =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | { is: 'known'; change: Change | null };

export class ChangeModel extends ViewModel<ChangeState> {
  private state: ChangeState = { is: 'loading' };

  constructor(
    private readonly rest: AdminRest,
    private readonly kind: string,
    private readonly key: string,
  ) {
    super();
    void this.load();
  }

  /** Again, after something was saved. */
  readonly load = async (): Promise<void> => {
    try {
      this.state = { is: 'known', change: await lastChange(this.rest, this.kind, this.key) };
    } catch (thrown) {
      this.state = { is: 'failed', failure: failureOf(thrown) };
    }
    this.changed();
  };

  protected compute(): ChangeState {
    return this.state;
  }
}
