/** Who changed what last: for the line below a form, and for whoever was slower. */
import { type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { Audit } from '@frontdesk/protocol';
import type { AdminRest } from '../models/admin_rest';
import type { Change } from './form_model';

/** How often the search in the audit log is taken up again: a longer log is not read to its end for one line. */
const MOST_PARTS = 5;

/** `unknown`: none was found before the search was given up, so there may be one. */
type Found = Change | 'never' | 'unknown';

/**
 * `null` where none was found. `kind` and `key` as the audit log has them: `agent` and `12`, `settings` and
 * `account`.
 */
export async function lastChange(rest: AdminRest, kind: string, key: string): Promise<Change | null> {
  const found = await findChange(rest, kind, key);
  return typeof found === 'string' ? null : found;
}

async function findChange(rest: AdminRest, kind: string, key: string): Promise<Found> {
  let before: string | null = null;
  for (let part = 1; part <= MOST_PARTS; part += 1) {
    const { entries, next }: Audit = await rest.audit(kind, key, before);
    const [newest] = entries;
    if (newest) return { at: newest.at, by: newest.by?.name ?? null };
    if (next === null) return 'never';
    before = next;
  }
  return 'unknown';
}

export type ChangeState =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  /** The audit log is too long to say so. */
  | { is: 'unknown' }
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
      const found = await findChange(this.rest, this.kind, this.key);
      if (found === 'unknown') this.state = { is: 'unknown' };
      else this.state = { is: 'known', change: found === 'never' ? null : found };
    } catch (thrown) {
      this.state = { is: 'failed', failure: failureOf(thrown) };
    }
    this.changed();
  };

  protected compute(): ChangeState {
    return this.state;
  }
}
